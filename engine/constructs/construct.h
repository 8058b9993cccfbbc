// A construct: one way to make one kind of a script's objects, such as a mutex that spins. One more is one file here
// and one word in CMakeLists.txt; copy std_mutex.cpp. Its constant lives in namespace corelane::construct.
#pragma once

#include "engine/scripts/blocking_object.h"
#include "engine/scripts/script_runs.h"
#include "engine/scripts/suspending_object.h"
#include "engine/trace/option.h"
#include "workloads/script.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace corelane {

struct Construct {
    std::string_view name, title, summary;
    std::string_view family;  // threads, tbb, openmp; coroutines, event_loop
    ObjectKind kind;
    // One of the two: for actors that are threads, or for actors that are suspended.
    std::unique_ptr<BlockingObject> (*make)(const ScriptObject&, std::uint32_t producers) = nullptr;
    std::unique_ptr<SuspendingObject> (*makeSuspending)(const ScriptObject&, const ObjectUsers&) = nullptr;
    bool recursive = false;  // of a mutex: its holder may lock it again
};

// All, in the order of the list: the first of a family and kind is that family's default. Also before main().
std::span<const Construct* const> constructs();
const Construct* findConstruct(std::string_view name);

// What a family makes objects of a kind of: its own, in order. Where it has none: those of coroutines if its actors
// are suspended, else those of threads.
std::vector<const Construct*> constructsFor(std::string_view family, ObjectKind);
// Whether a family's models ever use it: all of its own can be chosen; of the other's, where the family has none, the
// first is used, and for recursive mutexes the first that can be one.
bool usesConstruct(std::string_view family, const Construct&);

// A model's own options, followed by one for each kind that its family makes in more than one way: named like the
// kind, it takes a construct's name. What it gives lives as long as the program.
std::span<const Option> withConstructs(std::span<const Option> own, std::string_view family);

// The family's construct for each object, as the options say. A recursive mutex is made by the first construct that
// can be one, when the one asked for cannot.
MakeObject makerOf(std::string_view family, const Options&);
MakeSuspendingObject suspendingMakerOf(std::string_view family, const Options&);

}  // namespace corelane
