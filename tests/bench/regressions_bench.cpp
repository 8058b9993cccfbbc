// How often `compare` is wrong: false alarms among recordings between which nothing changed, and whether a true tenth
// is found. The noise is real: the default comparison at half its length, recorded again and again. Once as it came,
// every recording against every later one, with whatever the machine did between them; once with repetitions drawn at
// random from all recordings, which leaves their spread and takes away what drifted. And in turns, as `turns` records
// two sides, with four times as many repetitions; of each such pair more are made by exchanging the sides'
// repetitions of a round or not, as a coin falls. The tenth is put upon one model's times.
#include "engine/export/changes.h"
#include "engine/export/foreign_load.h"
#include "engine/trace/reader.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <random>

namespace corelane {
namespace {

constexpr std::size_t recordings = 24;  // 276 pairs
constexpr int attempts = 48;
constexpr int draws = 1000;
constexpr std::size_t repetitions = 9;
constexpr int pairsInTurns = 12, coins = 17;  // 204 pairs
constexpr std::size_t repetitionsInTurns = 36;
constexpr std::string_view shortened = "--set /workload/graphs/0/steps=25";
constexpr std::string_view slowed = "threads";

using Walls = std::map<std::string, std::vector<double>>;  // by model

// Of the models of which every repetition counts; none when other programs held the cores.
Walls wallsOf(const Trace& trace, std::size_t wanted) {
    Walls walls;
    const Summary summary = summarize(trace);
    if (foreignLoad(summary).value_or(1) >= disturbingLoad) return {};
    for (const ModelSummary& model : summary.models)
        if (model.wallsNs.size() == wanted) walls[model.model] = model.wallsNs;
    return walls;
}

Walls recordOnce() {
    const std::string words =
        fmt::format("{}/corelane-engine run stencil {} -o - 2>/dev/null", CORELANE_BIN, shortened);
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(words.c_str(), "r"), &pclose);
    Reader reader;
    char piece[65536];
    for (std::size_t n; (n = fread(piece, 1, sizeof piece, pipe.get())) > 0;)
        if (!reader.feed({piece, n})) return {};
    if (!reader.finish()) return {};
    return wallsOf(*reader.snapshot(), repetitions);
}

struct Sides {
    Walls before, after;
};

// Nothing when either side was disturbed.
std::optional<Sides> recordInTurns() {
    char folder[] = "/tmp/corelane-turns-XXXXXX";
    if (!mkdtemp(folder)) return std::nullopt;
    const std::string a = fmt::format("{}/a.corelane", folder), b = fmt::format("{}/b.corelane", folder);
    const std::string words = fmt::format(
        "{}/corelane-engine turns stencil {} {} {} --repetitions {} >/dev/null 2>&1", CORELANE_BIN, a, b, shortened,
        repetitionsInTurns);
    std::optional<Sides> sides;
    if (std::system(words.c_str()) != -1) {
        const auto before = readTrace(a), after = readTrace(b);
        if (before && after)
            sides = Sides{wallsOf(**before, repetitionsInTurns), wallsOf(**after, repetitionsInTurns)};
    }
    std::filesystem::remove_all(folder);
    return sides && !sides->before.empty() && sides->before.size() == sides->after.size() ? sides : std::nullopt;
}

Sides exchanged(const Sides& sides, std::mt19937& random) {
    Sides result = sides;
    for (std::size_t r = 0; r < repetitionsInTurns; ++r) {
        if (random() % 2 == 0) continue;
        for (auto& [model, walls] : result.before)
            if (const auto other = result.after.find(model); other != result.after.end())
                std::swap(walls[r], other->second[r]);
    }
    return result;
}

Trace traceOf(const Walls& walls) {
    Trace trace;
    trace.ended = true;
    trace.names = std::make_shared<std::vector<std::string>>();
    for (const auto& [model, times] : walls)
        for (std::size_t r = 0; r < times.size(); ++r) {
            auto run = std::make_shared<Run>();
            run->info.number = static_cast<int>(trace.runs.size()) + 1;
            run->info.model = model;
            run->info.repetition = static_cast<int>(r) + 1;
            run->info.cores = {0};
            run->result.wall = static_cast<Duration>(times[r]);
            run->result.correct = run->finished = true;
            trace.runs.push_back(run);
        }
    return trace;
}

struct Tally {
    int pairs = 0, alarms = 0, found = 0;

