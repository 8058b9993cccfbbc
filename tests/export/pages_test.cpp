// The exporters whose outputs are no text, read by programs that are not ours: pdftotext, pdffonts, python and
// protoc.
#include "engine/export/exporter.h"
#include "engine/export/pages.h"
#include "tests/export/outside_check.h"
#include "tests/export/sample_comparison.h"
#include "tests/support/staged_run.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

using namespace corelane;
using namespace corelane::test;

namespace {

Comparison inChinese() {
    Comparison comparison = fourEntriesComparison();
    comparison.title = "并发模型比较 <b>&";
    comparison.question = "哪个模型最快？";
    return comparison;
}

// What a program says of a file with these bytes; nothing when it is missing, which is said.
std::optional<std::string> saidBy(
    const std::string& program, const std::string& package, const std::string& words, const std::string& bytes) {
    if (program.empty()) {
        WARN("skipped: a program of the Debian package " + package + " is missing");
        return std::nullopt;
    }
    const auto folder = std::filesystem::temp_directory_path();
    const std::string in = (folder / ("corelane_pages_" + std::to_string(getpid()))).string(), out = in + ".out";
    std::ofstream(in, std::ios::binary) << bytes;
    std::string command = program + ' ' + words + " > " + out;
    for (std::size_t at; (at = command.find("FILE")) != command.npos;) command.replace(at, 4, in);
    CHECK(std::system(command.c_str()) == 0);
    std::ifstream file(out);
    std::ostringstream text;
    text << file.rdbuf();
    std::filesystem::remove(in);
    std::filesystem::remove(out);
    return text.str();
}

std::size_t countOf(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
    return count;
}

std::string wordNumber(int i) {
    std::string word("word");
    return word += std::to_string(i);
}

std::uint32_t bigEndian(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

}  // namespace

TEST_CASE("the pdf's text can be read: title, verdict, every model and lane, in Chinese as well") {
    const std::string pdf = exported("pdf", *traceOf(fourEntries(), inChinese()));
    if (const auto text = saidBy(CORELANE_PDFTOTEXT, "poppler-utils", "-layout FILE -", pdf)) {
        for (const char* part :
             {"并发模型比较 <b>&", "哪个模型最快？", "process_pool (transport=ring)", "do not differ", "Results",
              "Straggler", "does not hold: Nobody waits for a lock.", "w0", "w1"})
            CHECK_THAT(*text, Catch::Contains(part));
        CHECK(countOf(*text, "\f") >= 2);  // pages: what is said, and the timelines
    }
    if (const auto fonts = saidBy(CORELANE_PDFFONTS, "poppler-utils", "FILE", pdf)) {
        std::istringstream lines(*fonts);
        std::string line;
        int count = 0;
        for (int i = 0; std::getline(lines, line); ++i) {
            if (i < 2) continue;
            ++count;
            CAPTURE(line);
            CHECK_THAT(line, Catch::Contains(" yes yes yes "));  // embedded, a subset, with a map to Unicode
        }
        CHECK(count >= 1);
    }
}

TEST_CASE("a pdf is the same each time, of an empty recording and of strange names too") {
    const auto trace = traceOf(fourEntries(), fourEntriesComparison());
    CHECK(exported("pdf", *trace) == exported("pdf", *trace));
    CHECK(exported("png", *trace) == exported("png", *trace));
    for (const char* format : {"pdf", "png"}) CHECK(exported(format, *traceOf({})).size() > 100);
    Comparison strange = fourEntriesComparison();
    strange.title = "<script>alert(1)</script> \x01 \xff \"";
    strange.started = "no date";
    saidBy(CORELANE_PDFTOTEXT, "poppler-utils", "FILE -", exported("pdf", *traceOf(fourEntries(), strange)));
}

TEST_CASE("what is longer than a line or a page goes on in the next") {
    Comparison comparison = fourEntriesComparison();
    for (int i = 0; i < 600; ++i) comparison.question += wordNumber(i) + (i % 50 ? " " : "很长的句子");
    const auto trace = traceOf(fourEntries(), comparison);
    const auto pages = reportPages(*trace, summarize(*trace));
    CHECK(pages.size() >= 3);
    std::string all;
    for (const std::string& page : pages) {
        checkXml(page);
        all += page;
    }
    for (int i = 0; i < 600; ++i) CHECK(all.find(wordNumber(i)) != all.npos);
}

TEST_CASE("a png has the picture's size times the scale, and whole pixels") {
    const auto trace = traceOf(fourEntries(), inChinese());
    const Exporter* png = findExporter("png");
    REQUIRE(png->writeScaled);
    std::ostringstream one, three;
    REQUIRE(png->writeScaled(*trace, 1, one));
    REQUIRE(png->writeScaled(*trace, 2.5, three));
    const std::string small = one.str(), large = three.str();
    REQUIRE(small.starts_with("\x89PNG"));
    CHECK(bigEndian(large, 16) == std::ceil(2.5 * bigEndian(small, 16)));
    CHECK(bigEndian(large, 20) == std::ceil(2.5 * bigEndian(small, 20)));
    checkPython(
        "import zlib,struct; b=open('FILE','rb').read(); w,h=struct.unpack('>II',b[16:24]); d=b''; at=8\n"
        "while at<len(b):\n"
        " n,k=struct.unpack('>I4s',b[at:at+8]); d+=b[at+8:at+8+n] if k==b'IDAT' else b''\n"
        " assert zlib.crc32(b[at+4:at+8+n])==struct.unpack('>I',b[at+8+n:at+12+n])[0]; at+=12+n\n"
        "assert len(zlib.decompress(d))==h*({2:3,6:4}[b[25]]*w*b[24]//8+1)",
        small, ".png");
    std::ostringstream none;
    const auto huge = png->writeScaled(*trace, 100, none);
    REQUIRE_FALSE(huge);
    CHECK_THAT(huge.error().message, Catch::Contains("32767"));
    CHECK(none.str().empty());
}

TEST_CASE("perfetto's tracks hold every span with begin and end, its state, and both ends of each hand-over") {
    StagedRun run(2);
    run.useful(0, 0, 50);
    run.wait(1, 10, 50, State::Lock, "锁", 0, 50);
    run.useful(1, 50, 90);
    const std::string bytes = exported("perfetto", *run.trace(100));
    const auto text = saidBy(
        CORELANE_PROTOC, "protobuf-compiler",
        "--proto_path=" CORELANE_PROTO_FOLDER " --decode=Tracks tracks.proto < FILE", bytes);
    if (!text) return;
    CAPTURE(*text);
    CHECK(countOf(*text, "type: 1\n") == 3);
    CHECK(countOf(*text, "type: 2\n") == 3);
    CHECK(countOf(*text, "gives: ") == 1);
    CHECK(countOf(*text, "takes: ") == 1);
    CHECK(countOf(*text, "pid: ") == 1);
    CHECK(countOf(*text, "name: \"w0\"") == 1);
    CHECK(countOf(*text, "\\351\\224\\201") == 1);  // 锁, as protoc writes it
    CHECK(countOf(*text, "category: 3\n") == 1);    // lock
    CHECK(countOf(*text, "category: 1\n") == 2);    // useful
    for (int field = 1; field < 100; ++field)       // nothing that the schema does not know
        CHECK(text->find("\n    " + std::to_string(field) + ": ") == text->npos);
    const auto whole = exported("perfetto", *traceOf(fourEntries(), inChinese()));
    saidBy(
        CORELANE_PROTOC, "protobuf-compiler",
        "--proto_path=" CORELANE_PROTO_FOLDER " --decode=Tracks tracks.proto < FILE", whole);
}
