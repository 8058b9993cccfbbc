// The curves of a sweep, what is said of them, and the sweep under way. A point that is chosen opens its recording.
#include "app/commands.h"
#include "app/engine_words.h"
#include "app/figures.h"
#include "app/plots/sweep_plot.h"
#include "app/views/view.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace corelane {
namespace {

class CurvesView : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(CurvesView)

  public:
    CurvesView(ViewContext context, QWidget* parent) : QWidget(parent), m_session(context.session) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(16, 4, 12, 8);
        column->setSpacing(6);
        column->addWidget(progressRow());
        m_pages = new QStackedLayout;
        column->addLayout(m_pages, 1);
        m_none = new QLabel(this);
        m_none->setWordWrap(true);
        m_none->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_none->setForegroundRole(QPalette::PlaceholderText);
        m_pages->addWidget(m_none);
        m_pages->addWidget(curvesPage());
        setFocusProxy(m_plot);
        makeActions();
        Sweeps& sweeps = m_session.sweeps();
        connect(&sweeps, &Sweeps::shownChanged, this, [this] {
            come();
            showSweep();
        });
        connect(&sweeps, &Sweeps::runningChanged, this, [this] {
            if (m_session.sweeps().running()) come();
            showProgress();
        });
        connect(&sweeps, &Sweeps::progressChanged, this, [this] { showProgress(); });
        showProgress();
        showSweep();
    }

  protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride) return false;
        auto* key = static_cast<QKeyEvent*>(event);
        CommandAction* command = viewCommand(*this, *key);
        if (!command) return false;
        key->accept();
        if (event->type() == QEvent::KeyPress && command->whyNot().isEmpty()) command->trigger();
        return event->type() == QEvent::KeyPress;
    }
    void contextMenuEvent(QContextMenuEvent* event) override {
        for (QAction* action : actions()) static_cast<CommandAction*>(action)->refresh();
        QMenu::exec(actions(), event->globalPos(), nullptr, this);
    }

  private:
    QWidget* progressRow() {
        m_progress = new QWidget(this);
        auto* row = new QHBoxLayout(m_progress);
        row->setContentsMargins(0, 4, 0, 4);
        row->setSpacing(12);
        auto* column = new QVBoxLayout;
        m_doing = new QLabel(m_progress);
        m_doing->setObjectName("sweepProgress");
        m_doing->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        m_bar = new QProgressBar(m_progress);
        m_bar->setTextVisible(false);
        m_bar->setAccessibleName(tr("How far the sweep is"));
        column->addWidget(m_doing);
        column->addWidget(m_bar);
        row->addLayout(column, 1);
        m_stop = new QPushButton(tr("Stop"), m_progress);
        m_stop->setObjectName("sweepStop");
        m_stop->setToolTip(tr("Stops the sweep and shows what was run until then (Esc)."));
        connect(m_stop, &QPushButton::clicked, this, [this] { m_session.sweeps().stop(); });
        row->addWidget(m_stop);
        return m_progress;
    }

    QWidget* curvesPage() {
        auto* page = new QWidget(this);
        auto* column = new QVBoxLayout(page);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(6);
        auto* row = new QHBoxLayout;
        m_title = new QLabel(page);
        m_title->setStyleSheet("font-weight: 600;");
        m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        row->addWidget(m_title, 1);
        m_quantity = new QComboBox(page);
        m_quantity->setObjectName("sweepQuantity");
        m_quantity->setAccessibleName(tr("What the curves show"));
        m_quantity->setToolTip(tr("Shows wall times, speed-ups or efficiency, where they are known."));
        row->addWidget(m_quantity);
        column->addLayout(row);
        m_plot = new SweepPlot(page);
        m_plot->installEventFilter(this);
        column->addWidget(m_plot, 1);
        m_point = new QLabel(page);
        m_point->setObjectName("sweepPoint");
        m_point->setWordWrap(true);
        m_point->setMinimumHeight(34);
        m_point->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        column->addWidget(m_point);
        auto* area = new QScrollArea(page);
        area->setWidgetResizable(true);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        constexpr int mostHeight = 180;
        area->setMaximumHeight(mostHeight);
        m_said = new QLabel(area);
        m_said->setObjectName("sweepSaid");
        m_said->setWordWrap(true);
        m_said->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_said->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_said->setForegroundRole(QPalette::PlaceholderText);
        area->setWidget(m_said);
        column->addWidget(area);
        connect(m_quantity, &QComboBox::currentIndexChanged, this, [this] { draw(); });
        connect(m_plot, &SweepPlot::looked, this, [this] { sayPoint(); });
        connect(
            m_plot, &SweepPlot::markLooked, this, [this](const QString& sentence) { m_point->setText(sentence); });
        connect(m_plot, &SweepPlot::chosen, this, [this](std::size_t point) { openPoint(point); });
        return page;
    }

    void makeActions() {
        const auto whyNot = [this] {
            return m_session.sweeps().shown() ? QString() : tr("There is no sweep yet: F6 makes one.");
        };
        const auto copy = [](const std::string& text) {
            QApplication::clipboard()->setText(QString::fromStdString(text));
        };
        addAction(new CommandAction(
            {"sweep_copy", tr("Cur&ves"), tr("&Copy as text"), "Ctrl+C",
             tr("Copies the sweep's figures and sentences as text."),
             [this, copy] {
                 const ShownSweep& shown = *m_session.sweeps().shown();
                 copy(sweepTable(shown.sweep, shown.curves));
             },
             whyNot, Place::View},
            this));
        addAction(new CommandAction(
            {"sweep_copy_csv", tr("Cur&ves"), tr("Copy as CS&V"), "Ctrl+Shift+C",
             tr("Copies every run of the sweep as CSV."),
             [this, copy] { copy(sweepCsv(m_session.sweeps().shown()->sweep)); }, whyNot, Place::View},
            this));
    }

    // A sweep that begins or is opened shows itself.
    void come() {
        parentWidget()->show();
        parentWidget()->raise();
    }

    void showProgress() {
        const Sweeps& sweeps = m_session.sweeps();
        m_progress->setVisible(sweeps.running());
        const SweepProgress& now = sweeps.progress();
        m_bar->setRange(0, std::max(now.total, 1));
        m_bar->setValue(now.done);
        m_doing->setText(
            now.total == 0 ? tr("Starting the engine…")
            : now.secondsLeft < 0
                ? tr("%1 of %2 runs · %3, %4")
                      .arg(QString::number(now.done), QString::number(now.total), now.point, now.model)
                : tr("%1 of %2 runs · %3, %4 · about %5 left")
                      .arg(
                          QString::number(now.done), QString::number(now.total), now.point, now.model,
                          secondsText(now.secondsLeft)));
        if (!sweeps.shown())
            m_none->setText(
                sweeps.running() ? tr("The curves come when the sweep has ended, or when you stop it.")
                                 : tr("F6 runs the chosen preset over a range of cores, task lengths or another of "
                                      "its values; what comes out is drawn here."));
    }

    static QString secondsText(double seconds) {
        constexpr double minute = 60;
        return seconds < minute ? tr("%1 s").arg(number(std::ceil(seconds), 0))
                                : tr("%1 min").arg(number(std::ceil(seconds / minute), 0));
    }

    void showSweep() {
        const auto& shown = m_session.sweeps().shown();
        m_pages->setCurrentIndex(shown ? 1 : 0);
        if (!shown) return;
        const bool other = m_drawn != shown;
        m_drawn = shown;
        const Sweep& sweep = shown->sweep;
        m_title->setText(catalogueText(QString::fromStdString(sweep.title)));
        m_title->setToolTip(shown->folder);
        setDockNote(
            this, sweep.interrupted
                      ? tr("stopped before its end")
                      : plural(static_cast<long long>(sweep.points.size()), tr("%1 point"), tr("%1 points")));
        if (other) {
            const QSignalBlocker quiet(m_quantity);
            m_quantity->clear();
            for (const CurveQuantity quantity : quantitiesOf(sweep, shown->curves))
                m_quantity->addItem(quantityName(quantity), static_cast<int>(quantity));
            m_quantity->setEnabled(m_quantity->count() > 1);
        }
        m_said->setText(sentences(*shown).join('\n'));
        draw();
    }

    static QStringList sentences(const ShownSweep& shown) {
        QStringList said;
        const auto add = [&](const std::string& sentence) { said << QString::fromStdString(sentence); };
        for (const SweepPoint& point : shown.sweep.points) {
            const QString at = axisText(point.value, shown.sweep.axis.unit);
            if (!point.problem.empty()) said << tr("At %1: %2").arg(at, QString::fromStdString(point.problem));
            for (const SweepSample& sample : point.models)
                if (!sample.problem.empty())
                    said << tr("%1 at %2: %3")
                                .arg(
                                    QString::fromStdString(sample.label), at, QString::fromStdString(sample.problem));
        }
        for (const ModelCurve& curve : shown.curves.models)
            for (const std::string& sentence : curve.said) add(sentence);
        for (const NamedCrossOver& crossing : shown.curves.crossOvers) add(crossing.sentence);
        if (shown.curves.bestRate)
            said << tr("100 % is the best that was measured: %1.")
                        .arg(QString::fromStdString(shown.curves.bestRateOf));
        for (const std::string& note : shown.curves.notes) add(note);
        return said;
    }

    void draw() {
        if (!m_drawn || m_quantity->count() == 0) return m_plot->show(SweepChart());
        m_plot->show(chartOf(*m_drawn, static_cast<CurveQuantity>(m_quantity->currentData().toInt())));
    }

    void sayPoint() {
        const auto& place = m_plot->place();
        if (!m_drawn || !place) return m_point->setText(tr("No run of this sweep counts."));
        const ChartCurve& curve = m_plot->chart().curves[place->curve];
        const QString sentence = sentenceOn(*m_drawn, m_plot->chart(), curve, curve.points[place->point]);
        m_point->setText(sentence);
        m_plot->setAccessibleDescription(sentence);
    }

    void openPoint(std::size_t point) {
        const QString file = m_drawn->fileOf(point);
        if (file.isEmpty()) return m_session.tell(Message::Kind::Note, tr("No recording of this point was kept."));
        if (!QFileInfo(file).isFile())
            return m_session.tell(Message::Kind::Error, tr("The recording %1 is not there any more.").arg(file));
        m_session.openBeside(file);
    }

    Session& m_session;
    std::shared_ptr<const ShownSweep> m_drawn;
    QStackedLayout* m_pages;
    QLabel *m_none, *m_doing = nullptr, *m_title = nullptr, *m_point = nullptr, *m_said = nullptr;
    QWidget* m_progress = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_stop = nullptr;
    QComboBox* m_quantity = nullptr;
    SweepPlot* m_plot = nullptr;
};

QWidget* create(ViewContext context, QWidget* parent) {
    return new CurvesView(context, parent);
}

}  // namespace

namespace views {
extern const View curves;
const View curves = {"curves",       QT_TRANSLATE_NOOP("View", "Curves"), "Shift+F6", Side::Right, 640, create,
                     Shown::OnDemand};
}  // namespace views

}  // namespace corelane
