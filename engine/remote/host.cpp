#include "engine/remote/host.h"

#include "engine/record/descriptor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>

namespace corelane {

Result<> checkHost(std::string_view host) {
    if (host.empty())
        return fail(Error::Kind::Invalid, "the host's name is empty; give one that `ssh` knows, such as me@lab-04");
    if (host.front() == '-')
        return fail(
            Error::Kind::Invalid,
            fmt::format("{} is no host: ssh would take it for an option; name the host as ssh knows it", host));
    const bool plain = std::ranges::all_of(host, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte != 0x7f;
    });
    if (!plain)
        return fail(
            Error::Kind::Invalid, fmt::format("\"{}\" is no host: it has blanks or control characters in it", host));
    return {};
}

Prompts promptsHere() {
    const char* const asker = std::getenv("SSH_ASKPASS");
    if (asker && *asker) return Prompts::Allowed;
    return Descriptor(open("/dev/tty", O_RDWR | O_CLOEXEC)) ? Prompts::Allowed : Prompts::Impossible;
}

std::vector<std::string> sshWords(const std::string& host, const std::string& command, Prompts prompts) {
    std::vector<std::string> words = {
        "-T",
        "-a",
        "-x",
        "-e",
        "none",
        "-o",
        "ServerAliveInterval=3",
        "-o",
        "ServerAliveCountMax=3",
        "-o",
        "ConnectTimeout=10"};
    if (prompts == Prompts::Impossible) words.insert(words.end(), {"-o", "BatchMode=yes"});
    words.insert(words.end(), {"--", host, command});
    return words;
}

std::string shellLine(std::span<const std::string> words) {
    std::string line;
    for (const std::string& word : words) {
        if (!line.empty()) line += ' ';
        constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:@%,";
        if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) {
            line += word;
            continue;
        }
        line += '\'';
        for (const char c : word) line += c == '\'' ? std::string("'\\''") : std::string(1, c);
        line += '\'';
    }
    return line;
}

}  // namespace corelane
