#include "engine/models/worker_order.h"

#include <catch2/catch.hpp>

using namespace corelane;

namespace {

WorkerOrder example() {
    WorkerOrder order;
    order.workload = "task_graph";
    for (int i = 0; i < 2; ++i) {
        Options options;
        options.set("pattern", std::string("stencil_1d"));
        options.set("steps", std::int64_t{-7} + i);
        options.set("fraction", 0.1);
        options.set("flag", true);
        order.workloadOptions.push_back(options);
    }
    order.modelOptions.set("transport", std::string());
    order.transport = "pipe";
    order.cores = {0, 3, 1023};
    order.workers = 64;
    order.pin = true;
    return order;
}

}  // namespace

TEST_CASE("a worker reads its order as it was written") {
    const auto decoded = decodeWorkerOrder(encode(example()));
    REQUIRE(decoded);
    CHECK(*decoded == example());

    const auto fd = writeOrder(example());
    REQUIRE(fd);
    for (int reader = 0; reader < 2; ++reader) {
        const auto read = readOrder(fd->get());
        REQUIRE(read);
        CHECK(*read == example());
    }
}

TEST_CASE("an order that is cut, too long or of other bytes is refused") {
    const std::vector<std::byte> bytes = encode(example());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(decodeWorkerOrder(std::span(bytes).first(size)));
    std::vector<std::byte> longer = bytes;
    longer.push_back(std::byte{0});
    CHECK_FALSE(decodeWorkerOrder(longer));
    for (std::size_t at = 0; at < bytes.size(); ++at) {  // counts and lengths gone wild: any answer, but no harm
        std::vector<std::byte> wild = bytes;
        wild[at] = std::byte{0xff};
        static_cast<void>(decodeWorkerOrder(wild));
    }
    CHECK_FALSE(readOrder(-1));
}
