#include "app/run_bar.h"

#include "app/chip.h"
#include "app/engine_words.h"
#include "app/figures.h"
#include "app/host_button.h"
#include "app/named_spin.h"
#include "app/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>

namespace corelane {
namespace {

QIcon menuIcon(const Look& look) {
    QPixmap pixmap(40, 40);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setPen(QPen(look.secondText, 1.6, Qt::SolidLine, Qt::RoundCap));
    for (const int y : {5, 10, 15}) painter.drawLine(3, y, 17, y);
    return QIcon(pixmap);
}

QString timeLeft(double seconds) {
    if (seconds < 0) return {};
    if (seconds < 1) return QObject::tr("under 1 s left");
    if (seconds < 90) return QObject::tr("about %1 s left").arg(std::lround(seconds));
    return QObject::tr("about %1 min left").arg(std::lround(seconds / 60));
}

}  // namespace

RunBar::RunBar(Session& session, QMenu* menu, QWidget* parent) : QWidget(parent), m_session(session) {
    setFixedHeight(56);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 16, 0);
    row->setSpacing(8);

    m_menu = new QToolButton(this);
    m_menu->setObjectName("menu");
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("Menu (F10)"));
    m_menu->setShortcut(Qt::Key_F10);
    m_menu->setFixedSize(34, 34);
    m_menu->setIconSize({20, 20});
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setMenu(menu);
    row->addWidget(m_menu);

    auto* titles = new QWidget(this);
    titles->setFixedWidth(264 - 8 - 34 - 8 - 4);
    auto* titleColumn = new QVBoxLayout(titles);
    titleColumn->setContentsMargins(0, 9, 0, 8);
    titleColumn->setSpacing(1);
    m_title = new QLabel(titles);
    m_title->setStyleSheet("font-size: 15px; font-weight: 600;");
    m_shape = new QLabel(titles);
    m_shape->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel* l : {m_title, m_shape}) {
        l->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        titleColumn->addWidget(l);
    }
    row->addWidget(titles);
    row->addSpacing(4);

    m_chipArea = new QScrollArea(this);
    m_chipArea->setWidgetResizable(true);
    m_chipArea->setFixedHeight(40);
    m_chipArea->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_chipArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_chipArea->horizontalScrollBar()->setStyleSheet(
        "QScrollBar:horizontal { height: 6px; } QScrollBar::handle { margin: 1px; }");
    m_chips = new QWidget(m_chipArea);
    m_chipRow = new QHBoxLayout(m_chips);
    m_chipRow->setContentsMargins(0, 0, 0, 0);
    m_chipRow->setSpacing(8);
    m_chipArea->setWidget(m_chips);
    row->addWidget(m_chipArea, 1);

    m_add = new QToolButton(m_chips);
    m_add->setObjectName("plain");
    m_add->setText(tr("+ model"));
    m_add->setAccessibleName(tr("Add a model"));
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setStyleSheet(
        "QToolButton { border-radius: 13px; min-height: 16px; } QToolButton::menu-indicator { image: none; }");
    auto* choices = new QMenu(m_add);
    choices->setToolTipsVisible(true);
    m_add->setMenu(choices);
    connect(choices, &QMenu::aboutToShow, this, &RunBar::addModelMenu);

    m_cores = new NamedSpin(tr("Cores"), 0, session.machineCores(), this);
    m_cores->setSpecialValueText(tr("all %1").arg(session.machineCores()));
    row->addWidget(m_cores);
    m_cores->setToolTip(
        tr("On how many cores to run; 0: all %1 (arrow keys and wheel change it)").arg(session.machineCores()));
    m_repetitions = new NamedSpin(tr("Repetitions"), 1, 1000, this);
    row->addWidget(m_repetitions);
    m_repetitions->setToolTip(
        tr("How often each model runs; 6 or more give a 95 % interval (arrow keys and wheel change it)"));

    m_host = new HostButton(session, this);
    row->addWidget(m_host);

    m_progressBox = new QWidget(this);
    m_progressBox->setFixedWidth(212);
    auto* grid = new QGridLayout(m_progressBox);
    grid->setContentsMargins(8, 6, 0, 6);
    grid->setVerticalSpacing(3);
    grid->setHorizontalSpacing(4);
    m_now = new QLabel(m_progressBox);
    m_now->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_bar = new QProgressBar(m_progressBox);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_done = new QLabel(m_progressBox);
    m_left = new QLabel(m_progressBox);
    for (QLabel* l : {m_done, m_left}) {
        l->setForegroundRole(QPalette::PlaceholderText);
        l->setStyleSheet("font-size: 11px;");
    }
    m_left->setAlignment(Qt::AlignRight);
    grid->addWidget(m_now, 0, 0, 1, 2);
    grid->addWidget(m_bar, 1, 0, 1, 2);
    grid->addWidget(m_done, 2, 0);
    grid->addWidget(m_left, 2, 1);
    row->addWidget(m_progressBox);

    m_run = new QPushButton(this);
    m_run->setObjectName("run");
    m_run->setFixedSize(108, 32);
    m_run->setCursor(Qt::PointingHandCursor);
    row->addWidget(m_run);

    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_session.running())
            m_session.stop();
        else
            m_session.start();
    });
    connect(m_cores, &QSpinBox::valueChanged, this, [this](int value) {
        Plan plan = m_session.plan();
        plan.setCores(value);
        m_session.setPlan(plan);
    });
    connect(m_repetitions, &QSpinBox::valueChanged, this, [this](int value) {
        Plan plan = m_session.plan();
        plan.setRepetitions(value);
        m_session.setPlan(plan);
    });
    connect(&session, &Session::planChanged, this, &RunBar::showPlan);
    connect(&session, &Session::catalogueChanged, this, &RunBar::showPlan);
    connect(&session, &Session::hostChanged, this, &RunBar::showPlan);
    connect(&session, &Session::runningChanged, this, &RunBar::showProgress);
    connect(&session, &Session::progressChanged, this, &RunBar::showProgress);
    showPlan();
    showProgress();
}

