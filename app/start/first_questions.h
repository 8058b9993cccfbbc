// The six questions of the first start: shipped presets that together cover what models differ in, each with a sketch
// of what its runs look like. What a preset asks and is called stands in the catalogue.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace corelane {

struct FirstQuestion {
    const char* preset;
    std::array<std::string_view, 4> lanes;  // run_sketch.h
};

std::span<const FirstQuestion> firstQuestions();

}  // namespace corelane
