// Our bytes as others see them: decoded with protoc, and followed by the rules that Perfetto's viewers go by.
#include "tests/trace/protobuf_text.h"
#include "tests/trace/sample_recording.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <map>
#include <set>

using namespace corelane;
using namespace corelane::test;

namespace {

std::uint64_t number(const TextNode& node) {
    return node.value.empty() ? 0 : std::stoull(node.value);
}

// An event with what its sequence says once for all put in.
struct Seen {
    std::uint64_t time = 0, track = 0, task = 0;
    std::string type, name;
    std::vector<std::uint64_t> flowsIn, flowsOut;
};

struct Viewer {
    std::vector<Seen> events;
    std::map<std::uint64_t, const TextNode*> tracks;

    explicit Viewer(const TextNode& recording) {
        struct Sequence {
            bool cleared = false;
            std::uint64_t clock = 6, deltaTime = 0, track = 0;
            std::map<std::uint64_t, std::string> words;
        };
        std::map<std::uint64_t, Sequence> sequences;
        for (const TextNode& packet : recording.inner) {
            INFO("packet of sequence " << packet["sequence"].value);
            REQUIRE(number(packet["sequence"]) != 0);
            Sequence& s = sequences[number(packet["sequence"])];
            if (number(packet["flags"]) & 1) s = {true, 6, 0, 0, {}};
            REQUIRE(s.cleared);
            for (const TextNode* clock : packet["clocks"].all("clock"))
                if (number((*clock)["id"]) == 64) {
                    REQUIRE((*clock)["incremental"].value == "true");
                    s.deltaTime = number((*clock)["time"]);
                }
            if (packet.has("standing")) {
                s.clock = number(packet["standing"]["clock"]);
                s.track = number(packet["standing"]["event"]["track"]);
            }
            for (const TextNode* word : packet["words"].all("span_name"))
                s.words[number((*word)["id"])] = (*word)["text"].value;
            if (packet.has("track")) {
                if (packet["track"].has("parent")) REQUIRE(tracks.contains(number(packet["track"]["parent"])));
                tracks.insert({number(packet["track"]["uuid"]), &packet["track"]});
            }
            std::uint64_t time = number(packet["time"]);
            if (packet.has("time") && s.clock == 64) time = s.deltaTime += time;
            if (!packet.has("event")) continue;
            const TextNode& e = packet["event"];
            Seen seen;
            seen.time = time;
            seen.type = e["type"].value;
            seen.track = e.has("track") ? number(e["track"]) : s.track;
            seen.task = number(e["task"]);
            seen.name = e.has("name") ? e["name"].value : "";
            if (e.has("word")) {
                REQUIRE(s.words.contains(number(e["word"])));
                seen.name = s.words[number(e["word"])];
            }
            for (const TextNode* flow : e.all("flow_in")) seen.flowsIn.push_back(number(*flow));
            for (const TextNode* flow : e.all("flow_out")) seen.flowsOut.push_back(number(*flow));
            REQUIRE(tracks.contains(seen.track));
            events.push_back(seen);
        }
    }

    std::uint64_t trackOfThread(int tid) const {
        for (const auto& [uuid, track] : tracks)
            if (number((*track)["thread"]["tid"]) == static_cast<std::uint64_t>(tid)) return uuid;
        return 0;
    }
    std::uint64_t trackNamed(std::string_view name) const {
        for (const auto& [uuid, track] : tracks)
            if ((*track)["name"].value == name) return uuid;
        return 0;
    }
    // "compute[1500 copy[1700 ]1800 ]2900"
    std::string drawn(std::uint64_t track) const {
        std::string text;
        for (const Seen& e : events) {
            if (e.track != track || e.type == "INSTANT") continue;
            if (!text.empty()) text += ' ';
            text += fmt::format("{}{}", e.type == "BEGIN" ? e.name + '[' : e.type == "END" ? "]" : "=", e.time);
        }
        return text;
    }
};

TextNode decoded(Writer::Packing packing) {
    return decodedByProtoc(sampleRecording(packing, 7).bytes);
}

}  // namespace

TEST_CASE("another decoder finds tracks, names and spans") {
    for (const auto packing : {Writer::Packing::Plain, Writer::Packing::Compressed}) {
        const TextNode recording = decoded(packing);
        const Viewer viewer(recording);
        const std::uint64_t w0 = viewer.trackOfThread(51), w1 = viewer.trackOfThread(52),
                            p0 = viewer.trackOfThread(70);
        REQUIRE(w0 != 0);
        REQUIRE(w1 != 0);
        REQUIRE(p0 != 0);
        const TextNode& thread = (*viewer.tracks.at(w0))["thread"];
        CHECK(thread["name"].value == "w0");
        CHECK(thread["pid"].value == "50");
        CHECK(viewer.drawn(w0) == "start[1000 ]1200 compute[1500 copy[1700 ]1800 ]2900 compute[4200 ]5200");
        CHECK(viewer.drawn(w1) == "take[1200 ]3900 compute[4000 ]6000");
        CHECK(viewer.drawn(p0) == "compute[10200 preempted[10300 ]10500 ]11000 compute[11100");
        CHECK(viewer.drawn(viewer.trackNamed("reader")) == "read[4000 ]5000");

        const std::uint64_t ready = viewer.trackNamed("ready tasks");
        CHECK((*viewer.tracks.at(ready))["counter"]["unit"].value == "tasks");
        CHECK(viewer.drawn(ready) == "=1600 =4100");
        const std::uint64_t corelane = viewer.trackNamed("Corelane");
        CHECK(
            viewer.drawn(corelane) ==
            "A stencil[500 threads[500 ]600 Threads, \"fixed\"[1000 ]7000 process_pool[10000 ]12000 ]12000");
        std::set<std::string> processes;
        for (const auto& [uuid, track] : viewer.tracks)
            if (track->has("process"))
                processes.insert(
                    fmt::format("{} {}", (*track)["process"]["pid"].value, (*track)["process"]["name"].value));
        CHECK(processes == std::set<std::string>{"50 corelane-engine", "70 "});
    }
}

