#include "engine/remote/host.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace corelane;

TEST_CASE("a host is what ssh cannot take for an option") {
    for (const char* const host : {"lab-04", "me@lab-04", "10.0.0.7", "ssh://me@lab-04:2222", "fe80::1%eth0"}) {
        CAPTURE(host);
        CHECK(checkHost(host));
    }
    for (const char* const host : {"", "-v", "-oProxyCommand=x", "a b", "a\nb", "a\x7f"}) {
        CAPTURE(host);
        const auto checked = checkHost(host);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().kind == Error::Kind::Invalid);
    }
}

TEST_CASE("the host stands behind all options, and ssh asks nothing where nobody can answer") {
    const auto words = sshWords("lab", "true", Prompts::Impossible);
    REQUIRE(words.size() > 3);
    CHECK(std::vector<std::string>(words.end() - 3, words.end()) == std::vector<std::string>{"--", "lab", "true"});
    CHECK(std::ranges::count(words, "BatchMode=yes") == 1);
    CHECK(std::ranges::count(sshWords("lab", "true", Prompts::Allowed), "BatchMode=yes") == 0);
}

TEST_CASE("a shell there takes every word as it stands") {
    CHECK(
        shellLine(std::vector<std::string>{"/opt/corelane-engine", "--version"}) == "/opt/corelane-engine --version");
    CHECK(shellLine(std::vector<std::string>{"a b", "", "it's", "$(reboot)"}) == R"('a b' '' 'it'\''s' '$(reboot)')");
}
