#include "app/options_dialog.h"

#include "app/engine_words.h"
#include "app/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>
#include <climits>

#include <cmath>

namespace corelane {
namespace {

QString words(QString name) {
    return name.replace('_', ' ');
}

QString sentence(QString summary) {
    if (summary.isEmpty() || summary.endsWith('.')) return summary;
    summary[0] = summary[0].toUpper();
    return OptionsDialog::tr("%1.", "a sentence, from words without an end").arg(summary);
}

QWidget* scrolled(QWidget* page) {
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(page);
    return area;
}

QFormLayout* formOf(QWidget* page) {
    auto* form = new QFormLayout(page);
    form->setContentsMargins(16, 16, 16, 16);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(6);
    form->setLabelAlignment(Qt::AlignLeft);
    return form;
}

// Scrolling through a page must not change the numbers that pass under the pointer.
class WheelGuard : public QObject {
  public:
    using QObject::QObject;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus()) return false;
        event->ignore();
        return true;
    }
};

void addRow(QFormLayout* form, const QString& name, QWidget* field, const QString& explanation) {
    field->setAccessibleName(name);
    field->setAccessibleDescription(explanation);
    field->setMaximumWidth(220);
    field->setFocusPolicy(Qt::StrongFocus);
    field->installEventFilter(new WheelGuard(field));
    auto* label = new QLabel(name);
    label->setBuddy(field);
    label->setMinimumWidth(110);
    form->addRow(label, field);
    if (explanation.isEmpty()) return;
    auto* hint = new QLabel(explanation);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setStyleSheet("font-size: 11px; margin-bottom: 6px;");
    form->addRow(QString(), hint);
}

}  // namespace

OptionsDialog::OptionsDialog(Session& session, int entry, QWidget* parent)
    : QDialog(parent), m_session(session), m_plan(session.plan()) {
    setWindowTitle(tr("Options of %1").arg(m_plan.title()));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    m_tabs = new QTabWidget(this);
    m_tabs->setUsesScrollButtons(true);
    column->addWidget(m_tabs, 1);
    const std::size_t graphs = m_plan.graphs().size();
    for (std::size_t i = 0; i < graphs; ++i)
        m_tabs->addTab(graphPage(i), graphs == 1 ? tr("Workload") : tr("Graph %1").arg(i + 1));
    m_tabs->addTab(runPage(), tr("Run"));
    const auto entries = m_plan.entries();
    const int firstModel = m_tabs->count();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const ModelEntry* model = session.catalogue().model(entries[i].model);
        const QString variant = variantOf(entries[i], entries);
        const QString title = model ? catalogueText(model->title) : entries[i].model;
        m_tabs->addTab(modelPage(i), variant.isEmpty() ? title : title + ", " + variant);
    }
    if (entry >= 0) m_tabs->setCurrentIndex(firstModel + entry);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Apply"));
    buttons->button(QDialogButtonBox::Ok)->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(620, 560);
}

std::vector<OptionsDialog::Getter> OptionsDialog::addOptions(
    QFormLayout* form, const std::vector<OptionEntry>& options, const QJsonObject& given) {
    std::vector<Getter> getters;
    for (const OptionEntry& option : options) {
        const QString key = option.name;
        const QJsonValue value = given.contains(key) ? given[key] : option.fallback;
        const bool bounded = option.minimum != 0 || option.maximum != 0;
        // Written when it was given before or is no longer the default, so that a preset stays short.
        const auto keep = [key, fallback = option.fallback,
                           was = given.contains(key)](QJsonObject& o, const QJsonValue& now) {
            if (was || now != fallback) o[key] = now;
        };
        QString explanation = sentence(catalogueText(option.summary));
        if (bounded && option.maximum >= INT_MAX)
            explanation += ' ' + tr("%1 or more.").arg(option.minimum, 0, 'g', 12);
        else if (bounded)
            explanation += ' ' + tr("%1 to %2.").arg(option.minimum, 0, 'g', 12).arg(option.maximum, 0, 'g', 12);
        if (option.type == "bool") {
            auto* box = new QCheckBox;
            box->setChecked(value.toBool());
            addRow(form, words(key), box, explanation);
            getters.push_back([box, keep](QJsonObject& o) { keep(o, box->isChecked()); });
        } else if (option.type == "int") {
            auto* box = new QSpinBox;
            const auto bound = [](double v) {
                return static_cast<int>(std::clamp(v, double(INT_MIN), double(INT_MAX)));
            };
            box->setRange(bounded ? bound(option.minimum) : INT_MIN, bounded ? bound(option.maximum) : INT_MAX);
            box->setGroupSeparatorShown(true);
            box->setValue(value.toInt());
            addRow(form, words(key), box, explanation);
            getters.push_back([box, keep](QJsonObject& o) { keep(o, box->value()); });
        } else if (option.type == "real") {
            auto* box = new QDoubleSpinBox;
            box->setDecimals(4);
            box->setRange(bounded ? option.minimum : -1e12, bounded ? option.maximum : 1e12);
            box->setSingleStep(bounded ? (option.maximum - option.minimum) / 20 : 1);
            box->setValue(value.toDouble());
            addRow(form, words(key), box, explanation);
            getters.push_back([box, keep](QJsonObject& o) { keep(o, box->value()); });
        } else if (option.type == "text") {
            auto* box = new QLineEdit(value.toString());
            addRow(form, words(key), box, explanation);
            getters.push_back([box, keep](QJsonObject& o) { keep(o, box->text()); });
        } else {
            auto* box = new QComboBox;
            for (const QString& choice : option.choices) box->addItem(words(choice), choice);
            box->setCurrentIndex(std::max(0, box->findData(value.toString())));
            addRow(form, words(key), box, explanation);
            getters.push_back([box, keep](QJsonObject& o) { keep(o, box->currentData().toString()); });
        }
    }
    return getters;
}

