// How long a recording of a million spans takes to each format.
#include "engine/export/exporter.h"
#include "engine/trace/reader.h"
#include "tests/bench/bench.h"
#include "tests/bench/big_recording.h"

#include <chrono>
#include <ostream>
#include <streambuf>

namespace corelane {
namespace {

// Counts what it is given and keeps nothing.
class Counted final : public std::streambuf {
  public:
    std::size_t bytes = 0;

  protected:
    int_type overflow(int_type c) override {
        ++bytes;
        return traits_type::not_eof(c);
    }
    std::streamsize xsputn(const char*, std::streamsize count) override {
        bytes += static_cast<std::size_t>(count);
        return count;
    }
};

}  // namespace

std::vector<Figure> exportsBench() {
    const BigRecording recording = bigRecording(Writer::Packing::Plain, 1'000'000);
    Reader reader;
    (void)reader.feed(recording.bytes);
    (void)reader.finish();
    const auto trace = reader.snapshot();
    std::vector<std::function<double()>> sides;
    for (const Exporter* exporter : exporters())
        sides.push_back([&trace, exporter] {
            Counted counted;
            std::ostream out(&counted);
            const auto start = std::chrono::steady_clock::now();
            const bool written = exporter->write(*trace, out) && counted.bytes > 0;
            const double taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            return written ? taken : 1e9;
        });
    const auto medians = interleavedMedians(3, sides);
    std::vector<Figure> figures;
    for (std::size_t i = 0; i < medians.size(); ++i)
        figures.push_back({std::string(exporters()[i]->name) + "_1M_spans", medians[i], "s", 2});
    return figures;
}

}  // namespace corelane
