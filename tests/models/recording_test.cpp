// What the models of this process write into the lanes.
#include "engine/record/recorder_memory.h"
#include "engine/record/ring.h"
#include "tests/models/model_run.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace corelane;

namespace {

struct LaneRecords {
    int index;
    std::vector<Record> records;
};

std::vector<LaneRecords> recordsOf(Recorder& recorder) {
    std::vector<LaneRecords> lanes;
    Recorder::Shared& shared = *recorder.shared();
    for (int slot = 0; slot < shared.lanesInUse(); ++slot) {
        LaneRecords lane{shared.lane[slot].index, {}};
        RingReader reader(&shared.ring[slot], shared.records(slot), shared.recordsPerLane);
        reader.drain([&](const Record* first, std::size_t count) {
            lane.records.insert(lane.records.end(), first, first + count);
        });
        CHECK(reader.dropped() == 0);
        CHECK(shared.lane[slot].end.load() != 0);
        lanes.push_back(std::move(lane));
    }
    return lanes;
}

}  // namespace

TEST_CASE("every task has exactly one span, and a worker's spans follow each other without overlap") {
    const auto made = makeWorkload(
        {{{"steps", std::int64_t{50}}, {"width", std::int64_t{8}}},
         {{"pattern", std::string("trivial")}, {"steps", std::int64_t{5}}, {"width", std::int64_t{20}}}});
    for (const Model* model : modelsOfThisProcess())
        for (const int workers : {1, 2, 4}) {
            INFO(model->name << ", " << workers << " workers");
            const auto look = [&](Recorder& recorder) {
                std::map<TaskIndex, int> spans;
                int overlaps = 0, opened = 0, closed = 0, startups = 0;
                std::vector<int> indices;
                for (const LaneRecords& lane : recordsOf(recorder)) {
                    indices.push_back(lane.index);
                    std::uint64_t end = 0;
                    for (const Record& record : lane.records) {
                        opened += record.kind == RecordKind::Open;
                        closed += record.kind == RecordKind::Close;
                        if (record.kind != RecordKind::Span) continue;
                        if (record.begin < end || record.end < record.begin) ++overlaps;
                        end = record.end;
                        if (record.state == State::Useful) ++spans[record.task];
                        startups += record.state == State::Startup;
                    }
                }
                CHECK(overlaps == 0);
                CHECK(opened == closed);
                CHECK(spans.size() == made.workload->taskCount());
                CHECK(std::all_of(spans.begin(), spans.end(), [](const auto& span) { return span.second == 1; }));
                std::sort(indices.begin(), indices.end());
                for (std::size_t i = 0; i < indices.size(); ++i) CHECK(indices[i] == static_cast<int>(i));
                CHECK(startups == static_cast<int>(indices.size()));
                CHECK(static_cast<int>(indices.size()) <= workers);
            };
            CHECK(runModel(*model, *made.workload, made.options, {.workers = workers}, look).result);
        }
}

TEST_CASE("waiting for a neighbour is a lock span under threads, for a task a queue span under the shared pool") {
    // One slow point: whoever waits for it must say so.
    class Slow : public WatchedWorkload {
      public:
        using WatchedWorkload::WatchedWorkload;
        std::uint64_t run(
            Task task, std::span<const Bytes> inputs, MutableBytes output, MutableBytes scratch) const override {
            if (task.point == 0)
                for (int i = 0; i < 200; ++i) {
                    const std::uint64_t same = WatchedWorkload::run(task, inputs, output, scratch);
                    asm volatile("" : : "r"(same));
                }
            return WatchedWorkload::run(task, inputs, output, scratch);
        }
    };
    const auto made = makeWorkload(
        {{{"steps", std::int64_t{20}},
          {"width", std::int64_t{2}},
          {"kernel", std::string("busy_wait")},
          {"iterations", std::int64_t{200}}}});
    const Slow slow(*made.workload);
    const auto waits = [&](const char* model, State state, Given options) {
        int found = 0;
        const auto look = [&](Recorder& recorder) {
            for (const LaneRecords& lane : recordsOf(recorder))
                for (const Record& record : lane.records)
                    found += record.kind == RecordKind::Span && record.state == state;
        };
        CHECK(runModel(*findModel(model), slow, made.options, {.workers = 2, .options = options}, look).result);
        return found;
    };
    for (const std::string wait : {"spin_then_park", "park", "spin"})
        CHECK(waits("threads", State::Lock, {{"wait", wait}}) > 0);
    CHECK(waits("thread_pool", State::Queue, {{"queue", std::string("shared")}}) > 0);
    CHECK(waits("thread_pool", State::Idle, {{"queue", std::string("work_stealing")}}) > 0);
    CHECK(waits("coroutines", State::Idle, {}) > 0);
}
