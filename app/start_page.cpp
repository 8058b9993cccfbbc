#include "app/start_page.h"

#include "app/engine_words.h"
#include "app/figures.h"
#include "app/recent_files.h"
#include "app/theme.h"
#include "app/tour.h"

#include <QFocusEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <utility>

namespace corelane {

StartPage::StartPage(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    // All of it scrolls where the window is low.
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_area = new QScrollArea(this);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    outer->addWidget(m_area);
    auto* all = new QWidget(m_area);
    m_area->setWidget(all);
    all->installEventFilter(this);
    auto* column = new QVBoxLayout(all);
    column->addStretch(2);
    m_sides = new QBoxLayout(QBoxLayout::LeftToRight);
    m_sides->setSpacing(40);
    // In rows of their own: a column asks what is narrower than itself how high it is at the column's width.
    for (QWidget* part : {questionPart(), besidePart()}) {
        auto* row = new QHBoxLayout;
        row->addWidget(part, 1);
        row->addStretch(0);
        m_sides->addLayout(row);
    }
    m_sides->setStretch(0, 1);
    column->addLayout(m_sides);
    column->addStretch(3);
    connect(m_run, &QPushButton::clicked, &session, &Session::start);
    connect(&session, &Session::planChanged, this, &StartPage::refresh);
    connect(&session, &Session::catalogueChanged, this, &StartPage::refresh);
    connect(&session, &Session::runningChanged, this, &StartPage::refresh);
    connect(&session, &Session::fileChanged, this, &StartPage::refresh);
    connect(&session.sweeps(), &Sweeps::shownChanged, this, &StartPage::refresh);
    refresh();
}

namespace {

QLabel* wordsIn(QVBoxLayout& column, int pixels, QFont::Weight weight, const QString& text = {}) {
    auto* label = new QLabel(text, column.parentWidget());
    label->setFont(interfaceFont(pixels, weight));
    // The style sheet's general size would win over the font.
    label->setStyleSheet(QString("font-size: %1px;").arg(pixels));
    label->setWordWrap(true);
    column.addWidget(label);
    return label;
}

}  // namespace

QWidget* StartPage::questionPart() {
    auto* part = new QWidget(this);
    part->setMaximumWidth(880);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    wordsIn(*column, 28, QFont::DemiBold, tr("One workload, every concurrency model"));
    wordsIn(
        *column, 13, QFont::Normal,
        tr("Run it under threads, oneTBB, processes and coroutines. See where each core's time went. Choose with "
           "numbers."));
    column->addSpacing(8);
    m_cards = new QuestionCards(m_session, part);
    column->addWidget(m_cards);
    column->addSpacing(8);
    m_chosen = chosenPart(part);
    column->addWidget(m_chosen);
    if (!tourOffered()) column->addWidget(tourOffer());
    column->addStretch(1);
    return part;
}

QWidget* StartPage::chosenPart(QWidget* parent) {
    auto* part = new QWidget(parent);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_question = wordsIn(*column, 15, QFont::DemiBold);
    m_title = wordsIn(*column, 12, QFont::Medium);
    m_explanation = wordsIn(*column, 13, QFont::Normal);
    m_models = wordsIn(*column, 12, QFont::Normal);
    m_models->setForegroundRole(QPalette::PlaceholderText);
    column->addSpacing(8);
    m_run = new QPushButton(tr("Run the comparison   F5"), part);
    m_run->setObjectName("run");
    m_run->setMinimumHeight(40);
    m_run->setCursor(Qt::PointingHandCursor);
    column->addWidget(m_run, 0, Qt::AlignLeft);
    return part;
}

QWidget* StartPage::tourOffer() {
    auto* offer = new QWidget(this);
    offer->setObjectName("tourOffer");
    auto* row = new QHBoxLayout(offer);
    row->setContentsMargins(0, 12, 0, 0);
    row->setSpacing(8);
    auto* question = new QLabel(tr("Here for the first time?"), offer);
    question->setWordWrap(true);  // where there is little room
    row->addWidget(question, 1);
    offer->setMaximumWidth(480);
    auto* take = new QPushButton(tr("Take a short tour"), offer);
    take->setObjectName("tourTake");
    auto* decline = new QPushButton(tr("No, thanks"), offer);
    decline->setObjectName("tourDecline");
    for (QPushButton* button : {take, decline}) {
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, offer] {
            noteTourOffered();
            offer->hide();
            m_run->setFocus();
        });
    }
    connect(take, &QPushButton::clicked, this, &StartPage::tourWanted);
    return offer;
}

