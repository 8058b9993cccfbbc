// Where in its text a preset is off, for programs that point there. A refusal is a sentence that begins with its
// place; this takes the two apart again.
#pragma once

#include "engine/trace/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace corelane {

struct FaultPlace {
    std::string pointer;               // JSON pointer, "" for the whole
    std::size_t line = 0, column = 0;  // from 1, columns in bytes; 0: the text is JSON, and the pointer tells
    std::string what;                  // the sentence without source and place
};

// `error` is what parsePreset(json, source) gave.
FaultPlace placeOfFault(const Error& error, std::string_view json, std::string_view source);

}  // namespace corelane
