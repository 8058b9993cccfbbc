#include "tests/trace/protobuf_text.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace corelane::test {

namespace {

class Parser {
  public:
    explicit Parser(std::string_view text) : m_rest(text) {}
    void fields(TextNode& into) {
        for (skip(); !m_rest.empty() && m_rest.front() != '}'; skip()) {
            TextNode node;
            node.name = word();
            skip();
            if (take('{')) {
                fields(node);
                skip();
                REQUIRE(take('}'));
            } else {
                REQUIRE(take(':'));
                skip();
                node.value = m_rest.front() == '"' ? quoted() : word();
            }
            into.inner.push_back(std::move(node));
        }
    }

  private:
    void skip() { m_rest.remove_prefix(std::min(m_rest.size(), m_rest.find_first_not_of(" \n"))); }
    bool take(char c) {
        if (m_rest.empty() || m_rest.front() != c) return false;
        m_rest.remove_prefix(1);
        return true;
    }
    std::string word() {
        const std::string_view found = m_rest.substr(0, m_rest.find_first_of(" \n:{}"));
        REQUIRE_FALSE(found.empty());
        m_rest.remove_prefix(found.size());
        return std::string(found);
    }
    std::string quoted() {
        std::string text;
        std::size_t i = 1;
        for (; m_rest.at(i) != '"'; ++i) {
            if (m_rest[i] != '\\') {
                text += m_rest[i];
                continue;
            }
            const char c = m_rest.at(++i);
            if (c >= '0' && c <= '7') {
                text += static_cast<char>(std::stoi(std::string(m_rest.substr(i, 3)), nullptr, 8));
                i += 2;
            } else {
                text += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
            }
        }
        m_rest.remove_prefix(i + 1);
        return text;
    }
    std::string_view m_rest;
};

std::string printedByProtoc(const std::string& bytes) {
    std::string input = (std::filesystem::temp_directory_path() / "corelane-protoc-XXXXXX").string();
    const int file = mkstemp(input.data());
    REQUIRE(file >= 0);
    close(file);
    std::ofstream(input, std::ios::binary) << bytes;
    const std::filesystem::path schema = CORELANE_TEST_PROTO;
    const std::string command = fmt::format(
        "{} --proto_path={} --decode=Recording {} < {}", CORELANE_PROTOC, schema.parent_path().string(),
        schema.filename().string(), input);
    std::FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    std::string text;
    char piece[4096];
    while (const std::size_t got = std::fread(piece, 1, sizeof piece, pipe)) text.append(piece, got);
    const int status = pclose(pipe);
    std::filesystem::remove(input);
    REQUIRE(status == 0);
    return text;
}

std::string inflated(const std::string& deflated) {
    std::string plain(1 << 20, '\0');
    uLongf size = plain.size();
    REQUIRE(
        uncompress(
            reinterpret_cast<Bytef*>(plain.data()), &size, reinterpret_cast<const Bytef*>(deflated.data()),
            deflated.size()) == Z_OK);
    plain.resize(size);
    return plain;
}

}  // namespace

const TextNode& TextNode::at(std::string_view field, std::size_t n) const {
    static const TextNode none;
    const auto found = all(field);
    return n < found.size() ? *found[n] : none;
}

std::vector<const TextNode*> TextNode::all(std::string_view field) const {
    std::vector<const TextNode*> found;
    for (const TextNode& node : inner)
        if (node.name == field) found.push_back(&node);
    return found;
}

std::string TextNode::values(std::string_view field) const {
    std::string joined;
    for (const TextNode* node : all(field)) joined += fmt::format("{}{}", joined.empty() ? "" : " ", node->value);
    return joined;
}

TextNode decodedByProtoc(const std::string& bytes) {
    if (std::string_view(CORELANE_PROTOC).empty()) {
        std::fprintf(stderr, "SKIPPED: protoc is not installed (Debian package protobuf-compiler).\n");
        std::exit(77);
    }
    TextNode outer, plain;
    Parser(printedByProtoc(bytes)).fields(outer);
    for (TextNode& packet : outer.inner) {
        REQUIRE(packet.name == "packet");
        if (!packet.has("deflated")) {
            plain.inner.push_back(std::move(packet));
            continue;
        }
        TextNode block;
        const std::string text = printedByProtoc(inflated(packet["deflated"].value));
        Parser(text).fields(block);
        for (TextNode& inner : block.inner) plain.inner.push_back(std::move(inner));
    }
    return plain;
}

}  // namespace corelane::test
