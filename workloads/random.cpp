#include "workloads/random.h"

#include <bit>

namespace corelane {
namespace {

struct SipState {
    std::uint64_t v0, v1, v2, v3;

    void round() {
        v0 += v1;
        v2 += v3;
        v1 = std::rotl(v1, 13) ^ v0;
        v3 = std::rotl(v3, 16) ^ v2;
        v0 = std::rotl(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = std::rotl(v1, 17) ^ v2;
        v3 = std::rotl(v3, 21) ^ v0;
        v2 = std::rotl(v2, 32);
    }
    void absorb(std::uint64_t word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }
};

}  // namespace

std::uint64_t sipHash(std::initializer_list<std::int64_t> numbers) {
    constexpr std::uint64_t key0 = 0x0807060504030201u, key1 = 0x000f0e0d0c0b0a09u;
    SipState s{
        key0 ^ 0x736f6d6570736575u, key1 ^ 0x646f72616e646f6du, key0 ^ 0x6c7967656e657261u,
        key1 ^ 0x7465646279746573u};
    for (const std::int64_t number : numbers) s.absorb(static_cast<std::uint64_t>(number));
    s.absorb(static_cast<std::uint64_t>(numbers.size() * 8) << 56);  // whole words only: the tail is the length alone
    s.v2 ^= 0xff;
    for (int i = 0; i < 4; ++i) s.round();
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

double uniform(std::initializer_list<std::int64_t> numbers) {
    return static_cast<double>(sipHash(numbers)) * 0x1p-64;
}

}  // namespace corelane
