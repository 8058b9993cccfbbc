// What `protoc --decode` prints, as a tree: a decoder of our bytes that is not ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace corelane::test {

struct TextNode {
    std::string name, value;  // value of a leaf: a number, an enumerator, or the bytes of a string
    std::vector<TextNode> inner;

    // The n-th field of that name; one without name or content if there is none.
    const TextNode& operator[](std::string_view field) const { return at(field, 0); }
    const TextNode& at(std::string_view field, std::size_t n) const;
    std::vector<const TextNode*> all(std::string_view field) const;
    bool has(std::string_view field) const { return !all(field).empty(); }
    // The values of a repeated field, "1 2 3".
    std::string values(std::string_view field) const;
};

// Decodes a recording. A packet of deflated packets is inflated and decoded in its place. The test is skipped,
// loudly, where protoc is missing.
TextNode decodedByProtoc(const std::string& bytes);

}  // namespace corelane::test
