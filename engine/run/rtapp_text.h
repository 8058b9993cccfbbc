// The text of an rt-app file as a tree that keeps what its meaning hangs on: the order of members, and the line of
// each, for remarks. C comments are allowed, as rt-app's own reader does.
#pragma once

#include "engine/run/json_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace corelane {

struct RtAppNode {
    std::string key;  // within an object
    int line = 1;
    Json scalar;  // of neither a list nor an object
    enum class Kind { Scalar, List, Object } kind = Kind::Scalar;
    std::vector<RtAppNode> members;

    const RtAppNode* find(std::string_view name) const;  // the last of that name, which is the one that counts
};

// Errors (Invalid): "walkman.json: line 3, column 4: ...". The root of another text than an object is an error too.
Result<RtAppNode> readRtAppText(std::string_view text, std::string_view source);

}  // namespace corelane
