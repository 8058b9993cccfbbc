#include "workloads/amount.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace corelane {

double Amount::draw(double u, double v) const {
    switch (kind) {
    case Kind::Constant:
        return first;
    case Kind::Uniform:
        return first + (second - first) * u;
    case Kind::Exponential:
        return std::min(-first * std::log1p(-std::min(u, 1 - 1e-16)), 1000 * first);
    case Kind::Lognormal: {
        // Box and Muller (1958).
        const double normal =
            std::sqrt(-2 * std::log1p(-std::min(u, 1 - 1e-16))) * std::cos(2 * std::numbers::pi * v);
        return std::min(first * std::exp(second * normal), 1000 * first);
    }
    }
    return first;
}

}  // namespace corelane
