// Taking somebody out of a line before its turn, where actors that wait for a time are suspended.
#pragma once

#include "engine/scripts/suspending_object.h"

#include <algorithm>
#include <cstdint>
#include <deque>

namespace corelane {

// The actor whose wait has the ticket, and which is in the line no more; null: it has been handed what it waited for.
template <class Waiter>
SuspendingActor* takeOut(std::deque<Waiter>& line, std::uint64_t ticket) {
    const auto found = std::ranges::find(line, ticket, &Waiter::ticket);
    if (found == line.end()) return nullptr;
    SuspendingActor* const waiter = found->actor;
    line.erase(found);
    return waiter;
}

}  // namespace corelane
