// What can go wrong, as a value. Expected failures are a Result with one full sentence the user can act on; absence
// is std::optional; a programmer's error is CORELANE_ASSERT, which stays on in release.
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace corelane {

struct Error {
    enum class Kind {
        Io,       // the system refused to read or write
        Format,   // bytes or text are not what they claim to be
        Denied,   // a privilege is missing
        Missing,  // a server, program or file that is needed is not there
        Invalid,  // the user's words or input are off
        Failed,   // it ran, and went wrong
    };
    Kind kind;
    std::string message;  // one sentence: what, where, and what to do
};

template <class T = void>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error::Kind kind, std::string message) {
    return tl::unexpected<Error>(Error{kind, std::move(message)});
}

// What TRY yields; tl::expected<void> has no value() in every release.
template <class T>
T takeValue(Result<T>&& result) {
    return std::move(*result);
}
inline void takeValue(Result<>&&) {}

[[noreturn]] void assertionFailed(const char* expression, const char* file, int line);

}  // namespace corelane

// Yields the value of a Result, or returns its error from the enclosing function.
#define TRY(expression)                                                                                              \
    __extension__({                                                                                                  \
        auto&& tryResult = (expression);                                                                             \
        if (!tryResult) return tl::unexpected<::corelane::Error>(std::move(tryResult.error()));                      \
        ::corelane::takeValue(std::move(tryResult));                                                                 \
    })

#define CORELANE_ASSERT(expression)                                                                                  \
    ((expression) ? static_cast<void>(0) : ::corelane::assertionFailed(#expression, __FILE__, __LINE__))
