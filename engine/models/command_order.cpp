#include "engine/models/command_order.h"

#include "engine/models/worker_words.h"

#include <cstdint>
#include <utility>

namespace corelane {
namespace {

class Words {
  public:
    explicit Words(std::span<char*> words) : m_rest(words) {}

    std::string text() {
        if (m_rest.empty()) return m_failed = true, std::string();
        std::string word = m_rest.front();
        m_rest = m_rest.subspan(1);
        return word;
    }
    std::int64_t number() {
        const auto value = numberFrom<std::int64_t>(text().c_str());
        if (!value) m_failed = true;
        return value.value_or(0);
    }
    // So many words follow, each at least one.
    std::size_t count() {
        const std::int64_t value = number();
        if (value < 0 || static_cast<std::uint64_t>(value) > m_rest.size()) return m_failed = true, 0;
        return static_cast<std::size_t>(value);
    }
    bool wellRead() const { return !m_failed && m_rest.empty(); }

  private:
    std::span<char*> m_rest;
    bool m_failed = false;
};

}  // namespace

std::vector<std::string> wordsOf(const CommandOrder& order) {
    std::vector<std::string> words = {
        order.talk, std::to_string(order.chain.timeLimit().count()), order.pin ? "1" : "0"};
    for (const int fd : {order.control, order.recorder, order.input, order.output})
        words.push_back(std::to_string(fd));
    words.push_back(std::to_string(order.cores.size()));
    for (const int core : order.cores) words.push_back(std::to_string(core));
    words.push_back(std::to_string(order.chain.size()));
    for (const auto& command : order.chain.commands()) {
        words.push_back(std::to_string(command.size()));
        words.insert(words.end(), command.begin(), command.end());
    }
    return words;
}

Result<CommandOrder> commandOrderFrom(std::span<char*> given) {
    Words words(given);
    CommandOrder order;
    CommandText text;
    order.talk = words.text();
    text.timeLimit = std::chrono::milliseconds(words.number());
    order.pin = words.number() != 0;
    for (int* fd : {&order.control, &order.recorder, &order.input, &order.output})
        *fd = static_cast<int>(words.number());
    order.cores.resize(words.count());
    for (int& core : order.cores) core = static_cast<int>(words.number());
    text.commands.resize(words.count());
    for (auto& command : text.commands) {
        command.resize(words.count());
        for (std::string& word : command) word = words.text();
    }
    if (!words.wellRead() || order.cores.empty())
        return fail(
            Error::Kind::Invalid, "commands are attended for models only; run `corelane-engine run PRESET` instead");
    order.chain = TRY(CommandChain::make(std::move(text)));
    return order;
}

}  // namespace corelane
