// Two engines that record one after the other, a repetition each: the line on which they are told when.
#pragma once

#include "engine/record/descriptor.h"
#include "engine/run/stop.h"

namespace corelane {

// The side that records. A 't' comes for each turn, and a byte goes out when it is over; an 'e' says that these are
// enough. When the line breaks, nobody gives turns any more: that is a stop after the repetition.
class TurnLine {
  public:
    explicit TurnLine(int fd) : m_fd(fd) {}
    // Says that it is ready, and waits for its turn; false when there is none any more, or it was asked to stop.
    bool await(StopRequest&) const;

  private:
    Descriptor m_fd;
};

}  // namespace corelane
