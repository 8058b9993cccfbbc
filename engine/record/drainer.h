// A thread that does something each millisecond. It sleeps in between: one that spins costs the workload 40 ns a
// span.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace corelane {

class Drainer {
  public:
    Drainer();
    Drainer(Drainer&&) noexcept;
    Drainer& operator=(Drainer&&) noexcept;
    ~Drainer();  // stops

    void make();  // the thread exists from here on, idle
    std::int32_t tid() const;
    void start(std::function<void()> eachMillisecond);
    void stop();  // when it returns the function is not running any more, nor will it

  private:
    struct Thread;
    std::unique_ptr<Thread> m_thread;
};

}  // namespace corelane
