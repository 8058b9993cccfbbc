#include "engine/run/stopping_rule.h"

#include <catch2/catch.hpp>

using namespace corelane;

namespace {

StoppingRule rule(std::optional<double> withinPercent, std::optional<double> seconds, std::size_t models = 2) {
    Preset preset;
    preset.models.resize(models);
    preset.until = {withinPercent, seconds};
    return StoppingRule(preset);
}

}  // namespace

TEST_CASE("repetitions are enough when every model's median is known closely enough, and not before") {
    StoppingRule narrow = rule(2.0, std::nullopt);
    for (int r = 0; r < 5; ++r)
        for (const std::size_t model : {0u, 1u}) narrow.add(model, 100);
    CHECK(narrow.widest() < 0);  // five have no 95 % interval, however alike they are
    CHECK_FALSE(narrow.enough(1e9, 1e9));
    narrow.add(0, 100);
    CHECK_FALSE(narrow.enough(0, -1));  // the other still has five
    narrow.add(1, 110);
    // Of six values the interval is from the least to the greatest: 100 to 110, +- 5 % of the median, 100.
    CHECK(narrow.widest() == Approx(0.05));
    CHECK_FALSE(narrow.enough(0, -1));
    for (int r = 0; r < 3; ++r)
        for (const std::size_t model : {0u, 1u}) narrow.add(model, 101);
    // Of nine: the second to the eighth.
    CHECK(narrow.widest() == Approx(0.005));
    CHECK(narrow.enough(0, -1));
}

TEST_CASE("repetitions are enough when another block would end too late") {
    const StoppingRule timed = rule(std::nullopt, 10.0);
    CHECK_FALSE(timed.enough(7, 2.9));
    CHECK(timed.enough(7, 3.1));
    CHECK_FALSE(timed.enough(9.9, -1));  // nobody knows how long a block takes
    CHECK(timed.enough(10.1, -1));
}

TEST_CASE("without a rule, no repetition is the last but the last") {
    StoppingRule none = rule(std::nullopt, std::nullopt);
    for (int r = 0; r < 9; ++r)
        for (const std::size_t model : {0u, 1u}) none.add(model, 100);
    CHECK_FALSE(none.enough(1e9, 1e9));
}
