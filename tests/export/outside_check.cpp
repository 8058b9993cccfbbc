#include "tests/export/outside_check.h"

#include "engine/export/exporter.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace corelane::test {

std::string exported(const char* format, const Trace& trace) {
    const Exporter* const exporter = findExporter(format);
    REQUIRE(exporter);
    std::ostringstream out;
    REQUIRE(exporter->write(trace, out));
    return out.str();
}

void checkByProgram(
    const std::string& program, const std::string& package, const std::string& command, const std::string& text,
    const std::string& suffix) {
    if (program.empty()) {
        WARN("skipped: a program of the Debian package " + package + " is missing");
        return;
    }
    static int number = 0;
    const auto file =
        std::filesystem::temp_directory_path() / fmt::format("corelane_export_{}_{}{}", getpid(), ++number, suffix);
    std::ofstream(file, std::ios::binary) << text;
    std::string words = program + ' ' + command;
    for (std::size_t at; (at = words.find("FILE")) != words.npos;) words.replace(at, 4, file.string());
    const int status = std::system(words.c_str());
    std::filesystem::remove(file);
    CAPTURE(words);
    CHECK(status == 0);
}

void checkXml(const std::string& text) {
    checkByProgram(CORELANE_XMLLINT, "libxml2-utils", "--nonet --noout 'FILE'", text, ".xml");
}

void checkPython(const std::string& code, const std::string& text, const std::string& suffix) {
    checkByProgram(CORELANE_PYTHON, "python3", "-c \"" + code + "\"", text, suffix);
}

}  // namespace corelane::test
