// A script's counter, made of a Number: add(actor's number) adds one, value() is the sum.
#pragma once

#include "engine/scripts/blocking_object.h"

#include <atomic>

namespace corelane {

// So many additions at once are a span of their own.
inline constexpr std::uint64_t countedBurst = 100;

template <class Add>
void addTimes(Actor& actor, const Waitable& counter, std::uint64_t times, Add add) {
    constexpr std::uint64_t piece = 1'000'000;
    const Actor::Working working(actor, counter.span, times >= countedBurst);
    for (std::uint64_t i = 0; i < times; ++i) {
        if (!add() || (i % piece == piece - 1 && actor.stopped())) return;
    }
}

template <class Number>
class CounterObject : public BlockingObject {
  public:
    void add(Actor& actor, std::uint64_t times) override {
        addTimes(actor, *this, times, [this, number = actor.number()] {
            m_number.add(number);
            return true;
        });
    }
    std::uint64_t value() const override { return m_number.value(); }
    bool blocks(std::uint32_t, std::uint64_t) const override { return false; }

  private:
    Number m_number;
};

// A counter that is an object of kind Lock as well, and locks itself for every addition.
template <class Lock>
class LockedCounter final : public Lock {
  public:
    void add(Actor& actor, std::uint64_t times) override {
        addTimes(actor, *this, times, [&] {
            if (!this->lock(actor)) return false;
            m_value.store(m_value.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
            return this->unlock(actor);
        });
    }
    std::uint64_t value() const override { return m_value.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::uint64_t> m_value{0};  // written under the lock, and read by who waits for it without
};

template <class Number>
std::unique_ptr<BlockingObject> makeCounter(const ScriptObject&, std::uint32_t) {
    return std::make_unique<CounterObject<Number>>();
}

}  // namespace corelane
