// An actor that gives back a lock which it does not hold, where actors are suspended.
#pragma once

#include "engine/scripts/suspending_object.h"

#include <string>

namespace corelane {

inline SuspendingObject::Outcome notItsOwn(SuspendingActor& actor, const std::string& name) {
    actor.fault("unlocks " + name + ", which it does not hold; lock it first");
    return SuspendingObject::Outcome::Failed;
}

}  // namespace corelane
