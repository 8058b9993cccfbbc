#include "engine/export/pages.h"

#include "engine/export/columns.h"
#include "engine/export/markup.h"
#include "engine/export/summary_rows.h"
#include "engine/export/wording.h"

#include <fmt/format.h>

#include <algorithm>

namespace corelane {

namespace {

constexpr double margin = 56, lineHeight = 19;
constexpr std::size_t lineColumns = 150;  // of 12 pixels' text, safe for wide fonts too

// Words of a sentence in lines of at most so many columns; wide characters may be parted anywhere.
std::vector<std::string> wrapped(const std::string& text, std::size_t columns) {
    std::vector<std::string> lines(1);
    std::string word;
    const auto put = [&] {
        if (displayWidth(lines.back()) + displayWidth(word) > columns && !lines.back().empty()) lines.emplace_back();
        lines.back() += word;
        word.clear();
    };
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
        const std::string character = text.substr(i, end - i);
        word += character;
        if (character == " " || displayWidth(character) > 1 || displayWidth(word) >= columns) put();
        i = end;
    }
    put();
    return lines;
}

class Pages {
  public:
    std::vector<std::string> take() {
        finish();
        return std::move(m_pages);
    }

    void line(const std::string& text, double x = margin, int size = 12, bool bold = false) {
        room(lineHeight);
        m_y += lineHeight * size / 12;
        put(text, x, m_y, size, bold, "start");
    }
    void paragraph(const std::string& text, int size = 12, bool bold = false) {
        for (const std::string& one : wrapped(text, lineColumns * 12 / static_cast<std::size_t>(size)))
            line(one, margin, size, bold);
    }
    void heading(const std::string& text) {
        room(3 * lineHeight);  // never the last on its page
        m_y += lineHeight / 2;
        line(text, margin, 15, true);
    }
    void gap() { m_y += lineHeight / 2; }

    void table(const std::vector<SummaryRow>& rows, std::span<const Align> aligned) {
        constexpr double column = 6.6;  // pixels a column of text takes, with some room
        std::vector<double> width(aligned.size());
        for (const auto& row : rows)
            for (std::size_t c = 0; c < aligned.size(); ++c)
                width[c] = std::max(width[c], column * static_cast<double>(displayWidth(row[c]) + 3));
        for (const auto& row : rows) {
            room(lineHeight);
            m_y += lineHeight;
            double x = margin;
            for (std::size_t c = 0; c < aligned.size(); ++c) {
                const bool right = aligned[c] == Align::Right;
                put(row[c], right ? x + width[c] - 2 * column : x, m_y, 12, &row == &rows.front(),
                    right ? "end" : "start");
                x += width[c];
            }
        }
    }

    // A picture of its own on a page of its own, as large as it fits.
    void picture(const std::string& svg) {
        finish();
        const auto element = svg.find("<svg ");
        if (element == std::string::npos) return;
        std::string nested = svg.substr(element);
        const auto box = nested.find("width=\""), view = nested.find("viewBox=");
        nested.replace(
            box, view - box,
            fmt::format(
                "x=\"{0}\" y=\"{0}\" width=\"{1}\" height=\"{2}\" ", margin / 2, pageWidth - margin,
                pageHeight - margin));
        m_content += nested;
        finish();
    }

  private:
    void room(double height) {
        if (m_y + height > pageHeight - margin) finish();
    }
    void put(const std::string& text, double x, double y, int size, bool bold, const char* anchor) {
        m_content += fmt::format(
            "<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{}\" font-weight=\"{}\" text-anchor=\"{}\">{}</text>\n", x,
            y, size, bold ? 600 : 400, anchor, escaped(oneLine(text)));
    }
    void finish() {
        if (m_content.empty()) return;
        m_pages.push_back(fmt::format(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" "
            "height=\"{1}\" viewBox=\"0 0 {0} {1}\" font-family=\"Inter,'Noto Sans','DejaVu Sans','Noto Sans CJK "
            "SC','WenQuanYi Zen Hei',sans-serif\" fill=\"#1b1f24\">\n{2}</svg>\n",
            pageWidth, pageHeight, m_content));
        m_content.clear();
        m_y = margin;
    }

    std::vector<std::string> m_pages;
    std::string m_content;
    double m_y = margin;
};

}  // namespace

std::vector<std::string> reportPages(const Trace& trace, const Summary& summary) {
    const Comparison& c = trace.comparison;
    Pages pages;
    pages.paragraph(c.title.empty() ? c.preset : c.title, 22, true);
    if (!c.question.empty()) pages.paragraph(c.question, 14);
    pages.gap();
    if (summary.models.empty()) {
        pages.paragraph("No run is in this recording.");
        return pages.take();
    }
    if (!summary.verdict.empty()) pages.paragraph(summary.verdict, 13, true);
    pages.paragraph("The data are " + qualityText(summary.quality));
    if (summary.reproduction) pages.paragraph(summary.reproduction->sentence);
    pages.heading("Results");
    std::vector<SummaryRow> rows = summaryRows(summary);
    rows.insert(rows.begin(), summaryHead());
    pages.table(rows, summaryAligned);
    for (const ModelSummary& model : summary.models)
        if (!model.problem.empty()) pages.paragraph(label(model) + ": " + model.problem);
    if (!summary.findings.empty()) pages.heading("What was found");
    for (const ModelFinding* entry : chiefFindings(summary)) {
        pages.paragraph(findingHead(summary, *entry), 12, true);
        pages.paragraph(entry->finding.sentence);
    }
    if (!summary.expectations.empty()) pages.heading("What was expected");
    for (const Expectation& e : summary.expectations)
        pages.paragraph(fmt::format(
            "{} {} ({})",
            !e.holds   ? "–"
            : *e.holds ? "holds:"
                       : "does not hold:",
            e.expect, e.measured ? bounded(e, *e.measured) : "not measured"));
    pages.heading("How it was recorded");
    pages.paragraph(recordingText(trace, summary));
    pages.paragraph(fmt::format(
        "{}, {} cores, {}, {}; started {}; preset {}, recording {}.", c.machine.cpu, c.machine.cores,
        c.machine.system, c.machine.kernel, c.started, c.preset, c.uuid));
    pages.picture(timelinesPicture(trace, summary));
    return pages.take();
}

}  // namespace corelane
