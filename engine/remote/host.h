// What ssh is told: which host, and which words its shell there is to run.
#pragma once

#include "engine/trace/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

// Error (Invalid): ssh would take it for an option, or it cannot be a host ("lab-04", "me@lab-04", a name of
// ~/.ssh/config).
Result<> checkHost(std::string_view host);

// Nobody can answer what ssh asks: it must fail instead of waiting.
enum class Prompts { Allowed, Impossible };
Prompts promptsHere();  // possible with a terminal, or with SSH_ASKPASS

// The words behind "ssh" that run `command` there without a terminal. A connection that is silent is given up after
// about ten seconds.
std::vector<std::string> sshWords(const std::string& host, const std::string& command, Prompts);

// The words as one line for a POSIX shell, csh or fish, each taken as it stands.
std::string shellLine(std::span<const std::string> words);

}  // namespace corelane
