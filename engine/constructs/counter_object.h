// A script's counter, made of a Number: add(actor's number) adds one, value() is the sum.
#pragma once

#include "engine/scripts/blocking_object.h"

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

template <class Number>
std::unique_ptr<BlockingObject> makeCounter(const ScriptObject&, std::uint32_t) {
    return std::make_unique<CounterObject<Number>>();
}

}  // namespace corelane
