// The uniform random numbers of Task Bench: a number for every tuple, the same everywhere and for ever. Pure.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace corelane {

// SipHash-2-4 of the numbers as little-endian int64, under the key bytes 01 02 ... 0f 00.
std::uint64_t sipHash(std::initializer_list<std::int64_t> numbers);

// sipHash() times 2^-64: in [0, 1].
double uniform(std::initializer_list<std::int64_t> numbers);

// Scrambles one number (the finaliser of SplitMix64), so that sums of results do not cancel.
inline std::uint64_t mixBits(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

}  // namespace corelane
