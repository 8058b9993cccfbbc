// The words of a search, and what is wrong with them.
#include "engine/trace/search.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace corelane {
namespace {

struct Token {
    std::string_view text;  // without its quotation marks
    std::size_t at = 0, length = 0;
    Spelling spelling = Spelling::Plain;
    bool is(std::string_view word) const { return spelling == Spelling::Plain && text == word; }
};

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Words, quoted words and the signs < > <= >=, which need no space around them.
tl::expected<std::vector<Token>, QueryFault> tokensOf(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t i = 0; i < text.size();) {
        if (isSpace(text[i])) {
            ++i;
        } else if (text[i] == '"') {
            const std::size_t end = text.find('"', i + 1);
            if (end == std::string_view::npos)
                return tl::unexpected(QueryFault{i, text.size() - i, "This quotation mark is not closed."});
            tokens.push_back({text.substr(i + 1, end - i - 1), i, end + 1 - i, Spelling::Quoted});
            i = end + 1;
        } else {
            std::size_t end = i;
            if (text[i] == '<' || text[i] == '>')
                end = i + (i + 1 < text.size() && text[i + 1] == '=' ? 2 : 1);
            else
                while (end < text.size() && !isSpace(text[end]) &&
                       std::string_view("<>\"").find(text[end]) == std::string_view::npos)
                    ++end;
            tokens.push_back({text.substr(i, end - i), i, end - i});
            i = end;
        }
    }
    return tokens;
}

struct Unit {
    std::string_view name;
    double ns;
};
constexpr std::array<Unit, 7> units = {
    {{"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"μs", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"min", 60e9}}};

std::optional<double> unitOf(std::string_view name) {
    for (const Unit& unit : units)
        if (unit.name == name) return unit.ns;
    return std::nullopt;
}

class Parser {
  public:
    explicit Parser(std::vector<Token> tokens) : m_tokens(std::move(tokens)) {}

    tl::expected<Query, QueryFault> parse() {
        while (m_next < m_tokens.size() && !m_fault) {
            const Token token = m_tokens[m_next++];
            if (token.is(">") || token.is(">="))
                m_query.shortest = std::max(m_query.shortest, time(token, "> 1ms") + (token.text == ">" ? 1 : 0));
            else if (token.is("<") || token.is("<="))
                m_query.longest = std::min(m_query.longest, time(token, "< 1ms") - (token.text == "<" ? 1 : 0));
            else if (token.is("after"))
                m_query.after = std::max(m_query.after, time(token, "after 2ms"));
            else if (token.is("before"))
                m_query.before = std::min(m_query.before, time(token, "before 2ms"));
            else if (token.is("on"))
                m_query.lanes.push_back(name(token, "A lane's name must follow \"on\", as in on w3."));
            else if (token.is("in"))
                m_query.runs.push_back(name(token, "A run's name must follow \"in\", as in in threads."));
            else if (!token.text.empty())
                m_query.words.push_back({std::string(token.text), token.spelling});
        }
        if (m_fault) return tl::unexpected(*m_fault);
        return m_query;
    }

  private:
    Time time(const Token& sign, std::string_view example) {
        if (m_next == m_tokens.size()) {
            m_fault = {sign.at, sign.length, fmt::format("A time must follow \"{}\", as in {}.", sign.text, example)};
            return 0;
        }
        const Token number = m_tokens[m_next++];
        std::string text(number.text);
        std::size_t length = number.length;
        if (m_next < m_tokens.size() && unitOf(m_tokens[m_next].text) && !unitWithin(text)) {
            text += m_tokens[m_next].text;  // "1 ms"
            length = m_tokens[m_next].at + m_tokens[m_next].length - number.at;
            ++m_next;
        }
        const auto duration = parseDuration(text);
        if (!duration) m_fault = {number.at, length, duration.error().message};
        return duration ? *duration : 0;
    }
    static bool unitWithin(std::string_view text) {
        return !text.empty() && std::string_view("0123456789.").find(text.back()) == std::string_view::npos;
    }
    std::string name(const Token& word, std::string_view sentence) {
        if (m_next == m_tokens.size()) {
            m_fault = {word.at, word.length, std::string(sentence)};
            return {};
        }
        return std::string(m_tokens[m_next++].text);
    }

    std::vector<Token> m_tokens;
    std::size_t m_next = 0;
    Query m_query;
    std::optional<QueryFault> m_fault;
};

}  // namespace

Result<Duration> parseDuration(std::string_view text) {
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    double number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    while (!unit.empty() && isSpace(unit.front())) unit.remove_prefix(1);
    const auto ns = unitOf(unit);
    if (error == std::errc() && unit.empty())
        return fail(Error::Kind::Invalid, fmt::format("A unit must follow {}: ns, us, ms or s.", text));
    if (error != std::errc() || !ns || !std::isfinite(number))
        return fail(
            Error::Kind::Invalid,
            fmt::format("\"{}\" is no time: write a number and ns, us, ms or s, as in 1.5ms.", text));
    if (number < 0) return fail(Error::Kind::Invalid, fmt::format("\"{}\" is before the start.", text));
    if (number * *ns > 9e18)
        return fail(Error::Kind::Invalid, fmt::format("\"{}\" is longer than any recording.", text));
    return static_cast<Duration>(std::llround(number * *ns));
}

tl::expected<Query, QueryFault> parseQuery(std::string_view text) {
    auto tokens = tokensOf(text);
    if (!tokens) return tl::unexpected(tokens.error());
    return Parser(std::move(*tokens)).parse();
}

}  // namespace corelane
