#include "app/designer/designer.h"

#include "app/engine_words.h"
#include "app/figures.h"
#include "app/preset_file.h"
#include "app/theme.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QJsonArray>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

constexpr double longNs = 600e9;  // a comparison that takes longer is asked about in a sentence

QString counted(double n) {
    return QLocale(QLocale::English).toString(static_cast<qlonglong>(n));
}

QJsonObject stencil() {
    return {
        {"pattern", "stencil_1d"}, {"steps", 50}, {"width", 32}, {"kernel", "compute_bound"}, {"iterations", 10000}};
}

}  // namespace

Designer::Designer(Session& session, QWidget* parent) : QDialog(parent), m_session(session), m_base(session.plan()) {
    setObjectName("designer");
    setWindowTitle(tr("Design a workload"));
    const std::vector<QJsonObject> graphs = m_base.graphs();
    m_graph = m_base.workloadKind() == "task_graph" && graphs.size() == 1 ? graphs.front() : stencil();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    auto* top = new QHBoxLayout;
    auto* titleLabel = new QLabel(tr("Title"), this);
    m_title = new QLineEdit(this);
    m_title->setText(tr("My workload"));
    m_title->setAccessibleName(tr("Title"));
    m_title->setMaxLength(80);
    titleLabel->setBuddy(m_title);
    top->addWidget(titleLabel);
    top->addWidget(m_title, 1);
    column->addLayout(top);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(20);
    sides->addWidget(optionsPage(), 3);
    sides->addWidget(forecastPage(), 2);
    column->addLayout(sides, 1);
    m_sentence = new QLabel(this);
    m_sentence->setObjectName("designerSentence");
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumHeight(34);
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    column->addWidget(m_sentence);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_use = buttons->button(QDialogButtonBox::Ok);
    m_use->setText(tr("Use it"));
    m_use->setDefault(true);
    m_save = buttons->addButton(tr("Save as preset…"), QDialogButtonBox::ActionRole);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &Designer::saveAs);
    connect(&m_forecaster, &Forecaster::answered, this, &Designer::showForecast);
    connect(m_models, &QListWidget::itemChanged, this, &Designer::changed);
    resize(940, 660);
    changed();
}

QWidget* Designer::optionsPage() {
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget(area);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    if (const WorkloadEntry* kind = m_session.catalogue().workload("task_graph"))
        for (const OptionEntry& option : kind->options) {
            const QJsonValue value = m_graph.contains(option.name) ? m_graph[option.name] : option.fallback;
            auto* row = new OptionRow(option, value, grid, page);
            connect(row, &OptionRow::changed, this, &Designer::changed);
            m_rows.push_back(row);
        }
    grid->setRowStretch(grid->rowCount(), 1);
    area->setWidget(page);
    return area;
}

QWidget* Designer::forecastPage() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_picture = new PatternPicture(page);
    column->addWidget(m_picture);
    m_facts = new QLabel(page);
    m_facts->setObjectName("designerFacts");
    m_facts->setWordWrap(true);
    m_facts->setMinimumHeight(56);
    m_facts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(m_facts);
    m_times = new FigureTable(page);
    m_times->setRowHeight(18);
    m_times->setAccessibleName(tr("Time of one run at best, a row a model"));
    column->addWidget(m_times);
    m_models = new ModelList(m_session.catalogue(), "task_graph", m_base.entries(), page);
    column->addWidget(m_models, 1);
    return page;
}

Plan Designer::plan() const {
    QJsonObject graph;
    const WorkloadEntry* kind = m_session.catalogue().workload("task_graph");
    for (std::size_t i = 0; kind && i < m_rows.size(); ++i) {
        const OptionEntry& option = kind->options[i];
        const QJsonValue value = m_rows[i]->value();
        // What is as declared need not be said, but these three are what a graph is called by.
        const bool always = option.name == "pattern" || option.name == "steps" || option.name == "width";
        if (always || value != option.fallback) graph[option.name] = value;
    }
    QJsonObject json = m_base.json();
    for (const char* old : {"expect", "explanation", "question", "group", "order"}) json.remove(QLatin1String(old));
    const QString title = m_title->text().simplified();
    json["name"] = presetName(title);
    if (!title.isEmpty()) json["title"] = title;
    json["workload"] = QJsonObject{{"kind", "task_graph"}, {"graphs", QJsonArray{graph}}};
    Plan plan(json);
    plan.setEntries(m_models->entries());
    return plan;
}

