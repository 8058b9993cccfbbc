#include "engine/export/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace corelane {

namespace {

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0;  // 0: broken here
};

// Decodes one code point; overlong forms, surrogates and what lies beyond U+10FFFF are broken.
CodePoint decode(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {};
    char32_t value = lead & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0) != 0x80) return {};
        value = value << 6 | (byte & 0x3f);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[length] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return {};
    return {value, length};
}

// East Asian wide and full-width characters take two columns, combining marks none (Unicode UAX 11, the usual
// ranges).
std::size_t columns(char32_t c) {
    struct Block {
        char32_t first, last;
    };
    constexpr Block none[] = {{0x300, 0x36f}, {0x200b, 0x200f}, {0xfe00, 0xfe0f}};
    constexpr Block wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},  {0x3041, 0x33ff}, {0x3400, 0x4dbf},
                              {0x4e00, 0x9fff},   {0xa000, 0xa4cf},  {0xac00, 0xd7a3}, {0xf900, 0xfaff},
                              {0xfe30, 0xfe6f},   {0xff00, 0xff60},  {0xffe0, 0xffe6}, {0x1f300, 0x1f64f},
                              {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
    const auto within = [c](const Block& block) { return c >= block.first && c <= block.last; };
    if (std::any_of(std::begin(none), std::end(none), within)) return 0;
    return std::any_of(std::begin(wide), std::end(wide), within) ? 2 : 1;
}

}  // namespace

std::string optionText(const OptionValue& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
    if (const auto* real = std::get_if<double>(&value)) return fmt::format("{:g}", *real);
    return std::get<std::string>(value);
}

std::string optionsText(const Options& options) {
    std::string text;
    for (const auto& [name, value] : options.values()) {
        if (!text.empty()) text += ' ';
        text += name + '=' + optionText(value);
    }
    return text;
}

std::string label(const ModelSummary& model) {
    return model.variant.empty() ? model.model : model.model + " (" + model.variant + ")";
}

std::string_view resultWord(const ModelSummary& model) {
    if (!model.correct) return "wrong";
    if (model.repetitions > 0) return "correct";
    return model.fault && model.fault->ended > 0 ? "as promised" : "–";
}

std::string faultText(const ModelSummary& model) {
    if (!model.fault) return "";
    const FaultSummary& fault = *model.fault;
    if (fault.promise == promiseName(Promise::Deadlock)) {
        std::string text = fmt::format("the script's deadlock, found in {} of {} runs", fault.struck, fault.runs);
        if (fault.detected)
            text += fmt::format(
                ", within {} ms of its last actor's coming", milliseconds(static_cast<double>(*fault.detected)));
        return text;
    }
    std::string text = fmt::format("fault {}", fault.kind);
    text += fault.worker < 0 ? "" : fmt::format(" of p{}", fault.worker);
    if (fault.struck < fault.runs) text += fmt::format(" in {} of {} runs", fault.struck, fault.runs);
    if (fault.struck == 0) return text + ": its turn never came; lower fault_after";
    const auto upTo = [](std::uint64_t tasks, const char* none) {
        return tasks == 0 ? none : fmt::format("up to {}", tasks);
    };
    text += fmt::format(": {} tasks lost", upTo(fault.tasksLost, "no"));
    if (fault.ranTwice) text += fmt::format(", {} run twice", upTo(*fault.ranTwice, "none"));
    text += fault.detected ? fmt::format(", noticed within {} ms", milliseconds(static_cast<double>(*fault.detected)))
                           : ", nobody had to notice";
    return text + fmt::format("; promised {}: {}", fault.promise, fault.kept ? "kept" : "broken");
}

std::string milliseconds(double ns, int decimals) {
    return fmt::format("{:.{}f}", ns / 1e6, decimals);
}

std::string percent(double share, int decimals) {
    if (share == 0) return "–";
    const double smallest = decimals == 0 ? 0.01 : 0.001;
    if (share > 0 && share < smallest / 2) return decimals == 0 ? "< 1" : "< 0.1";
    return fmt::format("{:.{}f}", share * 100.0, decimals);
}

std::string bounded(const Expectation& expectation, double value) {
    if (expectation.unit == "x") return fmt::format("{:.2f} ×", value);
    if (expectation.unit == "share") return fmt::format("{:.1f} %", value * 100.0);
    if (expectation.unit == "ns") return fmt::format("{:.2f} ms", value / 1e6);
    const std::string number = fmt::format("{:.0f}", value);
    return expectation.unit.empty() ? number : number + ' ' + expectation.unit;
}

