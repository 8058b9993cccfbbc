#include "engine/export/exporter.h"
#include "tests/export/sample_comparison.h"

#include <catch2/catch.hpp>

#include <map>
#include <sstream>

using namespace corelane;
using namespace corelane::test;

namespace {

std::string csvOf(const Trace& trace) {
    std::ostringstream out;
    REQUIRE(findExporter("csv"));
    REQUIRE(findExporter("csv")->write(trace, out));
    return out.str();
}

// RFC 4180, strictly: a quote stands only where it may, every line ends in CR LF.
std::vector<std::vector<std::string>> parsed(const std::string& text) {
    std::vector<std::vector<std::string>> lines;
    std::vector<std::string> line;
    for (std::size_t i = 0; i < text.size();) {
        std::string field;
        if (text[i] == '"') {
            for (++i;; ++i) {
                REQUIRE(i < text.size());
                if (text[i] != '"')
                    field += text[i];
                else if (i + 1 < text.size() && text[i + 1] == '"')
                    field += text[i++];
                else
                    break;
            }
            ++i;
        } else {
            while (i < text.size() && text[i] != ',' && text[i] != '\r') {
                REQUIRE(text[i] != '"');
                REQUIRE(text[i] != '\n');
                field += text[i++];
            }
        }
        line.push_back(field);
        REQUIRE(i < text.size());
        if (text[i++] == ',') continue;
        REQUIRE(text.substr(i - 1, 2) == "\r\n");
        ++i;
        lines.push_back(std::exchange(line, {}));
    }
    return lines;
}

std::map<std::string, std::string> row(const std::vector<std::vector<std::string>>& lines, std::size_t number) {
    std::map<std::string, std::string> fields;
    REQUIRE(lines.at(number).size() == lines[0].size());
    for (std::size_t c = 0; c < lines[0].size(); ++c) fields[lines[0][c]] = lines[number][c];
    return fields;
}

const char* const columns =
    "run,model,title,variant,options,workers,repetition,warmup,recorded,finished,interrupted,level,pinned,cores,core_"
    "set,"
    "begin_ns,wall_ns,tasks,correct,digest,spans,switches,edges,lost_events,bytes_moved,balance_useful_ns,"
    "balance_overhead_ns,balance_lock_ns,balance_queue_ns,balance_io_ns,balance_runnable_ns,balance_idle_ns,"
    "balance_startup_ns,balance_residual_ns,fault,error\r\n";

}  // namespace

TEST_CASE("the CSV's columns are those of CSV.md, without a run as well") {
    CHECK(csvOf(*traceOf({})) == columns);
    const std::string csv = csvOf(*traceOf(fourEntries()));
    CHECK(csv.substr(0, csv.find('\n') + 1) == columns);
}

TEST_CASE("the CSV has one row a run, in the order they ran") {
    const auto lines = parsed(csvOf(*traceOf(fourEntries())));
    REQUIRE(lines.size() == 44);
    for (std::size_t i = 1; i < lines.size(); ++i) CHECK(row(lines, i)["run"] == std::to_string(i));
    const auto warmup = row(lines, 2);
    CHECK(warmup.at("model") == "threads");
    CHECK(warmup.at("warmup") == "true");
    CHECK(warmup.at("wall_ns") == "100000000");
    CHECK(warmup.at("balance_useful_ns") == "150000000");
    CHECK(warmup.at("balance_lock_ns") == "50000000");
    CHECK(warmup.at("core_set") == "0 1");
    CHECK(warmup.at("switches").empty());
    CHECK(warmup.at("bytes_moved").empty());
    CHECK(row(lines, 3).at("options") == R"({"transport":"pipe"})");
    CHECK(row(lines, 3).at("variant") == "transport=pipe");
    CHECK(row(lines, 3).at("bytes_moved") == "4096");
    CHECK(row(lines, 4).at("bytes_moved") == "0");
}

TEST_CASE("in the CSV commas, quotes and line ends are quoted, and unknown is empty") {
    const std::string error = "The worker said \"no, not now\",\r\nand died.\n";
    const auto lines = parsed(csvOf(*traceOf(
        {{.model = "threads", .wall = millisecond, .correct = false, .error = error},
         {.model = "threads", .wall = millisecond, .recorded = false}})));
    CHECK(row(lines, 1).at("error") == error);
    CHECK(row(lines, 1).at("correct") == "false");
    CHECK(row(lines, 2).at("recorded") == "false");
    CHECK(row(lines, 2).at("balance_useful_ns").empty());
    CHECK(row(lines, 2).at("spans").empty());
}

TEST_CASE("an exporter says when its output takes no more") {
    for (const Exporter* exporter : exporters()) {
        INFO(exporter->name);
        std::ostringstream out;
        out.setstate(std::ios::badbit);
        const auto written = exporter->write(*traceOf(fourEntries()), out);
        REQUIRE_FALSE(written);
        CHECK(written.error().kind == Error::Kind::Io);
        CHECK(written.error().message.find("disk") != std::string::npos);
    }
    CHECK(findExporter("papyrus") == nullptr);
}
