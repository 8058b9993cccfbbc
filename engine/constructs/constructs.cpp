#include "engine/constructs/construct.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <string>

namespace corelane {
namespace construct {
#define ENTRY(name) extern const Construct name;
#include "corelane_constructs_table.inc"
#undef ENTRY
}  // namespace construct

namespace {

constexpr const Construct* table[] = {
#define ENTRY(name) &construct::name,
#include "corelane_constructs_table.inc"
#undef ENTRY
};

// An event loop's actors are coroutines: it has their constructs first, and its own.
bool has(std::string_view family, const Construct& construct) {
    return construct.family == family || (family == "event_loop" && construct.family == "coroutines");
}

// Whose objects a family's actors can use where it has none of its own.
std::string_view fallbackOf(std::string_view family) {
    return family == "coroutines" ? "coroutines" : "threads";
}

std::vector<const Construct*> ownConstructs(std::string_view family, ObjectKind kind) {
    std::vector<const Construct*> own;
    for (const Construct* construct : table)
        if (has(family, *construct) && construct->kind == kind) own.push_back(construct);
    return own;
}

const Construct* recursiveOf(std::string_view family) {
    for (const Construct* construct : table)
        if (has(family, *construct) && construct->recursive) return construct;
    return nullptr;
}

const Construct& chosen(std::string_view family, const Options& options, const ScriptObject& object) {
    const auto candidates = constructsFor(family, object.kind);
    CORELANE_ASSERT(!candidates.empty());
    const Construct* found = candidates.front();
    if (const auto given = options.values().find(objectKindName(object.kind)); given != options.values().end())
        found = findConstruct(std::get<std::string>(given->second));
    if (object.recursive && !found->recursive) found = recursiveOf(family);
    return found ? *found : *recursiveOf(fallbackOf(family));
}

}  // namespace

std::span<const Construct* const> constructs() {
    return table;
}

const Construct* findConstruct(std::string_view name) {
    const auto* const found = std::ranges::find(table, name, &Construct::name);
    return found == std::end(table) ? nullptr : *found;
}

std::vector<const Construct*> constructsFor(std::string_view family, ObjectKind kind) {
    auto own = ownConstructs(family, kind);
    return own.empty() ? ownConstructs(fallbackOf(family), kind) : own;
}

bool usesConstruct(std::string_view family, const Construct& construct) {
    if (has(family, construct) || constructsFor(family, construct.kind).front() == &construct) return true;
    return construct.recursive && !recursiveOf(family) && recursiveOf(fallbackOf(family)) == &construct;
}

std::span<const Option> withConstructs(std::span<const Option> own, std::string_view family) {
    struct Kept {
        std::deque<std::vector<std::string_view>> choices;
        std::deque<std::string> summaries;
        std::vector<Option> options;
    };
    static std::deque<Kept> all;  // spans and views into it are kept by models
    Kept& kept = all.emplace_back();
    kept.options.assign(own.begin(), own.end());
    for (std::size_t i = 0; i < objectKindNames().size(); ++i) {
        const auto kind = static_cast<ObjectKind>(i);
        const auto ways = ownConstructs(family, kind);
        if (ways.size() < 2) continue;
        auto& choices = kept.choices.emplace_back();
        for (const Construct* construct : ways) choices.push_back(construct->name);
        std::string spoken(objectKindName(kind));
        std::ranges::replace(spoken, '_', ' ');
        const auto& summary = kept.summaries.emplace_back(fmt::format("what a script's {} is made of", spoken));
        kept.options.push_back({objectKindName(kind), Option::Type::Choice, choices.front(), summary, choices});
    }
    return kept.options;
}

MakeObject makerOf(std::string_view family, const Options& options) {
    return [family, &options](const ScriptObject& object, std::uint32_t producers) {
        return chosen(family, options, object).make(object, producers);
    };
}

MakeSuspendingObject suspendingMakerOf(std::string_view family, const Options& options) {
    return [family, &options](const ScriptObject& object, const ObjectUsers& users) {
        return chosen(family, options, object).makeSuspending(object, users);
    };
}

}  // namespace corelane
