#include "engine/run/rtapp_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace corelane {
namespace {

// Goes through the text and counts the lines it has passed: a SAX reader does not tell where it is.
class LineCounting {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    LineCounting(const char* at, int* line) : m_at(at), m_line(line) {}
    reference operator*() const { return *m_at; }
    LineCounting& operator++() {
        if (*m_at++ == '\n') ++*m_line;
        return *this;
    }
    friend bool operator==(const LineCounting& a, const LineCounting& b) { return a.m_at == b.m_at; }

  private:
    const char* m_at;
    int* m_line;
};

class TreeBuilder final : public nlohmann::json_sax<Json> {
  public:
    explicit TreeBuilder(const int& line) : m_line(line) {}

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(RtAppNode::Kind::Object); }
    bool start_array(std::size_t) override { return open(RtAppNode::Kind::List); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        m_key = std::move(name);
        m_keyLine = m_line;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) override {
        std::string_view what = error.what();
        if (const auto colon = what.find(": "); colon != std::string_view::npos) what.remove_prefix(colon + 2);
        m_fault = fmt::format("line {}: {}", m_line, shortened(what, 200));
        return false;
    }

    const std::string& fault() const { return m_fault; }
    RtAppNode& root() { return m_root; }

  private:
    RtAppNode& place(RtAppNode node) {
        node.key = std::exchange(m_key, {});
        node.line = node.key.empty() ? m_line : m_keyLine;
        if (m_open.empty()) return m_root = std::move(node);
        return m_open.back()->members.emplace_back(std::move(node));
    }
    bool add(Json value) {
        RtAppNode node;
        node.scalar = std::move(value);
        place(std::move(node));
        return true;
    }
    bool open(RtAppNode::Kind kind) {
        if (m_open.size() >= static_cast<std::size_t>(maximumJsonDepth)) {
            m_fault = fmt::format("line {}: it is nested deeper than {} levels", m_line, maximumJsonDepth);
            return false;
        }
        RtAppNode node;
        node.kind = kind;
        m_open.push_back(&place(std::move(node)));
        return true;
    }
    bool close() {
        m_open.pop_back();
        return true;
    }

    const int& m_line;
    RtAppNode m_root;
    std::vector<RtAppNode*> m_open;  // a parent's list does not grow while one of its members is open
    std::string m_key, m_fault;
    int m_keyLine = 1;
};

}  // namespace

const RtAppNode* RtAppNode::find(std::string_view name) const {
    const auto found =
        std::find_if(members.rbegin(), members.rend(), [&](const RtAppNode& member) { return member.key == name; });
    return found == members.rend() ? nullptr : &*found;
}

Result<RtAppNode> readRtAppText(std::string_view text, std::string_view source) {
    if (text.size() > maximumJsonBytes)
        return fail(
            Error::Kind::Invalid, fmt::format(
                                      "{}: is longer than {} MiB, which no rt-app file is; is it the right file?",
                                      source, maximumJsonBytes >> 20));
    int line = 1;
    TreeBuilder builder(line);
    const LineCounting begin(text.data(), &line), end(text.data() + text.size(), &line);
    if (!Json::sax_parse(begin, end, &builder, nlohmann::detail::input_format_t::json, true, true))
        return fail(Error::Kind::Invalid, fmt::format("{}: {}", source, builder.fault()));
    return std::move(builder.root());
}

}  // namespace corelane
