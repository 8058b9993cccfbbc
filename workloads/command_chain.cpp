#include "workloads/command_chain.h"

#include "workloads/random.h"

#include <algorithm>
#include <charconv>

namespace corelane {
namespace {

tl::unexpected<Error> fault(const std::string& place, const std::string& what) {
    return fail(Error::Kind::Invalid, place + ": " + what);
}

Result<> checkArguments(const std::vector<std::string>& command, const std::string& place, std::size_t& bytes) {
    if (command.empty()) return fault(place, "is empty; give the program's name, and after it what it is given");
    if (command.front().empty()) return fault(place + "/0", "is empty; give the program's name or its path");
    for (std::size_t i = 0; i < command.size(); ++i) {
        const std::string at = place + '/' + std::to_string(i);
        if (command[i].find('\0') != std::string::npos)
            return fault(at, "has a zero byte, where every program sees its end; leave it out");
        if (command[i].size() > maximumArgumentBytes)
            return fault(
                at, "has " + std::to_string(command[i].size()) + " bytes, and the system takes " +
                        std::to_string(maximumArgumentBytes) + " at most; let the command read it instead");
        bytes += command[i].size() + 1;
    }
    return {};
}

std::string programName(const std::string& program) {
    const std::string name = program.substr(program.rfind('/') + 1);
    return name.empty() ? program : name;
}

void appendEscaped(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
        (out += '\\') += c;
    else if (code < 0x20 || code == 0x7f)  // a terminal would obey these
        (((out += "\\u00") += digits[code >> 4])) += digits[code & 15];
    else
        out += c;
}

}  // namespace

Result<CommandChain> CommandChain::make(CommandText text) {
    if (text.commands.empty())
        return fault(
            "/commands", "is empty; give a list of commands, each a list of words such as [\"sort\", \"-r\"]");
    if (text.commands.size() > maximumCommands)
        return fault(
            "/commands", "has " + std::to_string(text.commands.size()) + " commands, and " +
                             std::to_string(maximumCommands) + " is the most; make the chain shorter");
    std::size_t bytes = 0;
    std::vector<GraphShape> shapes;
    for (std::size_t i = 0; i < text.commands.size(); ++i) {
        TRY(checkArguments(text.commands[i], "/commands/" + std::to_string(i), bytes));
        const std::string name = programName(text.commands[i].front());
        const auto same = std::ranges::count_if(
            text.commands.begin(), text.commands.begin() + static_cast<std::ptrdiff_t>(i),
            [&](const auto& other) { return programName(other.front()) == name; });
        shapes.push_back({same == 0 ? name : name + ' ' + std::to_string(same + 1), 1, 1});
    }
    if (bytes > maximumVectorBytes)
        return fault(
            "/commands", "has " + std::to_string(bytes) + " bytes in all its words, and " +
                             std::to_string(maximumVectorBytes) + " is the most; let the commands read them instead");
    if (text.input.lines > maximumInputLines)
        return fault(
            "/input/lines",
            "must be at most " + std::to_string(maximumInputLines) + ", got " + std::to_string(text.input.lines));
    if (text.input.distinct == 0) return fault("/input/distinct", "must be 1 or more, got 0");
    CommandChain chain;
    chain.m_text = std::move(text);
    chain.m_naming = TaskNaming(std::move(shapes));
    return chain;
}

std::string CommandChain::input() const {
    const CommandInput& input = m_text.input;
    if (!input.text.empty()) return input.text;
    std::string out;
    out.reserve(input.lines * 7);
    char digits[24];
    for (std::uint64_t line = 0; line < input.lines; ++line) {
        const std::uint64_t number = mixBits(mixBits(input.seed) + line) % input.distinct;
        const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
        out.append(digits, end);
        out += '\n';
    }
    return out;
}

std::uint64_t CommandChain::inputLines() const {
    if (m_text.input.text.empty()) return m_text.input.lines;
    return static_cast<std::uint64_t>(std::ranges::count(m_text.input.text, '\n'));
}

std::string CommandChain::place(std::size_t command) const {
    return m_naming.graphs()[command].name + " (command " + std::to_string(command + 1) + " of " +
           std::to_string(size()) + ")";
}

std::string argumentVectorText(std::span<const std::string> words) {
    std::string out = "[";
    for (const std::string& word : words) {
        if (out.size() > 1) out += ", ";
        out += '"';
        for (const char c : word) appendEscaped(out, c);
        out += '"';
    }
    return out + "]";
}

std::string chainText(std::span<const std::vector<std::string>> commands) {
    std::string out;
    for (const auto& command : commands) out += (out.empty() ? "" : " | ") + argumentVectorText(command);
    return out;
}

std::uint64_t outputDigest(std::span<const std::byte> bytes) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const std::byte byte : bytes) hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3u;
    return hash;
}

}  // namespace corelane
