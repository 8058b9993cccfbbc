// Tells the thread sanitizer of an order that it cannot see by itself: oneTBB and libgomp are not compiled with it,
// so that handing a task over through them looks like a race. In every other build nothing is left of it.
//
// What stands before orderedBefore(token) in one thread came before what stands after orderedAfter(token) in another.
// Tokens are addresses, one for each hand-over: real races between tasks are still found.
#pragma once

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
// For functions that only touch what the runtime itself hands over.
#define CORELANE_HANDED_OVER __attribute__((no_sanitize("thread"), noinline))
#else
#define CORELANE_HANDED_OVER
#endif

namespace corelane {

#if defined(__SANITIZE_THREAD__)
inline void orderedBefore(const void* token) {
    __tsan_release(const_cast<void*>(token));
}
inline void orderedAfter(const void* token) {
    __tsan_acquire(const_cast<void*>(token));
}
#else
inline void orderedBefore(const void*) {}
inline void orderedAfter(const void*) {}
#endif

}  // namespace corelane
