#include "app/engine_sentences.h"

#include "app/engine_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>
#include <vector>

namespace corelane {
namespace {

// The engine's patterns once more, where lupdate sees them, those first that others would fit, too.
constexpr std::array patterns = {
    // Verdicts.
    QT_TRANSLATE_NOOP("Sentence", "%1 But the data are poor. %2"),
    QT_TRANSLATE_NOOP("Sentence", "No model gave a correct result, so none can be named."),
    QT_TRANSLATE_NOOP("Sentence", "%1 took %2 ms; there is no other model to compare it with."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 has the smallest median, %2, but %3 repetition is too few to tell models apart."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 has the smallest median, %2, but %3 repetitions are too few to tell models apart."),
    QT_TRANSLATE_NOOP("Sentence", "%1 is the model to take: %2."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 do not differ (%2): take either of them; the smallest median is that of %3, %4."),
    QT_TRANSLATE_NOOP("Sentence", "%1 do not differ (%2): take any of them; the smallest median is that of %3, %4."),
    // Findings.
    QT_TRANSLATE_NOOP(
        "Sentence",
        "The event loop was up to %1 late: %2 kept it for %3 from %4 on, and there are %5 steps like it. Try to give "
        "them to a pool of threads (option pool), or to split them."),
    QT_TRANSLATE_NOOP(
        "Sentence", "The work took %1 of core time, %2 times what it took at the least in this comparison. Cores "
                    "that write to one "
                    "cache line would do that (false sharing), or memory that cannot keep up. Try to keep what each "
                    "worker writes "
                    "on cache lines of its own."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "%1 of the core time went to packing, sending and receiving: %2 MB, %3 kB a task. Try shared memory, "
        "larger tasks, or threads."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "For %1 in all a worker had nothing to do while up to %2 ready and kept for others. Try a model in which who "
        "is idle takes from the others: work stealing, or one queue for all."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 went from hand to hand %2 times in a row: held for %3 each time, and %4 until the next one "
                    "ran. Try a lock "
                    "that is not fair, or take it less often for more work at a time."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "%1 was handed over %2 times after %3 of holding it in all; longest by %4, for %5 from %6 on. Try to do less "
        "while holding it, or to split what it protects."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "%1 actors went to another worker and back %2 times, and what they computed next took %3 longer on average "
        "than where they stayed. Try one worker for those who wait for each other, or less data to fetch anew."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 workers went to another core and back %2 times, and what they computed next took %3 longer "
                    "on average than "
                    "where they stayed. Try to bind each to a core, or less data to fetch anew."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "%1 was busy for %2 of the run, while workers waited for it. Try larger tasks or chunks, or a model whose "
        "workers hand tasks to each other."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 workers share %2 %3, and %4 of the core time was lost to workers that were ready and not "
                    "run. Try as many "
                    "workers as cores."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "%1 of waiting for %2 was for a holder that had no core: %3 waited %4 while %5 was ready to run, from %6 on. "
        "Try a mutex that lends its waiter's priority, or keep other work off the holder's core."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 was full: producers waited %2 for room. Its consumers are the bottleneck; try more of them. "
                    "A larger queue "
                    "only makes the wait begin later."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 was empty: consumers waited %2 for something in it. Its producers are the bottleneck; try "
                    "more of them, or "
                    "fewer consumers."),
    QT_TRANSLATE_NOOP(
        "Sentence", "From %1 on, for %2, one worker at a time computed while the others waited or had nothing to do; "
                    "%3 of %4 were "
                    "like that. Try to split this part, or to do it beside something else."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 held the others up: it had work for %2 of the run, while %3. Make it faster, or let several "
                    "share what it "
                    "does; nothing else in the chain would help."),
    QT_TRANSLATE_NOOP("Sentence", "%1 stood before a full pipe for %2 and %3 before an empty one for %4"),
    QT_TRANSLATE_NOOP("Sentence", "%1 stood before a full pipe for %2"),
    QT_TRANSLATE_NOOP("Sentence", "%1 before an empty one for %2"),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 workers ended one after the other, %2 first and %3 %4 later, and who had ended was idle. Try "
                    "a model that "
                    "shares work out while it runs, or shares of equal work instead of equal number."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "%1 of the core time went to starting workers; the first task began after %2. Try to keep workers for more "
        "work, or ones that start faster: threads instead of processes, a fork server instead of a spawn."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 waited %2 for %3, where the middle one of %4 waited %5. Try a fair lock, or one that cannot "
                    "be taken past "
                    "those who wait."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "%1, and the others waited %2 in all, %3 of it for %4 from %5 on. Try to share the work of a round out more "
        "evenly, or fewer rounds."),
    QT_TRANSLATE_NOOP("Sentence", "%1 came last to %2 in %3 of %4 rounds"),
    QT_TRANSLATE_NOOP("Sentence", "Each of %1 rounds at %2 lasted as long as its slowest"),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "%1 computed for %2, %3 more than the mean of %4 workers. Try a model that shares work out while it runs, or "
        "smaller tasks."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "%1 woke %2 at once, %3 times over, and %4 of them only waited again. Try to wake one at a time, as many as "
        "there is work for."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Cores ran out of work %1 before the end, as single tasks take up to %2, %3 of the whole run (%4). Try to "
        "split the longest tasks, or to begin with them."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "A task computes for %1 and takes %2 to handle. Try larger tasks: at %3 each, handling would take a "
        "twentieth."),
    // What is known of the data.
    QT_TRANSLATE_NOOP("Sentence", "The last %1 bytes of the file could not be read."),
    QT_TRANSLATE_NOOP("Sentence", "It was stopped before all its runs were made."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 event was lost, so spans are missing; --live or fewer tasks a second would keep them."),
    QT_TRANSLATE_NOOP(
        "Sentence", "%1 events were lost, so spans are missing; --live or fewer tasks a second would keep them."),
    QT_TRANSLATE_NOOP("Sentence", "Recording cost %1, against the same runs with it off."),
    QT_TRANSLATE_NOOP("Sentence", "Of %1 % of the core time no state is known."),
    QT_TRANSLATE_NOOP(
        "Sentence",
        "Workers waited %1 % of their time for cores that other programs had; close those, or choose cores that are "
        "free."),
    QT_TRANSLATE_NOOP("Sentence", "%1 repetition is too few for a 95 % interval, which takes six."),
    QT_TRANSLATE_NOOP("Sentence", "%1 repetitions are too few for a 95 % interval, which takes six."),
    QT_TRANSLATE_NOOP("Sentence", "The median of %1 is known to ± %2 % only."),
    QT_TRANSLATE_NOOP(
        "Sentence", "Runs became %1 % slower on the way, whatever the model: the machine did not stay the same."),
    QT_TRANSLATE_NOOP(
        "Sentence", "Runs became %1 % faster on the way, whatever the model: the machine did not stay the same."),
    QT_TRANSLATE_NOOP(
        "Sentence", "Up to %1 switches a second on a core were recorded, at a cost of about a microsecond each."),
    // Parts of the above.
    QT_TRANSLATE_NOOP("Sentence", "%1, %2 % faster than %3 (%4)"),
    QT_TRANSLATE_NOOP("Sentence", "%1, %2 times as fast as %3 (%4)"),
    QT_TRANSLATE_NOOP("Sentence", "%1 to %2 %, %3"),
    QT_TRANSLATE_NOOP("Sentence", "%1 to %2, p %3"),
    QT_TRANSLATE_NOOP("Sentence", "%1 × on %2 core"),
    QT_TRANSLATE_NOOP("Sentence", "%1 × on %2 cores"),
    QT_TRANSLATE_NOOP("Sentence", "1 task was"),
    QT_TRANSLATE_NOOP("Sentence", "%1 tasks were"),
    QT_TRANSLATE_NOOP("Sentence", "core"),
    QT_TRANSLATE_NOOP("Sentence", "cores"),
};

constexpr int deepest = 4;  // patterns in gaps of patterns

struct Pattern {
    QByteArray english;
    QRegularExpression shape;
};

const std::vector<Pattern>& compiled() {
    static const std::vector<Pattern> all = [] {
        static const QRegularExpression gap("%[1-9]");
        std::vector<Pattern> made;
        for (const char* english : patterns) {
            QString shape;
            qsizetype from = 0;
            const QString text = QString::fromUtf8(english);
            for (auto at = gap.globalMatch(text); at.hasNext();) {
                const QRegularExpressionMatch found = at.next();
                shape += QRegularExpression::escape(text.mid(from, found.capturedStart() - from)) + "(.+?)";
                from = found.capturedEnd();
            }
            shape += QRegularExpression::escape(text.mid(from));
            made.push_back({english, QRegularExpression(QRegularExpression::anchoredPattern(shape))});
        }
        return made;
    }();
    return all;
}

// "Threads and Coroutines", as a verdict names models.
QString names(const QString& text) {
    QStringList known;
    for (const QString& name : text.split(" and ")) known << runTitle(name.toStdString());
    return known.join(QCoreApplication::translate("Sentence", " and ", "between names"));
}

QString translated(const QString& english, int depth) {
    if (depth > deepest) return english;
    for (const Pattern& pattern : compiled()) {
        const QRegularExpressionMatch match = pattern.shape.match(english);
        if (!match.hasMatch()) continue;
        const QString text = QCoreApplication::translate("Sentence", pattern.english);
        QStringList gaps;
        for (int i = 1; i <= match.lastCapturedIndex(); ++i) gaps << translated(match.captured(i), depth + 1);
        QString whole;  // not by arg(): what goes in may have a per cent sign before a digit itself
        for (qsizetype i = 0; i < text.size(); ++i) {
            const int gap = text[i] == '%' && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
            if (gap >= 1 && gap <= gaps.size()) {
                whole += gaps[gap - 1];
                ++i;
            } else {
                whole += text[i];
            }
        }
        return whole;
    }
    return depth == 0 ? english : names(english);
}

}  // namespace

QString engineSentence(const QString& english) {
    return translated(english, 0);
}

QStringList enginePatterns() {
    QStringList all;
    for (const char* pattern : patterns) all << QString::fromUtf8(pattern);
    return all;
}

}  // namespace corelane