std::string notJudgedText(const Summary& summary) {
    return summary.complete ? "" : "not judged, since the comparison is not complete";
}

std::string ratioText(const Ratio& ratio) {
    std::string text = fmt::format("{:.2f} ×", ratio.value);
    if (ratio.interval) text += fmt::format(" ({:.2f} – {:.2f})", ratio.interval->low, ratio.interval->high);
    return text;
}

std::string spreadText(const Versus& versus) {
    std::string text;
    if (versus.ratio.interval)
        text = fmt::format("{:.2f} – {:.2f}, ", versus.ratio.interval->low, versus.ratio.interval->high);
    return text + fmt::format("δ {:.2f}", versus.cliffsDelta);
}

std::string boundsText(const Expectation& expectation) {
    std::string text;
    if (expectation.atLeast) text = "at least " + bounded(expectation, *expectation.atLeast);
    if (expectation.atMost)
        text += (text.empty() ? "at most " : ", at most ") + bounded(expectation, *expectation.atMost);
    return text;
}

std::string findingHead(const Summary& summary, const ModelFinding& entry) {
    const RunSummary* run = find(summary, entry.run.get());
    const Duration total = run ? run->balance.total : 0;
    const std::string cost = total > 0
                                 ? fmt::format(
                                       ", {} % of its core time",
                                       percent(static_cast<double>(entry.finding.cost) / static_cast<double>(total)))
                                 : std::string();
    return fmt::format("{}: {}{}", label(summary.models[entry.model]), entry.finding.title, cost);
}

std::vector<const ModelFinding*> chiefFindings(const Summary& summary) {
    constexpr int most = 3;
    std::vector<const ModelFinding*> chief;
    int ofModel = 0;
    for (const ModelFinding& entry : summary.findings) {
        ofModel = !chief.empty() && chief.back()->model == entry.model ? ofModel + 1 : 1;
        if (ofModel <= most) chief.push_back(&entry);
    }
    return chief;
}

std::string coreSetText(const std::vector<int>& cores) {
    std::string text;
    for (std::size_t i = 0; i < cores.size();) {
        std::size_t last = i;
        while (last + 1 < cores.size() && cores[last + 1] == cores[last] + 1) ++last;
        if (!text.empty()) text += ", ";
        text += last == i ? fmt::format("{}", cores[i]) : fmt::format("{}–{}", cores[i], cores[last]);
        i = last + 1;
    }
    return text;
}

std::string costText(double percent) {
    const std::string size = fmt::format("{:.1f} %", std::abs(percent));
    return percent < 0 && size != "0.0 %" ? "−" + size : size;
}

std::string recordingText(const Trace& trace, const Summary& summary) {
    const bool exact = std::any_of(summary.runs.begin(), summary.runs.end(), [](const RunSummary& entry) {
        return entry.run->info.recorded && entry.run->info.level >= 1;
    });
    std::string text = exact ? "Where workers ran is exact, from the kernel's switches (level 1)"
                             : "Where workers ran was noted at each span, without the kernel's switches (level 0)";
    if (!summary.costPercent)
        text += "; what recording cost was not measured";
    else if (*summary.costPercent < 0)
        text += fmt::format(
            "; what recording cost is less than the runs vary ({} against the same runs with it off)",
            costText(*summary.costPercent));
    else
        text += fmt::format("; recording cost {} (the same runs with it off)", costText(*summary.costPercent));
    text += fmt::format("; {} {} lost.", summary.lostEvents, summary.lostEvents == 1 ? "event" : "events");
    if (trace.tornBytes > 0)
        text += fmt::format(" The file is cut: its last {} bytes could not be read.", trace.tornBytes);
    return text;
}

State biggestLoss(const Balance& balance) {
    State worst = State::Overhead;
    for (State state : allStates)
        if (state != State::Useful && balance.of(state) > balance.of(worst)) worst = state;
    return worst;
}

std::size_t displayWidth(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const CodePoint point = decode(text);
        width += point.bytes == 0 ? 1 : columns(point.value);
        text.remove_prefix(std::max<std::size_t>(1, point.bytes));
    }
    return width;
}

std::string cleanUtf8(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = decode(text);
        if (point.bytes == 0)
            clean += "\xef\xbf\xbd";
        else
            clean += text.substr(0, point.bytes);
        text.remove_prefix(std::max<std::size_t>(1, point.bytes));
    }
    return clean;
}

}  // namespace corelane
