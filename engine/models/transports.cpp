#include "engine/models/transport.h"

#include <algorithm>
#include <array>

namespace corelane {

extern const TransportKind pipeTransport;
extern const TransportKind sharedMemoryTransport;

namespace {

constexpr std::array<std::string_view, 2> names = {"pipe", "shared_memory"};

}  // namespace

std::span<const std::string_view> transportNames() {
    return names;
}

const TransportKind* findTransport(std::string_view name) {
    static const std::array kinds = {&pipeTransport, &sharedMemoryTransport};
    const auto found = std::ranges::find(kinds, name, [](const TransportKind* kind) { return kind->name; });
    return found == kinds.end() ? nullptr : *found;
}

}  // namespace corelane