    void add(const Walls& before, Walls after) {
        const Trace a = traceOf(before);
        ++pairs;
        alarms += isSlower(a, after) ? 1 : 0;
        for (double& wall : after[std::string(slowed)]) wall *= 1.10;
        const auto changes = changesBetween({"a", a}, {"b", traceOf(after)}, 0.05);
        if (!changes) return;
        for (const ModelChange& change : changes->models)
            found += change.model == slowed && change.outcome == Outcome::Slower ? 1 : 0;
    }
    double alarmPercent() const { return pairs ? 100.0 * alarms / pairs : 100; }
    double foundPercent() const { return pairs ? 100.0 * found / pairs : 0; }

  private:
    static bool isSlower(const Trace& a, const Walls& after) {
        const auto changes = changesBetween({"a", a}, {"b", traceOf(after)}, 0.05);
        return !changes || changes->regressed();
    }
};

Walls drawn(const std::vector<Walls>& all, std::mt19937& random) {
    Walls walls;
    std::uniform_int_distribution<std::size_t> anyRecording(0, all.size() - 1), anyRepetition(0, repetitions - 1);
    for (const auto& [model, unused] : all.front())
        for (std::size_t r = 0; r < repetitions; ++r)
            walls[model].push_back(all[anyRecording(random)].at(model)[anyRepetition(random)]);
    return walls;
}

void addInTurns(std::vector<Figure>& figures) {
    Tally tally;
    std::mt19937 random(1);
    for (int pair = 0; pair < pairsInTurns; ++pair) {
        const auto sides = recordInTurns();
        if (!sides) continue;
        tally.add(sides->before, sides->after);
        for (int coin = 1; coin < coins; ++coin) {
            const Sides other = exchanged(*sides, random);
            tally.add(other.before, other.after);
        }
    }
    if (tally.pairs == 0) return;
    const std::string pairs = fmt::format("% of {} pairs in turns", tally.pairs);
    figures.push_back({"false_alarms_in_turns", tally.alarmPercent(), pairs, 1});
    figures.push_back({"tenth_found_in_turns", tally.foundPercent(), pairs, 95, false});
}

}  // namespace

std::vector<Figure> regressionsBench() {
    std::vector<Walls> all;
    int made = 0;
    for (; made < attempts && all.size() < recordings; ++made)
        if (Walls walls = recordOnce();
            all.empty() ? walls.contains(std::string(slowed)) : walls.size() == all.front().size())
            all.push_back(std::move(walls));
    Tally asRecorded, atRandom;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = i + 1; j < all.size(); ++j) asRecorded.add(all[i], all[j]);
    std::mt19937 random(1);
    for (int i = 0; i < draws && !all.empty(); ++i) atRandom.add(drawn(all, random), drawn(all, random));
    std::vector<Figure> figures = {
        {"recordings_disturbed", made ? 100.0 - 100.0 * static_cast<double>(all.size()) / made : 100,
         fmt::format("% of {} recordings", made), 10}};
    addInTurns(figures);
    if (all.size() < 2) return figures;  // nothing can be said of a machine that is never quiet
    const std::string pairs = fmt::format("% of {} pairs of real recordings", asRecorded.pairs);
    const std::string draw = fmt::format("% of {} pairs drawn from real runs", atRandom.pairs);
    figures.push_back({"false_alarms_recorded", asRecorded.alarmPercent(), pairs, 1});
    figures.push_back({"tenth_found_recorded", asRecorded.foundPercent(), pairs, 95, false});
    figures.push_back({"false_alarms_drawn", atRandom.alarmPercent(), draw, 1});
    figures.push_back({"tenth_found_drawn", atRandom.foundPercent(), draw, 95, false});
    return figures;
}

}  // namespace corelane
