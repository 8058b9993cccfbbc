#include "app/sweeps/sweep_dialog.h"

#include "app/engine_words.h"
#include "app/figures.h"
#include "app/preset_file.h"
#include "app/sweeps/sweep_chart.h"
#include "app/theme.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

constexpr int mostPoints = 64;

// "~/Documents/corelane/stencil-grain-2026-01-31-1200", the date so that no sweep lies upon another.
QString proposedFolder(const Plan& plan, const QString& axis) {
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(documents).filePath(QString("corelane/%1-%2-%3")
                                        .arg(
                                            presetName(plan.name()), presetName(axis.section('/', -1)),
                                            QDateTime::currentDateTime().toString("yyyy-MM-dd-HHmmss")));
}

QLabel* hint(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setStyleSheet("font-size: 11px;");
    return label;
}

}  // namespace

SweepDialog::SweepDialog(Session& session, QWidget* parent) : QDialog(parent), m_session(session) {
    setObjectName("sweepDialog");
    setWindowTitle(tr("Sweep: %1").arg(session.plan().title()));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(10);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(20);
    sides->addWidget(choices(), 3);
    sides->addWidget(told(), 2);
    column->addLayout(sides, 1);
    m_sentence = new QLabel(this);
    m_sentence->setObjectName("sweepSentence");
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumHeight(34);
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    column->addWidget(m_sentence);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_start = buttons->button(QDialogButtonBox::Ok);
    m_start->setText(tr("Start the sweep"));
    m_start->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_question, &EngineQuestion::answered, this, &SweepDialog::take);
    resize(900, 600);
    axisChanged();
}

QWidget* SweepDialog::choices() {
    auto* page = new QWidget(this);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    const auto add = [&](const QString& name, QWidget* field, const QString& tip) {
        auto* label = new QLabel(name, page);
        label->setBuddy(field);
        if (field->accessibleName().isEmpty()) field->setAccessibleName(name);
        field->setToolTip(tip);
        const int row = grid->rowCount();
        const bool tall = qobject_cast<QAbstractItemView*>(field) != nullptr;
        grid->addWidget(label, row, 0, Qt::AlignLeft | (tall ? Qt::AlignTop : Qt::AlignVCenter));
        grid->addWidget(field, row, 1, 1, 2);
        return label;
    };
    m_axis = new QComboBox(page);
    m_axis->setObjectName("sweepAxis");
    const bool script = m_session.plan().workloadKind() == "script";
    for (const AxisEntry& axis : m_session.catalogue().axes)
        if (script ? axis.script : axis.graph) m_axis->addItem(catalogueText(axis.title), axis.name);
    m_axis->addItem(tr("any number of the preset"), QString());
    add(tr("Vary"), m_axis, tr("What differs from point to point; everything else stays as the preset says."));
    m_summary = hint(page);
    grid->addWidget(m_summary, grid->rowCount(), 1, 1, 2);
    m_pointer = new QLineEdit("/workload/graphs/0/steps", page);
    m_pointer->setObjectName("sweepPointer");
    m_pointerName =
        add(tr("Its place"), m_pointer, tr("A JSON pointer into the preset, such as /workload/graphs/0/steps."));
    m_values = new QLineEdit(page);
    m_values->setObjectName("sweepValues");
    add(tr("Values"), m_values, tr("A range from the smallest to the largest value, or a list of values."));
    m_points = new NamedSpin(tr("points"), 0, mostPoints, page);
    m_points->setSpecialValueText(tr("as suits"));
    m_points->setAccessibleName(tr("Number of points"));
    m_points->setToolTip(tr("How many values of the range; as suits: each twice the one before, or one by one."));
    m_repetitions = new NamedSpin(tr("repetitions"), 1, 1000, page);
    m_repetitions->setObjectName("sweepRepetitions");
    m_repetitions->setValue(m_session.plan().repetitions());
    m_repetitions->setAccessibleName(tr("Repetitions at each point"));
    m_repetitions->setToolTip(
        tr("Six or more give intervals, and four or more let a test tell chance from difference."));
    auto* counts = new QHBoxLayout;
    counts->setSpacing(8);
    counts->addWidget(m_points);
    counts->addWidget(m_repetitions);
    counts->addStretch(1);
    grid->addLayout(counts, grid->rowCount(), 1, 1, 2);
    auto* forms = hint(page);
    forms->setText(tr("1us..1ms doubles; 1,2,4 are these values. Times take ns, us, ms, sizes KiB, MiB."));
    grid->addWidget(forms, grid->rowCount(), 1, 1, 2);
    m_models =
        new ModelList(m_session.catalogue(), m_session.plan().workloadKind(), m_session.plan().entries(), page);
    add(tr("Models"), m_models, tr("Space takes a model in or out."));
    grid->setRowStretch(grid->rowCount() - 1, 1);
    m_folder = new QLineEdit(page);
    m_folder->setObjectName("sweepFolder");
    auto* browse = new QPushButton(tr("Browse…"), page);
    browse->setAutoDefault(false);
    add(tr("Keep in"), m_folder, tr("A folder for the figures and the recording behind every point."));
    grid->removeWidget(m_folder);
    grid->addWidget(m_folder, grid->rowCount() - 1, 1);
    grid->addWidget(browse, grid->rowCount() - 1, 2);
    connect(m_axis, &QComboBox::currentIndexChanged, this, &SweepDialog::axisChanged);
    for (QLineEdit* line : {m_pointer, m_values, m_folder})
        connect(line, &QLineEdit::textChanged, this, &SweepDialog::changed);
    for (NamedSpin* spin : {m_points, m_repetitions})
        connect(spin, &QSpinBox::valueChanged, this, &SweepDialog::changed);
    connect(m_models, &QListWidget::itemChanged, this, &SweepDialog::changed);
    connect(browse, &QPushButton::clicked, this, &SweepDialog::browse);
    return page;
}

