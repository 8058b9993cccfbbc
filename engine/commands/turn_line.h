// Two engines that record one after the other, a repetition each: the line on which they are told when.
#pragma once

#include "engine/record/descriptor.h"
#include "engine/run/stop.h"

namespace corelane {

// The side that records. One byte comes for each turn and one goes out when it is over; the line's end is the last
// turn's.
class TurnLine {
  public:
    explicit TurnLine(int fd) : m_fd(fd) {}
    // Says that it is ready, and waits for its turn; false when there is none any more, or it was asked to stop.
    bool await(const StopRequest&) const;

  private:
    Descriptor m_fd;
};

}  // namespace corelane
