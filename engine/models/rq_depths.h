// How many jobs wait in the queues of RQ (python-rq.org), which other programs fill and empty while a run goes on. RQ
// keeps the names of its queues in the set rq:queues and the jobs of each in the list rq:queue:NAME. Each queue is a
// counter. One thread, which never blocks in it after open().
#pragma once

#include "engine/models/lane_laps.h"
#include "engine/models/redis_connection.h"
#include "engine/record/descriptor.h"
#include "engine/trace/result.h"

#include <memory>
#include <poll.h>
#include <string>
#include <string_view>
#include <vector>

namespace corelane {

class RqDepths {
  public:
    // `names`: of queues, with commas between them; "*": all that there are now. Missing: there are none.
    static Result<std::unique_ptr<RqDepths>> open(
        std::unique_ptr<RedisConnection>, Recorder&, std::string_view names);

    void watch(std::vector<pollfd>& into) const;
    // Notes what came, and asks anew when it is time.
    void advance(WorkerLane&);

  private:
    RqDepths(std::unique_ptr<RedisConnection>, Descriptor timer);
    struct Queue {
        std::string key;
        CounterId counter;
    };
    std::unique_ptr<RedisConnection> m_redis;
    Descriptor m_timer;
    std::vector<Queue> m_queues;
    std::size_t m_next = 0;  // whose answer comes next
};

}  // namespace corelane