TEST_CASE("another decoder finds the two ends of every edge") {
    const TextNode recording = decoded(Writer::Packing::Plain);
    const Viewer viewer(recording);
    std::map<std::uint64_t, std::string> edges;
    for (const Seen& e : viewer.events) {
        for (const std::uint64_t flow : e.flowsOut) edges[flow] += fmt::format("{}@{} ", e.type, e.time);
        for (const std::uint64_t flow : e.flowsIn)
            edges[flow] += fmt::format("{}@{} task {}", e.type, e.time, e.task);
    }
    REQUIRE(edges.size() == 2);
    CHECK(edges[edgeId(1, 2, 0)] == "END@2900 BEGIN@4000 task 2");
    CHECK(edges[edgeId(1, 3, 1)] == "END@2900 BEGIN@4200 task 3");
}

TEST_CASE("another decoder finds who ran on each core") {
    const TextNode recording = decoded(Writer::Packing::Plain);
    std::map<std::string, std::string> names;
    for (const TextNode& packet : recording.inner)
        for (const TextNode* thread : packet["processes"].all("thread"))
            names[(*thread)["tid"].value] =
                fmt::format("{} of {}", (*thread)["name"].value, (*thread)["process"].value);
    CHECK(names["60"] == "lookout of 50");

    std::string drawn;
    for (const TextNode& packet : recording.inner) {
        if (!packet.has("core_events")) continue;
        const TextNode& switches = packet["core_events"]["switches"];
        drawn += fmt::format("core {}:", packet["core_events"]["core"].value);
        std::uint64_t time = 0;
        REQUIRE(switches.all("left_as").size() == switches.all("time").size());
        REQUIRE(switches.all("next_priority").size() == switches.all("time").size());
        for (std::size_t i = 0; i < switches.all("time").size(); ++i) {
            time += number(switches.at("time", i));
            drawn += fmt::format(
                " {}{} {}/{}", time, switches.at("left_as", i).value == "0" ? "!" : "",
                switches.at("name", number(switches.at("next_name", i))).value, switches.at("next_tid", i).value);
        }
        drawn += "\n";
    }
    CHECK(
        drawn == "core 0: 1000 w0/51 2000! lookout/60 2400 w0/51 6500 swapper/0\n"
                 "core 1: 1100 w1/52 3000 swapper/0 3500 w1/52 6400 swapper/0\n"
                 "core 3: 10200 p0/70 10300! swapper/0 10500 p0/70\n"
                 "core 3: 11200 swapper/0\n");
}

TEST_CASE("another decoder finds the comparison, the runs and the losses in words") {
    const TextNode recording = decoded(Writer::Packing::Compressed);
    std::vector<const TextNode*> markers;
    int losses = 0;
    for (const TextNode& packet : recording.inner) {
        if (packet["event"]["category"].value == "corelane.run" && packet["event"]["type"].value == "BEGIN")
            markers.push_back(&packet["event"]);
        if (packet["event"]["category"].value == "corelane.loss") {
            CHECK(packet["dropped"].value == "true");
            ++losses;
        }
        if (packet["event"]["category"].value == "corelane.comparison" && packet["event"]["type"].value == "BEGIN") {
            CHECK(packet["event"].at("note", 0)["text"].value == someComparison().uuid);
            CHECK(packet["event"].at("note", 4)["text"].value == "Who is fastest?");
        }
        if (packet.has("uuid")) {
            CHECK(packet["uuid"]["high"].value == std::to_string(std::int64_t(0x0123456789abcdef)));
            CHECK(packet["uuid"]["low"].value == std::to_string(std::int64_t(0x0123456789abcdef)));
        }
    }
    CHECK(losses == 2);
    REQUIRE(markers.size() == 3);
    std::map<std::string, const TextNode*> notes;
    for (const TextNode* note : markers[2]->all("note")) notes[(*note)["name"].value] = note;
    CHECK((*notes["model"])["text"].value == "process_pool");
    CHECK((*notes["warmup"])["yes"].value == "true");
    CHECK(notes["options"]->all("entry").size() == 4);
    CHECK(notes["cores"]->at("element", 0)["number"].value == "3");
}
