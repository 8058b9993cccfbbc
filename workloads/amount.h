// How much of something a step takes: a number, or a draw from a named distribution. Pure: the same draw for the same
// random number, everywhere.
#pragma once

#include <cstdint>

namespace corelane {

struct Amount {
    enum class Kind : std::uint8_t {
        Constant,     // first
        Uniform,      // from first to second
        Exponential,  // of mean first
        Lognormal,    // of median first; second is the standard deviation of its logarithm
    };
    Kind kind = Kind::Constant;
    double first = 0, second = 0;

    // The value for two independent uniform numbers in [0, 1). Never negative; an exponential or lognormal draw is
    // cut at 1000 times `first`, so that no single draw makes a run endless.
    double draw(double u, double v) const;
    bool constant() const { return kind == Kind::Constant; }
    friend bool operator==(const Amount&, const Amount&) = default;
};

}  // namespace corelane
