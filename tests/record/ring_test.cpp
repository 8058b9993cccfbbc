#include "engine/record/ring.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace corelane;

namespace {

struct Ring {
    explicit Ring(std::size_t c) : capacity(c), header(std::make_unique<RingHeader>()), records(c) {}
    RingWriter writer() { return {header.get(), records.data(), capacity}; }
    RingReader reader() { return {header.get(), records.data(), capacity}; }
    std::size_t capacity;
    std::unique_ptr<RingHeader> header;
    std::vector<Record> records;
};

Record numbered(std::uint64_t n) {
    return {n, n + 1, static_cast<TaskIndex>(n), 7, State::Useful, RecordKind::Span, 0, 1, 0};
}

std::vector<std::uint64_t> drained(RingReader reader) {
    std::vector<std::uint64_t> numbers;
    reader.drain([&](const Record* r, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) numbers.push_back(r[i].begin);
    });
    return numbers;
}

}  // namespace

TEST_CASE("a ring that is full drops, counts, and keeps what it had") {
    Ring ring(8);
    RingWriter writer = ring.writer();
    for (std::uint64_t n = 0; n < 11; ++n) writer.put(numbered(n));
    CHECK(drained(ring.reader()) == std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5, 6, 7});
    CHECK(ring.reader().dropped() == 3);
    writer.put(numbered(11));
    CHECK(drained(ring.reader()) == std::vector<std::uint64_t>{11});
    CHECK(ring.reader().dropped() == 3);
}

TEST_CASE("a ring gives records in order across its end") {
    Ring ring(8);
    RingWriter writer = ring.writer();
    for (std::uint64_t n = 0; n < 6; ++n) writer.put(numbered(n));
    CHECK(drained(ring.reader()).size() == 6);
    for (std::uint64_t n = 6; n < 13; ++n) writer.put(numbered(n));
    CHECK(drained(ring.reader()) == std::vector<std::uint64_t>{6, 7, 8, 9, 10, 11, 12});
}

TEST_CASE("a second writer goes on where the first one ended") {
    Ring ring(4);
    ring.writer().put(numbered(1));
    ring.writer().put(numbered(2));
    CHECK(drained(ring.reader()) == std::vector<std::uint64_t>{1, 2});
}

TEST_CASE("a writer that writes nowhere says so") {
    CHECK_FALSE(RingWriter().on());
}

TEST_CASE("a ring's reader never trusts a head that cannot be") {
    Ring ring(8);
    ring.header->head = 1000;
    CHECK(drained(ring.reader()).empty());
}

TEST_CASE("what is written while another thread drains comes whole and in order, or is counted as dropped") {
    Ring ring(256);
    constexpr std::uint64_t total = 200'000;
    std::atomic<bool> done{false};
    std::thread thread([&] {
        RingWriter writer = ring.writer();
        for (std::uint64_t n = 1; n <= total; ++n) writer.put(numbered(n));
        done = true;
    });
    std::uint64_t last = 0, count = 0, torn = 0;
    for (bool final = false; !final;) {
        final = done;
        ring.reader().drain([&](const Record* r, std::size_t n) {
            for (std::size_t i = 0; i < n; ++i) {
                torn += r[i].begin <= last || r[i].end != r[i].begin + 1 || r[i].task != r[i].begin;
                last = r[i].begin;
            }
            count += n;
        });
    }
    thread.join();
    CHECK(torn == 0);
    CHECK(count + ring.reader().dropped() == total);
}