void Designer::changed() {
    if (!plan().entries().empty()) m_forecaster.ask(plan());
    showForecast();
}

QString Designer::objection() const {
    if (plan().entries().empty()) return tr("No model is chosen: take at least one.");
    if (!m_forecaster.fault().isEmpty()) return m_forecaster.fault();
    const auto& told = m_forecaster.forecast();
    if (!told) return tr("Looking how long a task takes…");
    if (told->freeMemoryBytes > 0 && told->memoryBytes > told->freeMemoryBytes / 2)
        return tr("It needs %1, more than half of the %2 that are free, and would be refused: make the graph or its "
                  "outputs smaller.")
            .arg(bytesText(told->memoryBytes), bytesText(told->freeMemoryBytes));
    return {};
}

void Designer::showForecast() {
    const auto& told = m_forecaster.forecast();
    const Plan now = plan();
    const int runs = now.repetitions() + now.warmup();
    const QString why = objection();
    const double whole = told ? told->wholeNs(runs) : 0;
    const bool tooLong = why.isEmpty() && whole > longNs;
    const Look& look = lookOf(palette());
    m_sentence->setText(
        !why.isEmpty() ? why
        : tooLong ? tr("All runs together take %1 at best: fewer steps, iterations or repetitions make it shorter.")
                        .arg(roughDuration(whole))
                  : tr("All %1 runs of each model together take %2 at best. F5 starts them.")
                        .arg(QString::number(runs), roughDuration(whole)));
    const bool waiting = !told && m_forecaster.fault().isEmpty() && !now.entries().empty();
    m_sentence->setStyleSheet(QString("color: %1;")
                                  .arg((waiting          ? look.secondText
                                        : !why.isEmpty() ? look.bad
                                        : tooLong        ? look.warn
                                                         : look.secondText)
                                           .name()));
    m_use->setEnabled(why.isEmpty());
    m_save->setEnabled(why.isEmpty());
    if (!told) return;
    m_picture->show(*told);
    m_facts->setText(
        tr("%1 tasks of %2, %3 dependences.\nOne after the other: %4. The longest chain: %5.\nMemory: %6.")
            .arg(
                counted(told->tasks), roughDuration(told->taskNs), counted(told->dependences),
                roughDuration(told->workNs), roughDuration(told->chainNs), bytesText(told->memoryBytes)));
    double longest = 0;
    for (const auto& entry : told->models) longest = std::max(longest, entry.idealNs);
    const TimeUnit unit = timeUnitFor(longest);
    Table table;
    table.columns = {
        {tr("model"), Qt::AlignLeft, true, 80, false, true},
        {tr("workers")},
        {tr("at best, %1").arg(unit.text()), Qt::AlignRight, false, 80}};
    for (const auto& entry : told->models) {
        std::vector<Cell> row(3);
        const ModelEntry* model = m_session.catalogue().model(entry.model);
        row[0].text = model ? catalogueText(model->title) : entry.model;
        row[1].text = QString::number(entry.workers);
        row[2].text = inUnit(entry.idealNs, unit, 2);
        table.rows.push_back(row);
    }
    m_times->show(std::move(table));
    constexpr int mostHeight = 170;  // more models scroll
    m_times->setFixedHeight(std::min(m_times->contentHeight(), mostHeight));
}

void Designer::saveAs() {
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save as preset"), plan().name() + ".json", tr("Presets (*.json);;All files (*)"));
    if (path.isEmpty()) return;
    if (!path.section('/', -1).contains('.')) path += ".json";
    savePreset(m_session, path, plan());
}

}  // namespace corelane
