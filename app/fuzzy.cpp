#include "app/fuzzy.h"

#include <QList>

#include <algorithm>
#include <limits>
#include <vector>

namespace corelane {
namespace {

constexpr int letter = 1, togetherBonus = 8, wordBonus = 7, firstBonus = 2;
constexpr int none = std::numeric_limits<int>::min() / 2;

bool beginsWord(QStringView text, qsizetype at) {
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

// The best way to lay one word's letters into the text: best[i] is the score with the last letter at i.
std::optional<int> wordScore(QStringView word, QStringView text) {
    const auto size = static_cast<std::size_t>(text.size());
    std::vector<int> best(size, none), before;
    for (qsizetype w = 0; w < word.size(); ++w) {
        before = std::exchange(best, std::vector<int>(size, none));
        int reachable = w == 0 ? 0 : none;  // the best of all places left of the one before
        for (std::size_t i = 0; i < size; ++i) {
            if (w > 0 && i > 1) reachable = std::max(reachable, before[i - 2]);
            if (word[w].toCaseFolded() != text[static_cast<qsizetype>(i)].toCaseFolded()) continue;
            const int together = w > 0 && i > 0 ? before[i - 1] + togetherBonus : none;
            const int from = std::max(reachable, together);
            if (from <= none / 2) continue;
            const auto at = static_cast<qsizetype>(i);
            best[i] = from + letter + (beginsWord(text, at) ? wordBonus : 0) + (at == 0 ? firstBonus : 0);
        }
    }
    const int score = best.empty() ? none : *std::ranges::max_element(best);
    return score > none / 2 ? std::optional(score) : std::nullopt;
}

}  // namespace

std::optional<int> fuzzyScore(QStringView typed, QStringView text) {
    int sum = 0;
    for (const QStringView word : typed.split(u' ', Qt::SkipEmptyParts)) {
        const auto score = wordScore(word, text);
        if (!score) return std::nullopt;
        sum += *score;
    }
    return sum;
}

}  // namespace corelane