QWidget* SweepDialog::told() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    m_times = new FigureTable(page);
    m_times->setRowHeight(18);
    m_times->setAccessibleName(tr("The points of the sweep, and how long each takes at best"));
    column->addWidget(m_times, 1);
    return page;
}

void SweepDialog::axisChanged() {
    const QString name = m_axis->currentData().toString();
    const auto& axes = m_session.catalogue().axes;
    const auto axis = std::ranges::find(axes, name, &AxisEntry::name);
    const bool pointer = name.isEmpty();
    m_pointer->setVisible(pointer);
    m_pointerName->setVisible(pointer);
    m_summary->setText(
        axis == axes.end() ? tr("A number in the preset, by its place in it.") : catalogueText(axis->summary) + '.');
    m_values->setText(axis == axes.end() ? QString("4..64") : axis->range);
    const QString proposed = proposedFolder(m_session.plan(), pointer ? m_pointer->text() : name);
    if (m_folder->text() == m_ownFolder) m_folder->setText(proposed);
    m_ownFolder = proposed;
    changed();
}

Plan SweepDialog::plan() const {
    Plan plan = m_session.plan();
    plan.setEntries(m_models->entries());
    plan.setRepetitions(m_repetitions->value());
    return plan;
}

QString SweepDialog::over() const {
    const QString axis = m_axis->currentData().toString(), values = m_values->text().simplified().remove(' ');
    const QString count = m_points->value() > 0 && values.contains("..") && !values.contains(':')
                              ? ':' + QString::number(m_points->value())
                              : QString();
    return (axis.isEmpty() ? m_pointer->text().trimmed() : axis) + '=' + values + count;
}

QString SweepDialog::folder() const {
    return m_folder->text().trimmed();
}

void SweepDialog::changed() {
    m_points->setEnabled(m_values->text().contains("..") && !m_values->text().contains(':'));
    m_start->setEnabled(false);
    if (m_models->entries().empty()) return say(tr("No model is chosen: take at least one."), true);
    if (folder().isEmpty()) return say(tr("Name a folder for the figures and recordings."), true);
    say(tr("Looking how long a task takes…"), false);
    m_question.ask(
        {"sweep", "-", "--over", over(), "--check", "--json"},
        QJsonDocument(plan().json()).toJson(QJsonDocument::Compact));
}

void SweepDialog::take(const QByteArray& answer, const QString& fault) {
    if (m_models->entries().empty() || folder().isEmpty()) return;  // what is missing stands there
    Table table;
    table.columns = {
        {m_axis->currentText(), Qt::AlignRight, true, 80}, {tr("at best, s"), Qt::AlignRight, false, 80}};
    const QJsonDocument told = QJsonDocument::fromJson(answer);
    if (!fault.isEmpty() || !told.isObject()) {
        m_times->show(table);
        return say(fault.isEmpty() ? tr("The engine's answer cannot be read.") : fault, true);
    }
    const QString dash(QChar(0x2013));
    for (const QJsonValue& point : told["points"].toArray()) {
        std::vector<Cell> row(2);
        row[0].text = readable(point["text"].toString());
        row[1].text = point["ideal_ns"].isDouble() ? number(point["ideal_ns"].toDouble() / 1e9, 2) : dash;
        table.rows.push_back(row);
    }
    m_times->show(table);
    const auto points = static_cast<long long>(table.rows.size());
    const QString runs = told["runs"].toVariant().toString();
    say(told["ideal_ns"].isDouble()
            ? plural(points, tr("%1 point, %2 runs: %3 at best."), tr("%1 points, %2 runs: %3 at best."))
                  .arg(runs, roughDuration(told["ideal_ns"].toDouble()))
            : plural(
                  points, tr("%1 point, %2 runs. How long a script takes only running it tells."),
                  tr("%1 points, %2 runs. How long a script takes only running it tells."))
                  .arg(runs),
        false);
    m_start->setEnabled(true);
}

void SweepDialog::say(const QString& sentence, bool fault) {
    const Look& look = lookOf(palette());
    m_sentence->setText(sentence);
    m_sentence->setStyleSheet(QString("color: %1;").arg((fault ? look.bad : look.secondText).name()));
}

void SweepDialog::browse() {
    const QString chosen = QFileDialog::getExistingDirectory(this, tr("Keep the sweep in"), folder());
    if (!chosen.isEmpty()) m_folder->setText(chosen);
}

}  // namespace corelane
