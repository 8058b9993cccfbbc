#include "engine/export/reproduction.h"

#include "engine/export/summary.h"
#include "engine/export/wording.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace corelane {

namespace {

using Json = nlohmann::json;
using Outcome = Reproduction::Outcome;

constexpr double toldApart = 0.05;  // adjusted p, as in the verdict

struct Side {
    std::string label;
    bool sound = true;
    std::vector<double> walls;
};

std::vector<Side> sidesOf(std::span<const ModelSummary> models) {
    std::vector<Side> sides;
    for (const ModelSummary& model : models)
        sides.push_back({label(model), model.correct && model.problem.empty(), model.wallsNs});
    return sides;
}

// Throws what nlohmann throws when it is not what earlierJson() wrote.
std::vector<Side> sidesOf(const Json& earlier) {
    std::vector<Side> sides;
    for (const Json& model : earlier.at("models"))
        sides.push_back({model.at("label"), model.at("sound"), model.at("walls_ns")});
    return sides;
}

// Which of the two takes less time, if they are told apart: -1 the first, 1 the second, 0 neither.
class Order {
  public:
    explicit Order(const std::vector<Side>& sides) : m_sides(sides), m_tests(wallsOf(sides)) {}
    int of(std::size_t i, std::size_t j) const {
        if (m_sides[i].walls.empty() || m_sides[j].walls.empty() || m_tests.p(i, j) >= toldApart) return 0;
        return median(m_sides[i].walls) < median(m_sides[j].walls) ? -1 : 1;
    }

  private:
    static std::vector<std::vector<double>> wallsOf(const std::vector<Side>& sides) {
        std::vector<std::vector<double>> walls;
        for (const Side& side : sides) walls.push_back(side.walls);
        return walls;
    }
    const std::vector<Side>& m_sides;
    PairTests m_tests;
};

// Only what is in both, in the same order.
void keepCommon(std::vector<Side>& earlier, std::vector<Side>& now) {
    std::vector<Side> a, b;
    for (const Side& side : earlier)
        for (const Side& other : now)
            if (side.label == other.label) {
                a.push_back(side);
                b.push_back(other);
            }
    earlier = std::move(a);
    now = std::move(b);
}

void judge(Reproduction& result, const std::vector<Side>& earlier, const std::vector<Side>& now) {
    const std::string when = fmt::format("the recording of {}", result.started);
    for (std::size_t i = 0; i < now.size(); ++i)
        if (earlier[i].sound && !now[i].sound) {
            result.outcome = Outcome::Different;
            result.sentence = fmt::format("Not reproduced: {} was correct in {} and is not now.", now[i].label, when);
            return;
        }
    const Order then(earlier), today(now);
    std::size_t told = 0, again = 0;
    for (std::size_t i = 0; i < now.size(); ++i)
        for (std::size_t j = i + 1; j < now.size(); ++j) {
            const int before = then.of(i, j);
            if (before == 0) continue;
            ++told;
            const int after = today.of(i, j);
            again += after == before ? 1 : 0;
            if (after != -before) continue;
            result.outcome = Outcome::Different;
            result.sentence = fmt::format(
                "Not reproduced: {} took less time than {} in {}, and takes more now.", now[before < 0 ? i : j].label,
                now[before < 0 ? j : i].label, when);
            return;
        }
    if (told == 0 || again == 0) {
        result.sentence = fmt::format(
            "Whether this repeats {} cannot be told: {} tells no two models apart{}. Nine repetitions tell most.",
            when, told == 0 ? "it" : "this one", told == 0 ? "" : " that it did");
        return;
    }
    result.outcome = Outcome::Reproduced;
    result.sentence = fmt::format(
        "Reproduced: of {} {} of models that {} told apart, {} {} so again, and none is the other way round.", told,
        told == 1 ? "pair" : "pairs", when, again, again == 1 ? "is" : "are");
}

Reproduction compared(const Json& earlierObject, std::span<const ModelSummary> models) {
    Reproduction result;
    result.uuid = earlierObject.at("uuid");
    result.started = earlierObject.at("started");
    result.host = earlierObject.at("host");
    std::vector<Side> earlier = sidesOf(earlierObject), now = sidesOf(models);
    keepCommon(earlier, now);
    for (std::size_t i = 0; i < now.size(); ++i)
        if (!now[i].walls.empty() && !earlier[i].walls.empty())
            result.models.push_back(
                {now[i].label, median(earlier[i].walls), median(now[i].walls),
                 ratioOf(earlier[i].walls, now[i].walls)});
    judge(result, earlier, now);
    return result;
}

}  // namespace

std::string_view outcomeName(Outcome outcome) {
    constexpr std::string_view names[] = {"reproduced", "different", "cannot_tell"};
    return names[static_cast<std::size_t>(outcome)];
}

std::string earlierJson(const Comparison& comparison, std::span<const ModelSummary> models) {
    Json object = {
        {"uuid", comparison.uuid},
        {"started", comparison.started},
        {"host", comparison.machine.host},
        {"models", Json::array()}};
    for (const Side& side : sidesOf(models))
        object["models"].push_back({{"label", side.label}, {"sound", side.sound}, {"walls_ns", side.walls}});
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Reproduction> reproduction(const Comparison& comparison, std::span<const ModelSummary> models) {
    if (comparison.earlierJson.empty()) return std::nullopt;
    try {
        return compared(Json::parse(comparison.earlierJson), models);
    } catch (const Json::exception&) {
        return std::nullopt;  // a file another program wrote
    }
}

}  // namespace corelane