QWidget* StartPage::besidePart() {
    auto* part = new QWidget(this);
    part->setMaximumWidth(360);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_againTitle = new QLabel(tr("Open again"), part);
    m_againTitle->setStyleSheet("font-size: 12px; font-weight: 600;");
    column->addWidget(m_againTitle);
    m_again = new QVBoxLayout;
    m_again->setSpacing(0);
    column->addLayout(m_again);
    column->addSpacing(12);
    m_machine = new MachinePage(m_session, part);
    column->addWidget(m_machine);
    column->addStretch(1);
    return part;
}

void StartPage::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    passFocusOn();
}

// To what there is to press; while nothing is known yet it stays here, so that keys go on to the timelines that come.
void StartPage::passFocusOn() {
    for (QWidget* part : {static_cast<QWidget*>(m_cards), static_cast<QWidget*>(m_run)})
        if (part->isVisible() && part->isEnabled()) return part->setFocus();
}

void StartPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    constexpr int roomForTwo = 860, roomForMargins = 480, narrow = 16;
    m_area->widget()->layout()->setContentsMargins(
        width() >= roomForMargins ? QMargins(48, 24, 40, 32) : QMargins(narrow, narrow, narrow, narrow));
    m_sides->setDirection(width() >= roomForTwo ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    // The question first, wherever the keyboard is.
    QMetaObject::invokeMethod(
        this,
        [this] {
            fit();
            m_area->verticalScrollBar()->setValue(0);
        },
        Qt::QueuedConnection);
}

// As high as its words need at this width: a scroll area alone asks before it knows whether it will scroll.
void StartPage::fit() {
    QWidget* all = m_area->widget();
    all->setMinimumHeight(all->layout()->totalHeightForWidth(m_area->viewport()->width()));
}

bool StartPage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::LayoutRequest)
        QMetaObject::invokeMethod(this, &StartPage::fit, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

namespace {

QString plannedText(const QStringList& models, int repetitions) {
    const QString names = models.join(StartPage::tr(", ", "between the parts of a list"));
    return StartPage::tr("%1: %2. %3, in a shuffled order.")
        .arg(
            plural(models.size(), StartPage::tr("%1 model"), StartPage::tr("%1 models")), names,
            plural(repetitions, StartPage::tr("%1 repetition"), StartPage::tr("%1 repetitions each")));
}

}  // namespace

void StartPage::refresh() {
    const Plan& plan = m_session.plan();
    const bool running = m_session.running();
    m_chosen->setVisible(!plan.empty());
    m_question->setText(plan.question());
    m_question->setVisible(!plan.question().isEmpty());
    m_title->setText(plan.title());
    m_explanation->setText(plan.explanation());
    QStringList models;
    for (const Plan::Entry& entry : plan.entries()) {
        const ModelEntry* model = m_session.catalogue().model(entry.model);
        models << (model ? catalogueText(model->title) : entry.model);
    }
    m_models->setText(models.isEmpty() ? QString() : plannedText(models, plan.repetitions()));
    m_run->setEnabled(!running && !plan.empty());
    m_run->setText(running ? tr("Starting the engine…") : tr("Run the comparison   F5"));
    showRecent();
    if (hasFocus()) passFocusOn();
    // What was chosen elsewhere, and has no card, is what one wants to read now.
    if (std::exchange(m_preset, plan.name()) != plan.name() && !m_cards->has(plan.name())) {
        fit();
        m_area->ensureWidgetVisible(m_chosen);
    }
}

void StartPage::showRecent() {
    constexpr qsizetype most = 4;
    const QStringList files = recentFiles().mid(0, most);
    m_againTitle->setVisible(!files.isEmpty());
    if (files == m_shownFiles) return;
    m_shownFiles = files;
    while (QLayoutItem* item = m_again->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString& path : files) {
        auto* link = new QPushButton(recentName(path), this);
        link->setObjectName("link");
        link->setCursor(Qt::PointingHandCursor);
        link->setToolTip(path);
        link->setAccessibleName(tr("Open %1 again").arg(path));
        connect(link, &QPushButton::clicked, this, [this, path] { m_session.open(path); });
        m_again->addWidget(link, 0, Qt::AlignLeft);
    }
}

}  // namespace corelane
