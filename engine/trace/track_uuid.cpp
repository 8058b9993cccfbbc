#include "engine/trace/track_uuid.h"

namespace corelane {

namespace {

std::uint64_t mixed(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

std::uint64_t trackUuid(std::uint64_t kind, std::uint64_t a, std::uint64_t b) {
    return mixed(mixed(mixed(kind) ^ a) ^ b);
}

}  // namespace

std::uint64_t processUuid(std::int32_t pid) {
    return trackUuid(1, static_cast<std::uint32_t>(pid), 0);
}

std::uint64_t uuidOf(const LaneInfo& lane, int run) {
    if (lane.kind == LaneKind::Worker && lane.tid != 0)
        return trackUuid(2, static_cast<std::uint32_t>(lane.pid), static_cast<std::uint32_t>(lane.tid));
    return trackUuid(
        3 + static_cast<std::uint64_t>(lane.kind), static_cast<std::uint64_t>(run),
        static_cast<std::uint64_t>(lane.index));
}

std::array<std::uint64_t, 2> uuidHalves(std::string_view text) {
    std::array<std::uint64_t, 2> halves{};
    int digits = 0;
    for (const char c : text) {
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0 || digits >= 32) continue;
        std::uint64_t& half = halves[digits++ / 16];
        half = half << 4 | static_cast<std::uint64_t>(digit);
    }
    return halves;
}

}  // namespace corelane
