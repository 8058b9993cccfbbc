#include "workloads/script_bytes.h"

#include <cstring>
#include <type_traits>
#include <utility>

namespace corelane {
namespace {

constexpr std::uint64_t scriptMark = 0x3174706972637363;  // "cscript1"
constexpr int deepest = 32;                               // steps within steps

// Each kind of thing says its parts once, in order, to whoever writes or reads them.
template <class Port>
void pass(Port& port, Amount& amount) {
    port(amount.kind, amount.first, amount.second);
}
template <class Port>
void pass(Port& port, ScriptObject& object) {
    port(object.name, object.kind, object.capacity, object.recursive);
}
template <class Port>
void pass(Port& port, std::chrono::microseconds& time) {
    std::int64_t count = time.count();
    port(count);
    time = std::chrono::microseconds(count);
}
template <class Port>
void pass(Port& port, Step& step) {
    port(step.kind, step.object, step.actor, step.mutex, step.counter, step.atLeast, step.amount, step.count);
    port(step.bytes, step.size, step.stride, step.stages, step.by, step.access, step.timer, step.within, step.sync);
    port.deeper();
    port(step.body, step.otherwise);
    port.shallower();
    port(step.label, step.place);
}
template <class Port>
void pass(Port& port, ScriptActor& actor) {
    port(actor.name, actor.count, actor.spawned, actor.background, actor.priority, actor.cores, actor.delay);
    port(actor.steps);
}
template <class Port>
void pass(Port& port, ScriptText& text) {
    port(text.objects, text.actors, text.seed, text.patienceMs, text.deadlocks);
}

template <class T>
inline constexpr bool isPlain = std::is_arithmetic_v<T> || std::is_enum_v<T>;

class Writing {
  public:
    template <class... Parts>
    void operator()(Parts&... parts) {
        (part(parts), ...);
    }
    void deeper() {}
    void shallower() {}
    std::vector<std::byte> bytes;

  private:
    void raw(const void* from, std::size_t size) {
        const auto* at = static_cast<const std::byte*>(from);
        bytes.insert(bytes.end(), at, at + size);
    }
    template <class T>
    void part(T& value) {
        if constexpr (isPlain<T>)
            raw(&value, sizeof value);
        else
            pass(*this, value);
    }
    void part(std::string& text) {
        std::uint64_t size = text.size();
        part(size);
        raw(text.data(), size);
    }
    template <class T>
    void part(std::vector<T>& all) {
        std::uint64_t size = all.size();
        part(size);
        for (T& one : all) part(one);
    }
};

// After the first fault nothing more is read, and failed stays true.
class Reading {
  public:
    explicit Reading(std::span<const std::byte> bytes) : m_rest(bytes) {}
    template <class... Parts>
    void operator()(Parts&... parts) {
        (part(parts), ...);
    }
    void deeper() {
        if (++m_depth > deepest) failed = true;
    }
    void shallower() { --m_depth; }
    bool atEnd() const { return m_rest.empty(); }
    bool failed = false;

  private:
    bool raw(void* into, std::size_t size) {
        if (failed || size > m_rest.size()) return failed = true, false;
        std::memcpy(into, m_rest.data(), size);
        m_rest = m_rest.subspan(size);
        return true;
    }
    template <class T>
    void part(T& value) {
        if constexpr (std::is_same_v<T, bool>) {
            std::uint8_t byte = 0;
            if (raw(&byte, 1)) value = byte != 0;
        } else if constexpr (isPlain<T>) {
            raw(&value, sizeof value);
        } else {
            pass(*this, value);
        }
    }
    // Of things that take at least a byte each, so that a torn count cannot ask for much memory.
    std::size_t count() {
        std::uint64_t size = 0;
        part(size);
        if (size > m_rest.size()) failed = true;
        return failed ? 0 : static_cast<std::size_t>(size);
    }
    void part(std::string& text) {
        text.resize(count());
        raw(text.data(), text.size());
    }
    template <class T>
    void part(std::vector<T>& all) {
        for (std::size_t left = count(); left > 0 && !failed; --left) part(all.emplace_back());
    }

    std::span<const std::byte> m_rest;
    int m_depth = 0;
};

}  // namespace

std::vector<std::byte> scriptBytes(const Script& script) {
    // A spawned actor's count is found out again; given, it would be refused by nobody but mean nothing.
    ScriptText text = {script.objects(), script.actors(), script.seed(), script.patienceMs(), script.deadlocks()};
    std::uint64_t mark = scriptMark;
    Writing to;
    to(mark);
    pass(to, text);
    return std::move(to.bytes);
}

Result<Script> scriptFromBytes(std::span<const std::byte> bytes) {
    Reading from(bytes);
    std::uint64_t mark = 0;
    ScriptText text;
    from(mark);
    pass(from, text);
    if (mark != scriptMark || from.failed || !from.atEnd())
        return fail(
            Error::Kind::Format,
            "a process was given a script it cannot read; the engine and the worker program are of different "
            "versions, so install both from the same build");
    return Script::make(std::move(text));
}

}  // namespace corelane
