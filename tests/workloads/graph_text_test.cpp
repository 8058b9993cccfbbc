#include "workloads/task_graph.h"

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <unistd.h>

using namespace corelane;

namespace {

TaskGraph goldenGraph(std::string_view pattern) {
    GraphParameters p;
    p.pattern = *patternFromName(pattern);
    p.steps = 9;
    p.width = 8;
    return *TaskGraph::make(p);
}

// The first 16 hex digits of SHA-256, by the system's own program.
std::string sha256Start(const std::string& text) {
    char path[] = "/tmp/graph_text_test_XXXXXX";
    const int fd = ::mkstemp(path);
    REQUIRE(fd >= 0);
    ::close(fd);
    std::ofstream(path, std::ios::binary) << text;
    const std::string command = std::string("sha256sum ") + path;
    FILE* program = ::popen(command.c_str(), "r");
    REQUIRE(program != nullptr);
    char digest[17] = {};
    const std::size_t got = std::fread(digest, 1, 16, program);
    ::pclose(program);
    ::unlink(path);
    return std::string(digest, got);
}

}  // namespace

TEST_CASE("graph text has the golden digests") {
    const std::pair<std::string_view, std::string_view> golden[] = {
        {"trivial", "04a08882f658c6ce"},
        {"no_comm", "a730c72e9a1773c7"},
        {"stencil_1d", "afab6c4fc08a4065"},
        {"stencil_1d_periodic", "aaa2651291b40c49"},
        {"dom", "2c67d0a90600c5d2"},
        {"tree", "041aab38d1976039"},
        {"fft", "1af5005b7ef5cc0d"},
        {"all_to_all", "5c93fe9a7702fe0c"},
        {"nearest", "afab6c4fc08a4065"},
        {"spread", "d1058d0faad57959"},
        {"random_nearest", "b91cb7e8f852c906"},
    };
    for (const auto& [pattern, digest] : golden) {
        INFO(pattern);
        CHECK(sha256Start(graphText(goldenGraph(pattern))) == digest);
    }
}

TEST_CASE("graph text is a line a task") {
    GraphParameters p;
    p.pattern = Pattern::Dom;
    p.steps = 3;
    p.width = 2;
    CHECK(graphText(*TaskGraph::make(p)) == "0 0:\n1 0:0\n1 1:0\n2 1:0,1\n");
}

TEST_CASE("dot text ranks the steps and draws every dependence") {
    GraphParameters p;
    p.pattern = Pattern::NoComm;
    p.steps = 2;
    p.width = 2;
    CHECK(
        graphDot(*TaskGraph::make(p)) == "digraph no_comm {\n"
                                         "    rankdir=TB;\n"
                                         "    { rank=same; \"0.0\"; \"0.1\"; }\n"
                                         "    { rank=same; \"1.0\"; \"1.1\"; }\n"
                                         "    \"0.0\" -> \"1.0\";\n"
                                         "    \"0.1\" -> \"1.1\";\n"
                                         "}\n");
}
