#include "engine/export/reproduction.h"
#include "engine/export/summary.h"

#include <catch2/catch.hpp>

using namespace corelane;
using Outcome = Reproduction::Outcome;

namespace {

// Nine repetitions, a hundredth apart from each other.
ModelSummary model(const std::string& name, double wallNs, bool correct = true) {
    ModelSummary summary;
    summary.model = name;
    summary.correct = correct;
    for (int r = 0; r < 9 && correct; ++r) summary.wallsNs.push_back(wallNs * (1 + r * 0.01));
    summary.repetitions = static_cast<int>(summary.wallsNs.size());
    return summary;
}

using Models = std::vector<ModelSummary>;

std::optional<Reproduction> repeated(const Models& earlier, const Models& now) {
    Comparison first, second;
    first.uuid = "00000000-0000-4000-8000-000000000001";
    first.started = "2026-11-20T08:00:00Z";
    first.machine.host = "lab-04";
    second.earlierJson = earlierJson(first, earlier);
    return reproduction(second, now);
}

}  // namespace

TEST_CASE("the same order on a machine of twice the speed is reproduced") {
    const auto result = repeated(
        {model("serial", 200), model("threads", 100), model("rpc", 102)},
        {model("serial", 100), model("threads", 50), model("rpc", 51)});
    REQUIRE(result);
    CHECK(result->outcome == Outcome::Reproduced);
    CHECK(
        result->sentence ==
        "Reproduced: of 2 pairs of models that the recording of 2026-11-20T08:00:00Z told apart, 2 are so again, and "
        "none is the other way round.");
    CHECK(result->host == "lab-04");
    REQUIRE(result->models.size() == 3);
    CHECK(result->models[1].label == "threads");
    CHECK(result->models[1].ratio->value == Approx(0.5));
}

TEST_CASE("two models the other way round are not reproduced, and neither is a result that is wrong now") {
    const auto turned =
        repeated({model("serial", 200), model("rpc", 100)}, {model("serial", 100), model("rpc", 200)});
    REQUIRE(turned);
    CHECK(turned->outcome == Outcome::Different);
    CHECK_THAT(
        turned->sentence, Catch::StartsWith("Not reproduced: rpc took less time than serial in the recording"));
    const auto wrong =
        repeated({model("serial", 200), model("rpc", 100)}, {model("serial", 200), model("rpc", 100, false)});
    REQUIRE(wrong);
    CHECK(wrong->outcome == Outcome::Different);
    CHECK_THAT(wrong->sentence, Catch::StartsWith("Not reproduced: rpc was correct in the recording of"));
}

TEST_CASE("what tells nothing apart, then or now, can neither be reproduced nor differ") {
    for (const auto& [earlier, now] :
         {std::pair<Models, Models>{
              {model("serial", 100), model("rpc", 101)}, {model("serial", 100), model("rpc", 50)}},
          {{model("serial", 100), model("rpc", 50)}, {model("serial", 100), model("rpc", 101)}},
          {{model("serial", 100), model("rpc", 50)}, {model("serial", 100), model("threads", 50)}},
          {{model("serial", 100)}, {model("serial", 100)}},
          {{}, {}}}) {
        const auto result = repeated(earlier, now);
        REQUIRE(result);
        CHECK(result->outcome == Outcome::CannotTell);
        CHECK_THAT(result->sentence, Catch::Contains("cannot be told"));
    }
}

TEST_CASE("a comparison that repeats none says nothing, and so does one whose memory of it is damaged") {
    CHECK_FALSE(reproduction(Comparison{}, Models{model("serial", 1)}));
    for (const char* damaged :
         {"", "{", "[]", "{}", R"({"uuid": 1})",
          R"({"uuid":"","started":"","host":"","models":[{"label":"serial"}]})",
          R"({"uuid":"","started":"","host":"","models":{"a":1}})"}) {
        Comparison comparison;
        comparison.earlierJson = damaged;
        CHECK_FALSE(reproduction(comparison, Models{model("serial", 1)}));
    }
}
