// A script without concurrency: one actor after the other, each as far as its queues allow. It gives what a run must
// come to, and what the work costs when nobody waits for anybody.
#pragma once

#include "workloads/actor_program.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace corelane {

class SerialOrder {
  public:
    explicit SerialOrder(const Script&);

    // The next step, and whose it is; null at the end, or when somebody waits for an item that nobody puts: then
    // starved() says who. Items are taken and given here, and spawned actors begin and are joined; all else is for
    // the caller to carry out. Background actors do nothing.
    const Step* next();
    ActorProgram& program() { return m_programs[m_now]; }
    std::uint32_t instance() const { return m_instances[m_now]; }
    struct Starved {
        std::uint32_t instance;
        const Step* step;
    };
    std::optional<Starved> starved() const;
    // There would be more than maximumActors; the last step spawned none then.
    bool tooMany() const { return m_tooMany; }
    std::uint32_t spawned(std::uint32_t actor) const { return m_spawned[actor]; }
    std::uint64_t taken(std::uint32_t queue) const { return m_taken[queue]; }
    void workSteps(std::span<std::uint32_t> most) const;  // by actor: the most of an instance so far
    std::uint64_t tasks() const;
    std::uint64_t digest() const;

  private:
    void add(std::uint32_t instance, std::size_t parent);
    void spawn(const Step&);
    bool answer(const Step&);  // false: it must wait
    bool closed(std::uint32_t queue) const { return m_closed[queue] || (m_producers[queue] == 0 && !m_late[queue]); }
    bool closeLate();  // nobody can go on, so that no more producers can come
    bool turn();       // to the next actor; false: in a whole round nobody could go on
    void end();        // of the actor whose turn it is

    const Script& m_script;
    std::vector<ActorProgram> m_programs;
    std::vector<std::uint32_t> m_instances;
    std::vector<const Step*> m_waiting;  // by program
    std::vector<bool> m_ended;
    std::vector<std::deque<std::uint64_t>> m_items;  // by object
    std::vector<std::uint64_t> m_taken;
    std::vector<std::uint32_t> m_producers;  // that have begun and not ended; by object
    std::vector<bool> m_closed, m_late;      // by object; late: a spawned actor puts into it
    std::vector<std::uint32_t> m_spawned;    // by actor
    std::vector<std::size_t> m_parents;      // by program
    std::map<std::pair<std::size_t, std::uint32_t>, std::uint32_t> m_children;  // that live; by program and actor
    bool m_tooMany = false;
    std::size_t m_now = 0;
    bool m_moved = false;
};

}  // namespace corelane