QWidget* OptionsDialog::graphPage(std::size_t graph) {
    auto* page = new QWidget;
    QFormLayout* form = formOf(page);
    const WorkloadEntry* kind = m_session.catalogue().workload(m_plan.workloadKind());
    m_graphs.push_back(kind ? addOptions(form, kind->options, m_plan.graphs()[graph]) : std::vector<Getter>());
    return scrolled(page);
}

QWidget* OptionsDialog::modelPage(std::size_t index) {
    auto* page = new QWidget;
    QFormLayout* form = formOf(page);
    const Plan::Entry entry = m_plan.entries()[index];
    const ModelEntry* model = m_session.catalogue().model(entry.model);
    if (model) {
        auto* summary = new QLabel(sentence(catalogueText(model->summary)));
        summary->setWordWrap(true);
        form->addRow(summary);
    }
    auto* workers = new QSpinBox;
    workers->setRange(0, 64);
    workers->setSpecialValueText(
        entry.workersPerCore > 0 ? tr("%1 a core").arg(entry.workersPerCore) : tr("as the run says"));
    workers->setValue(entry.workers);
    addRow(form, tr("workers"), workers, tr("How many threads or processes this model uses, 1 to 64."));
    m_workers.push_back([workers](Plan::Entry& e) {
        e.workers = workers->value();
        if (e.workers > 0) e.workersPerCore = 0;
    });
    m_models.push_back(model ? addOptions(form, model->options, entry.options) : std::vector<Getter>());
    return scrolled(page);
}

QWidget* OptionsDialog::runPage() {
    auto* page = new QWidget;
    QFormLayout* form = formOf(page);
    const auto spin = [&](const QString& name, int least, int most, int value, const QString& special,
                          const QString& hint) {
        auto* box = new QSpinBox;
        box->setRange(least, most);
        if (!special.isEmpty()) box->setSpecialValueText(special);
        box->setValue(value);
        addRow(form, name, box, hint);
        return box;
    };
    auto* cores = spin(
        tr("cores"), 0, std::max(m_session.machineCores(), m_plan.cores()), m_plan.cores(), tr("all"),
        tr("The core set of every run."));
    auto* workers = spin(
        tr("workers"), 0, 64, m_plan.workers(), tr("one a core"), tr("Of every model that does not say otherwise."));
    auto* pin = new QCheckBox;
    pin->setChecked(m_plan.pinned());
    addRow(form, tr("pin"), pin, tr("Each worker stays on its core. Without it the system moves them."));
    auto* repetitions = spin(
        tr("repetitions"), 1, 1000, m_plan.repetitions(), {}, tr("Six or more give a 95 % interval of the median."));
    auto* within = new QDoubleSpinBox;
    within->setRange(0, 100);
    within->setDecimals(1);
    within->setSingleStep(0.5);
    within->setSuffix(" %");
    within->setSpecialValueText(tr("all repetitions"));
    within->setValue(m_plan.untilWithin());
    addRow(form, tr("until within"), within, tr("Ends sooner, when every median is known this closely."));
    auto* seconds = new QSpinBox;
    seconds->setRange(0, 86400);
    seconds->setSuffix(" s");
    seconds->setSpecialValueText(tr("no limit"));
    seconds->setValue(static_cast<int>(std::ceil(m_plan.untilSeconds())));
    addRow(form, tr("time"), seconds, tr("Ends sooner, when another repetition would not fit into it."));
    auto* warmup =
        spin(tr("warm-up"), 0, 100, m_plan.warmup(), tr("none"), tr("Blocks that run first and are not counted."));
    auto* level = new QComboBox;
    level->addItem(tr("the best there is"), -1);
    level->addItem(tr("0: at span edges, nothing allowed"), 0);
    level->addItem(tr("1: kernel switches of own processes"), 1);
    level->setCurrentIndex(std::max(0, level->findData(m_plan.recordingLevel())));
    addRow(form, tr("recording"), level, tr("How it is known where workers ran."));
    m_run = [=](Plan& plan) {
        plan.setCores(cores->value());
        plan.setWorkers(workers->value());
        plan.setPinned(pin->isChecked());
        plan.setRepetitions(repetitions->value());
        plan.setUntil(within->value(), seconds->value());
        plan.setWarmup(warmup->value());
        plan.setRecordingLevel(level->currentData().toInt());
    };
    return scrolled(page);
}

Plan OptionsDialog::plan() const {
    Plan plan = m_plan;
    std::vector<QJsonObject> graphs = plan.graphs();
    for (std::size_t i = 0; i < m_graphs.size(); ++i)
        for (const Getter& get : m_graphs[i]) get(graphs[i]);
    plan.setGraphs(graphs);
    std::vector<Plan::Entry> entries = plan.entries();
    for (std::size_t i = 0; i < m_models.size(); ++i) {
        for (const Getter& get : m_models[i]) get(entries[i].options);
        m_workers[i](entries[i]);
    }
    plan.setEntries(entries);
    m_run(plan);
    return plan;
}

}  // namespace corelane
