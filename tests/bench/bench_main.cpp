// corelane-bench [--json] [NAME...]: every figure of the documents, one a line. A NAME is a bench file's ("record")
// or a figure's.
#include "tests/bench/bench.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <string_view>

#define ENTRY(name) std::vector<Figure> name##Bench();
namespace corelane {
#include "bench_table.inc"
}  // namespace corelane
#undef ENTRY

namespace corelane {
namespace {

struct Bench {
    std::string_view name;
    std::vector<Figure> (*run)();
};

#define ENTRY(name) Bench{#name, &name##Bench},
const std::vector<Bench> benches = {
#include "bench_table.inc"
};
#undef ENTRY

void print(const Figure& figure, bool json) {
    if (json) {
        const nlohmann::ordered_json line = {{"name", figure.name},     {"value", figure.value},
                                             {"unit", figure.unit},     {"target", figure.target},
                                             {"holds", figure.holds()}, {"command", figure.command}};
        std::printf("%s\n", line.dump().c_str());
    } else {
        std::printf(
            "%-5s %-44s %12.4g %-34s %s %.4g\n", figure.holds() ? "ok" : "MISS", figure.name.c_str(), figure.value,
            figure.unit.c_str(), figure.lowerIsBetter ? "<=" : ">=", figure.target);
    }
    std::fflush(stdout);
}

int run(const std::vector<std::string_view>& words, bool json) {
    int printed = 0, missed = 0;
    // A word is a bench or one of its figures: only a bench that has the figure is kept, which needs running it.
    for (const Bench& bench : benches) {
        const bool whole = words.empty() || std::find(words.begin(), words.end(), bench.name) != words.end();
        const bool part = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
            return word.substr(0, word.find('/')) == bench.name;
        });
        if (!whole && !part) continue;
        for (Figure figure : bench.run()) {
            const std::string path = std::string(bench.name) + "/" + figure.name;
            if (!whole && std::find(words.begin(), words.end(), path) == words.end()) continue;
            if (figure.command.empty()) figure.command = "./dev bench " + path;
            print(figure, json);
            ++printed;
            missed += !figure.holds();
        }
    }
    if (printed == 0) {
        std::fprintf(stderr, "No such figure. Benches:");
        for (const Bench& bench : benches) std::fprintf(stderr, " %s", std::string(bench.name).c_str());
        std::fprintf(stderr, "; a figure is BENCH/NAME.\n");
        return 2;
    }
    if (!json) std::printf("%d figures, %d miss their target\n", printed, missed);
    return 0;
}

}  // namespace

std::vector<double> interleavedMedians(int repetitions, const std::vector<std::function<double()>>& sides) {
    std::vector<std::vector<double>> measured(sides.size());
    for (int r = 0; r < repetitions; ++r)
        for (std::size_t s = 0; s < sides.size(); ++s) measured[s].push_back(sides[s]());
    std::vector<double> medians;
    for (auto& values : measured) {
        std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
        medians.push_back(values[values.size() / 2]);
    }
    return medians;
}

}  // namespace corelane

int main(int argc, char** argv) {
    bool json = false;
    std::vector<std::string_view> words;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--json")
            json = true;
        else
            words.emplace_back(argv[i]);
    }
    return corelane::run(words, json);
}
