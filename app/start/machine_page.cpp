#include "app/start/machine_page.h"

#include "app/figures.h"
#include "app/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace corelane {
namespace {

constexpr int restMs = 900;     // what a start needs comes first
constexpr double quiet = 0.05;  // below it the cores are free for measuring

}  // namespace

Result<MachineFacts> parseMachine(const QByteArray& json) {
    const QJsonDocument told = QJsonDocument::fromJson(json);
    if (!told.isObject() || !told["cores"].isDouble())
        return fail(Error::Kind::Format, "The engine's answer about this machine cannot be read.");
    MachineFacts facts;
    facts.cores = told["cores"].toInt();
    facts.cpu = told["cpu"].toString();
    facts.clock = told["clock"].toString();
    facts.clockReadNs = told["clock_read_ns"].toDouble();
    facts.busyShare = told["busy_share"].toDouble(-1);
    facts.recordingLevel = told["recording_level"].toInt();
    facts.recordingDetail = told["recording_detail"].toString();
    facts.raisedBy = told["raised_by"].toString();
    const QJsonArray models = told["models"].toArray();
    facts.models = static_cast<int>(models.size());
    for (const QJsonValue& model : models)
        if (const QString why = model["unavailable"].toString(); !why.isEmpty())
            facts.missing << model["model"].toString() + ": " + why;
    return facts;
}

MachinePage::MachinePage(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    m_rows = new QGridLayout(this);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setHorizontalSpacing(8);
    m_rows->setVerticalSpacing(6);
    m_rows->setColumnStretch(2, 1);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &MachinePage::ask);
    connect(&session, &Session::hostChanged, this, [this] {
        if (m_facts) show(MachineFacts(*m_facts));
    });
    connect(&m_question, &EngineQuestion::answered, this, [this](const QByteArray& answer, const QString& fault) {
        // What the engine cannot say here it says when something is run.
        const auto facts = fault.isEmpty() ? parseMachine(answer) : fail(Error::Kind::Failed, fault.toStdString());
        if (facts) show(*facts);
    });
}

void MachinePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_facts) m_rest.start();
}

void MachinePage::ask() {
    if (m_facts || m_question.pending() || !isVisible()) return;
    if (m_session.running() || m_session.sweeps().running()) return m_rest.start();
    m_question.ask({"machine", "--json"}, {});
}

void MachinePage::addRow(Tone tone, const QString& name, const QString& value, const QString& tip) {
    const Look& look = lookOf(palette());
    auto* dot = new QLabel("●", this);
    dot->setStyleSheet(
        QString("color: %1; font-size: 10px;").arg((tone == Tone::Good ? look.good : look.warn).name()));
    auto* title = new QLabel(name, this);
    title->setStyleSheet("font-weight: 600;");
    auto* text = new QLabel(value, this);
    text->setForegroundRole(QPalette::PlaceholderText);
    text->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    text->setWordWrap(true);
    for (QLabel* label : {dot, title, text}) label->setToolTip(tip);
    const int row = m_count++;
    m_rows->addWidget(dot, row, 0);
    m_rows->addWidget(title, row, 1);
    m_rows->addWidget(text, row, 2);
}

void MachinePage::show(const MachineFacts& facts) {
    m_facts = facts;
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_count = 0;
    const QString host = m_session.host();
    auto* title =
        new QLabel(host.isEmpty() ? tr("This machine") : tr("This machine, while runs go to %1").arg(host), this);
    title->setObjectName("machineTitle");
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setStyleSheet("font-size: 12px; font-weight: 600;");
    m_rows->addWidget(title, m_count++, 0, 1, 3);
    const bool calm = facts.busyShare < quiet;
    addRow(
        facts.busyShare < 0 || calm ? Tone::Good : Tone::Warn, plural(facts.cores, tr("%1 core"), tr("%1 cores")),
        facts.busyShare < 0 ? QString()
        : calm              ? tr("quiet: %1 busy").arg(percent(facts.busyShare, 0))
                            : tr("not quiet: %1 busy").arg(percent(facts.busyShare, 0)),
        calm ? facts.cpu
             : tr("%1. Other programs take time from what is measured: close them for sure results.").arg(facts.cpu));
    addRow(
        Tone::Good, tr("Clock"), tr("%1, %2 ns a read").arg(facts.clock, number(facts.clockReadNs, 0)),
        tr("What reading the clock costs, twice for every span that is recorded."));
    addRow(
        facts.missing.isEmpty() ? Tone::Good : Tone::Warn, tr("Models"),
        facts.missing.isEmpty() ? tr("all %1 can run").arg(facts.models)
                                : tr("%1 of %2 can run").arg(facts.models - facts.missing.size()).arg(facts.models),
        facts.missing.isEmpty() ? tr("Every library and program that a model needs was found.")
                                : facts.missing.join('\n'));
    addRow(
        facts.recordingLevel >= 1 ? Tone::Good : Tone::Warn, tr("Kernel switches"),
        facts.recordingLevel >= 1 ? tr("own processes only") : tr("at the ends of spans only"),
        facts.recordingDetail);
    if (!facts.raisedBy.isEmpty()) {
        auto* why = new QLabel(tr("To see exactly when workers lose their core, allow it once:"), this);
        why->setWordWrap(true);
        m_rows->addWidget(why, m_count++, 0, 1, 3);
        auto* command = new QLineEdit(facts.raisedBy, this);
        command->setObjectName("raisedBy");
        command->setReadOnly(true);
        command->setFont(commandFont(11));
        command->setAccessibleName(tr("The command that lets a recording see more"));
        command->setCursorPosition(0);
        auto* copy = new QPushButton(tr("Copy"), this);
        copy->setObjectName("copyRaisedBy");
        copy->setToolTip(tr("Copies the command."));
        connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_facts->raisedBy); });
        m_rows->addWidget(command, m_count, 0, 1, 3);
        m_rows->addWidget(copy, m_count++, 3);
    }
    for (QWidget* part : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) part->show();
    updateGeometry();
}

void MachinePage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_facts) show(MachineFacts(*m_facts));
}

}  // namespace corelane
