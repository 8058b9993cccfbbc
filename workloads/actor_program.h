// One actor's way through its steps: loops, branches and draws resolved, the same for the same seed whatever the
// other actors do. Owned by whoever runs the actor; one thread at a time.
//
// The digest: every step adds a number that depends on the actor, the instance and how many steps it has made; a step
// of work adds its result too. What is done for an item of a queue depends on that item instead,
// since chance decides who takes it. So the sum over all actors is the same however they were interleaved.
#pragma once

#include "workloads/script.h"

#include <cstdint>
#include <vector>

namespace corelane {

// What taking an item adds to the digest, where all that is put is taken.
std::uint64_t takenValue(std::uint64_t item);

class ActorProgram {
  public:
    ActorProgram(const Script&, std::uint32_t instance);  // numbered through all actors

    // Before the first step, in microseconds.
    double delay() const { return m_delay; }
    // The next step to carry out, never a Loop or Branch; null at the end. Where rounds without any step follow each
    // other it gives a Yield now and then, which is no step of the script, so that whoever asks keeps control. Each
    // and TryLock are given until they are answered:
    //   Each, Serve: took(value) when there was an item or a call, closed() when there will be none
    //   TryLock: locked() or missed()
    const Step* next();
    void took(std::uint64_t value);
    void closed();
    void locked();
    void missed();
    // What the step computed or got.
    void add(std::uint64_t value) { m_digest += counted() ? value : 0; }

    // Of the step next() gave:
    double amount() const { return m_amount; }  // drawn
    TaskIndex task() const { return m_task; }   // of a step of work; 0: chance decides who does it
    // Of a Put, what is put, of a Call and its Reply, the call; of any step: a number of its own, the same for the
    // same seed.
    std::uint64_t itemValue() const { return m_value; }

    std::uint64_t digest() const { return m_digest; }  // 0 for a background actor
    std::uint64_t tasks() const { return m_tasks; }
    std::uint32_t workSteps() const { return m_work; }  // those with an identity

  private:
    // What the numbers of steps are made of: the actor itself, or the item it works on.
    struct Context {
        std::uint64_t key;
        bool counted;  // its steps are part of the result
        std::uint64_t ordinal = 0, draws = 0, misses = 0;
        std::uint64_t item = 0;  // 0: none
    };
    struct Frame {
        const std::vector<Step>* steps;
        const Step* owner;  // the Loop, Each or TryLock it is the body of; null: the actor's own or a branch
        std::uint64_t left = 0;
        std::size_t at = 0;
    };
    const Step* give(const Step&);
    const Step& current() const { return (*m_frames.back().steps)[m_frames.back().at]; }
    void count(const Step&);
    bool counted() const { return !m_contexts.empty() && m_contexts.back().counted; }
    double draw(const Amount&);
    double uniformNumber();

    const Script& m_script;
    Script::Instance m_instance;
    std::vector<Frame> m_frames;
    std::vector<Context> m_contexts;
    std::uint64_t m_digest = 0, m_tasks = 0, m_value = 0;
    std::uint32_t m_work = 0;
    double m_amount = 0, m_delay = 0;
    TaskIndex m_task = 0;
};

}  // namespace corelane
