#include "app/status_line.h"

#include "app/engine_sentences.h"
#include "app/figures.h"
#include "app/theme.h"

#include <QFileInfo>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace corelane {

StatusLine::StatusLine(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    setFixedHeight(26);
    connect(&session, &Session::summaryChanged, this, &StatusLine::refresh);
    connect(&session, &Session::runningChanged, this, &StatusLine::refresh);
    connect(&session, &Session::fileChanged, this, &StatusLine::refresh);
    connect(&session, &Session::traceChanged, this, &StatusLine::refresh);
    refresh();
}

void StatusLine::refresh() {
    const auto& trace = m_session.trace();
    const auto& summary = m_session.summary();
    m_facts.clear();
    m_right.clear();
    m_quality = Quality::None;
    if (!trace) {
        m_verdict = m_session.running() ? tr("Starting") : tr("Nothing recorded yet");
        setToolTip({});
        update();
        return;
    }
    const Machine& machine = trace->comparison.machine;
    QString tip;
    std::uint64_t lost = 0, runs = 0, correct = 0, promised = 0, interrupted = 0;
    for (const auto& run : trace->runs) {
        if (!run->finished) continue;
        lost += run->result.lostEvents;
        if (run->result.interrupted) {
            ++interrupted;
            continue;
        }
        ++runs;
        correct += run->result.correct && !run->result.error;
        promised += run->result.endedAsPromised();
    }
    if (summary && summary->costPercent) {
        // Below nothing is noise: recording never makes a run faster.
        const double cost = std::max(0.0, *summary->costPercent);
        m_facts << tr("recording cost %1").arg(percent(cost / 100, 1));
    } else {
        m_facts << tr("recording cost not known yet");
    }
    m_facts << plural(static_cast<long long>(lost), tr("%1 event lost"), tr("%1 events lost"));
    // Runs with the recorder off are there to compare with: theirs is no level.
    const auto recorded = std::ranges::find_if(trace->runs, [](const auto& run) { return run->info.recorded; });
    const int level = recorded == trace->runs.end() ? machine.recordingLevel : (*recorded)->info.level;
    m_facts << (level >= 1 ? tr("kernel switches on") : tr("kernel switches off: cores known at span edges"));
    tip = QString::fromStdString(machine.recordingDetail);
    if (runs == 1 && correct == 1)
        m_facts << tr("its result equals the serial one");
    else if (runs > 0 && correct == runs)
        m_facts << tr("all %1 results equal the serial one").arg(runs);
    else if (runs > 0 && correct + promised == runs)
        m_facts << tr("%1 of %2 runs ended early, as promised").arg(promised).arg(runs);
    else if (runs > 0)
        m_facts << tr("%1 of %2 results are wrong or missing").arg(runs - correct - promised).arg(runs);
    if (interrupted > 0)
        m_facts << plural(
            static_cast<long long>(interrupted), tr("%1 run was interrupted"), tr("%1 runs were interrupted"));
    if (!machine.clock.empty())
        m_facts << tr("clock %1, %2 ns a read")
                       .arg(QString::fromStdString(machine.clock))
                       .arg(std::lround(machine.clockReadNs));
    if (trace->tornBytes > 0) m_facts << tr("%1 bytes unreadable").arg(trace->tornBytes);
    if (m_session.running()) {
        m_verdict = tr("Recording");
    } else if (summary) {
        const DataQuality& quality = summary->quality;
        m_quality = quality.grade == Grade::Good ? Quality::Good : Quality::Doubtful;
        m_verdict = quality.grade == Grade::Good   ? tr("Good data")
                    : quality.grade == Grade::Fair ? tr("Fair data")
                                                   : tr("Poor data");
        if (const auto& repeated = summary->reproduction) {
            using Outcome = Reproduction::Outcome;
            m_facts
                << (repeated->outcome == Outcome::Reproduced ? tr("an earlier recording is reproduced")
                    : repeated->outcome == Outcome::Different
                        ? tr("an earlier recording is not reproduced")
                        : tr("whether it repeats an earlier recording cannot be told"));
            tip = QString::fromStdString(repeated->sentence) + "\n" + tip;
        }
        for (const std::string& reason : quality.reasons)
            tip = engineSentence(QString::fromStdString(reason)) + "\n" + tip;
    } else {
        m_verdict = tr("Reading");
    }
    QStringList right;
    if (!machine.host.empty()) right << QString::fromStdString(machine.host);
    if (machine.cores > 0) right << plural(machine.cores, tr("%1 core"), tr("%1 cores"));
    if (!machine.system.empty()) right << QString::fromStdString(machine.system).section(" (", 0, 0);
    m_right = right.join(", ");
    const QString file = m_session.file().isEmpty() ? tr("not saved") : QFileInfo(m_session.file()).fileName();
    m_right += QString("      ") + file;
    setToolTip(tip);
    setAccessibleName(m_verdict + ": " + m_facts.join(", ") + ". " + m_right);
    update();
}

void StatusLine::paintEvent(QPaintEvent*) {
    const Look& look = lookOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), look.panel);
    painter.fillRect(QRect(0, 0, width(), 1), look.line);
    const QColor dot = m_quality == Quality::Good       ? look.good
                       : m_quality == Quality::Doubtful ? look.warn
                       : m_session.running()            ? look.accent
                                                        : look.thirdText;
    painter.setPen(Qt::NoPen);
    painter.setBrush(dot);
    painter.drawEllipse(QPointF(20, height() / 2.0), 4, 4);
    const QFont strong = interfaceFont(11, QFont::DemiBold), body = interfaceFont(11);
    painter.setFont(strong);
    painter.setPen(look.text);
    double x = 32;
    drawFigures(painter, QRectF(x, 0, width(), height()), Qt::AlignLeft, m_verdict);
    x += figuresWidth(QFontMetricsF(strong), m_verdict) + 16;
    const double rightWidth = figuresWidth(QFontMetricsF(body), m_right);
    painter.setFont(body);
    for (const QString& fact : m_facts) {
        const double w = figuresWidth(QFontMetricsF(body), fact);
        if (x + w + 24 > width() - 16 - rightWidth) break;
        painter.setPen(look.secondText);
        drawFigures(painter, QRectF(x, 0, w + 2, height()), Qt::AlignLeft, fact);
        x += w + 12;
        painter.fillRect(QRectF(x, 8, 1, height() - 16), look.line);
        x += 12;
    }
    painter.setPen(look.secondText);
    drawFigures(painter, QRectF(0, 0, width() - 16, height()), Qt::AlignRight, m_right);
}

}  // namespace corelane