void RunBar::showPlan() {
    const Plan& plan = m_session.plan();
    m_elidedTitle = plan.empty() ? tr("Corelane") : plan.title();
    m_elidedShape = plan.empty() ? tr("asking the engine…") : plan.shape();
    m_title->setToolTip(plan.question());
    m_shape->setToolTip(plan.explanation());
    while (QLayoutItem* item = m_chipRow->takeAt(0)) {
        if (QWidget* widget = item->widget(); widget && widget != m_add) widget->deleteLater(), widget->hide();
        delete item;
    }
    const std::vector<Plan::Entry> entries = plan.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const ModelEntry* model = m_session.catalogue().model(entries[i].model);
        auto* chip =
            new Chip(model ? catalogueText(model->title) : entries[i].model, variantOf(entries[i], entries), m_chips);
        if (model)
            chip->setToolTip(tr("%1.\nClick for its options; the cross or Delete takes it out.")
                                 .arg(catalogueText(model->summary)));
        chip->setEnabled(!m_session.running());
        m_chipRow->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this, [this, i] { emit optionsWanted(static_cast<int>(i)); });
        connect(chip, &Chip::removeWanted, this, [this, i] {
            Plan changed = m_session.plan();
            changed.removeEntry(i);
            m_session.setPlan(changed);
        });
    }
    m_add->setEnabled(!plan.empty() && !m_session.running());
    m_chipRow->addWidget(m_add);
    m_chipRow->addStretch(1);
    {
        const QSignalBlocker quiet(m_cores), quietToo(m_repetitions);
        const bool here = m_session.host().isEmpty();
        constexpr int mostElsewhere = 4096;
        m_cores->setMaximum(here ? std::max(m_session.machineCores(), plan.cores()) : mostElsewhere);
        m_cores->setSpecialValueText(here ? tr("all %1").arg(m_session.machineCores()) : tr("all"));
        m_cores->setValue(plan.cores());
        m_repetitions->setValue(plan.repetitions());
    }
    for (QWidget* w : {static_cast<QWidget*>(m_cores), static_cast<QWidget*>(m_repetitions)})
        w->setEnabled(!plan.empty() && !m_session.running());
    resizeEvent(nullptr);
    showProgress();
}

void RunBar::addModelMenu() {
    QMenu* menu = m_add->menu();
    menu->clear();
    QString family;
    for (const ModelEntry& model : m_session.catalogue().models) {
        if (!model.runs(m_session.plan().workloadKind())) continue;
        if (!family.isEmpty() && family != model.family) menu->addSeparator();
        family = model.family;
        QAction* action = menu->addAction(catalogueText(model.title));
        action->setToolTip(model.unavailable.isEmpty() ? catalogueText(model.summary) : model.unavailable);
        action->setEnabled(model.unavailable.isEmpty());
        connect(action, &QAction::triggered, this, [this, name = model.name] {
            Plan plan = m_session.plan();
            plan.addModel(name);
            m_session.setPlan(plan);
        });
    }
}

void RunBar::showProgress() {
    const bool running = m_session.running();
    const RunProgress& progress = m_session.progress();
    const Look& look = lookOf(palette());
    m_menu->setIcon(menuIcon(look));
    for (auto* chip : m_chips->findChildren<Chip*>()) chip->setEnabled(!running);
    m_add->setEnabled(!running && !m_session.plan().empty());
    for (QWidget* w : {static_cast<QWidget*>(m_cores), static_cast<QWidget*>(m_repetitions)})
        w->setEnabled(!m_session.plan().empty() && !running);
    m_run->setText(running ? tr("■  Stop  Esc") : tr("▶  Run  F5"));
    m_run->setAccessibleName(running ? tr("Stop the comparison") : tr("Run the comparison"));
    m_run->setEnabled(running || !m_session.plan().empty());
    m_bar->setVisible(running);
    if (!running) {
        m_now->clear();
        m_done->setText(
            progress.done > 0 ? plural(progress.done, tr("%1 run recorded"), tr("%1 runs recorded")) : QString());
        m_left->clear();
        m_progressBox->setVisible(progress.done > 0);
        return;
    }
    m_progressBox->setVisible(true);
    const QString which = progress.model.isEmpty() ? QString()
                          : progress.warmup
                              ? tr("warm-up")
                              : tr("repetition %1 of %2").arg(progress.repetition).arg(progress.repetitions);
    m_now->setText(
        progress.model.isEmpty() ? tr("<b>Starting the engine…</b>")
                                 : QString("<b>%1</b> &nbsp;%2").arg(progress.model.toHtmlEscaped(), which));
    m_bar->setRange(0, progress.total);
    m_bar->setValue(progress.done);
    m_done->setText(tr("%1 of %2 runs").arg(progress.done).arg(progress.total));
    m_left->setText(timeLeft(progress.secondsLeft));
}

void RunBar::resizeEvent(QResizeEvent* event) {
    if (event) QWidget::resizeEvent(event);
    const int room = m_title->parentWidget()->width() - 4;
    m_title->setText(
        QFontMetrics(interfaceFont(15, QFont::DemiBold)).elidedText(m_elidedTitle, Qt::ElideRight, room));
    m_shape->setText(QFontMetrics(interfaceFont(12)).elidedText(m_elidedShape, Qt::ElideRight, room));
}

void RunBar::paintEvent(QPaintEvent*) {
    const Look& look = lookOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), look.panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), look.line);
}

}  // namespace corelane
