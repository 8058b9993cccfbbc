// A coroutine that makes values one by one, each when it is asked for: what it needs of the heap is one frame, and
// asking is a call and a return.
//
//     Generator<int> firstTen() { for (int i = 0; i < 10; ++i) co_yield i; }
//     for (auto g = firstTen(); g.next();) use(g.value());
#pragma once

#include <coroutine>
#include <exception>
#include <memory>
#include <utility>

namespace corelane {

// One thread at a time. Its values are copied; the body must let no exception out.
template <class T>
class [[nodiscard]] Generator {
  public:
    struct promise_type {
        Generator get_return_object() { return Generator(Handle::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(const T& value) noexcept {
            made = std::addressof(value);
            return {};
        }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }

        const T* made = nullptr;  // lives in the frame until it goes on
    };

    Generator(Generator&& other) noexcept : m_frame(std::exchange(other.m_frame, nullptr)) {}
    Generator& operator=(Generator&& other) noexcept {
        std::swap(m_frame, other.m_frame);
        return *this;
    }
    ~Generator() {
        if (m_frame) m_frame.destroy();
    }

    // Makes the next value; false: there is none, and it must not be asked again.
    bool next() {
        m_frame.resume();
        return !m_frame.done();
    }
    const T& value() const { return *m_frame.promise().made; }

  private:
    using Handle = std::coroutine_handle<promise_type>;
    explicit Generator(Handle frame) : m_frame(frame) {}

    Handle m_frame;
};

}  // namespace corelane
