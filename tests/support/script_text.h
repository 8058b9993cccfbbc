// Scripts as tests write them: objects and actors added one by one, steps as short words.
#pragma once

#include "workloads/script.h"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace corelane::test {

struct ScriptBuilder {
    ScriptText text;

    std::uint32_t object(std::string name, ObjectKind kind, std::uint32_t capacity = 1) {
        ScriptObject object;
        object.name = std::move(name);
        object.kind = kind;
        object.capacity = capacity;
        text.objects.push_back(object);
        return static_cast<std::uint32_t>(text.objects.size() - 1);
    }
    ScriptActor& actor(std::string name, std::uint32_t count, std::vector<Step> steps) {
        ScriptActor actor;
        actor.name = std::move(name);
        actor.count = count;
        actor.steps = std::move(steps);
        text.actors.push_back(actor);
        return text.actors.back();
    }
    Script script() const {
        auto script = Script::make(text);
        INFO((script ? std::string() : script.error().message));
        REQUIRE(script);
        return *std::move(script);
    }
};

inline Step does(StepKind kind, std::uint32_t object = noObject, double amount = 0) {
    Step step;
    step.kind = kind;
    step.object = object;
    step.amount.first = amount;
    step.place = "/steps/0";
    return step;
}
inline Step runs(double units) {
    return does(StepKind::Run, noObject, units);
}
inline Step loops(std::uint64_t rounds, std::vector<Step> body) {
    Step step = does(StepKind::Loop);
    step.count = rounds;
    step.body = std::move(body);
    return step;
}
inline Step actorStep(StepKind kind, std::uint32_t actor, std::uint64_t count = 1) {
    Step step = does(kind);
    step.actor = actor;
    step.count = count;
    return step;
}
// What the parser makes of {"serve": "forever" or 1, "steps": body}.
inline Step serves(std::uint32_t service, std::vector<Step> body, std::uint64_t count = 0) {
    Step step = does(StepKind::Serve, service);
    step.count = count;
    step.body = std::move(body);
    step.body.push_back(does(StepKind::Reply, service));
    return step;
}
inline Step eachOf(std::uint32_t queue, std::vector<Step> body) {
    Step step = does(StepKind::Each, queue);
    step.body = std::move(body);
    return step;
}
inline Step goesOver(MemoryAccess access, std::uint64_t bytes, std::uint64_t size, std::uint32_t stride = 64) {
    Step step = does(StepKind::Memory);
    step.access = access;
    step.bytes = bytes;
    step.size = size;
    step.stride = stride;
    return step;
}
inline Step file(StepKind kind, std::uint64_t bytes, bool sync = false) {
    Step step = does(kind);
    step.bytes = bytes;
    step.sync = sync;
    return step;
}
inline Step waitsFor(std::uint32_t condition, std::uint32_t mutex) {
    Step step = does(StepKind::Wait, condition);
    step.mutex = mutex;
    return step;
}

inline Step waitsUntil(std::uint32_t condition, std::uint32_t mutex, std::uint32_t counter, std::uint64_t atLeast) {
    Step step = waitsFor(condition, mutex);
    step.counter = counter;
    step.atLeast = atLeast;
    return step;
}

}  // namespace corelane::test
