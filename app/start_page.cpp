#include "app/start_page.h"

#include "app/engine_words.h"
#include "app/recent_files.h"
#include "app/theme.h"

#include <QFileInfo>
#include <QVBoxLayout>

namespace corelane {

StartPage::StartPage(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(64, 24, 64, 48);
    column->setSpacing(8);
    const auto label = [&](int pixels, QFont::Weight weight) {
        auto* l = new QLabel(this);
        l->setFont(interfaceFont(pixels, weight));
        // The style sheet's general size would win over the font.
        l->setStyleSheet(QString("font-size: %1px;").arg(pixels));
        l->setWordWrap(true);
        l->setMaximumWidth(640);
        column->addWidget(l);
        return l;
    };
    column->addStretch(2);
    m_question = label(28, QFont::DemiBold);
    m_title = label(15, QFont::Medium);
    column->addSpacing(8);
    m_explanation = label(13, QFont::Normal);
    m_models = label(12, QFont::Normal);
    m_models->setForegroundRole(QPalette::PlaceholderText);
    column->addSpacing(16);
    m_run = new QPushButton(tr("Run the comparison   F5"), this);
    m_run->setObjectName("run");
    m_run->setMinimumHeight(40);
    m_run->setCursor(Qt::PointingHandCursor);
    column->addWidget(m_run, 0, Qt::AlignLeft);
    setFocusProxy(m_run);
    column->addSpacing(16);
    m_againTitle = label(12, QFont::DemiBold);
    m_againTitle->setText(tr("Open again"));
    m_again = new QVBoxLayout;
    m_again->setSpacing(0);
    column->addLayout(m_again);
    column->addStretch(3);
    connect(m_run, &QPushButton::clicked, &session, &Session::start);
    connect(&session, &Session::planChanged, this, &StartPage::refresh);
    connect(&session, &Session::catalogueChanged, this, &StartPage::refresh);
    connect(&session, &Session::runningChanged, this, &StartPage::refresh);
    connect(&session, &Session::fileChanged, this, &StartPage::refresh);
    refresh();
}

void StartPage::refresh() {
    const Plan& plan = m_session.plan();
    const bool running = m_session.running();
    m_question->setText(plan.question().isEmpty() ? tr("One workload, every concurrency model") : plan.question());
    m_title->setText(
        plan.empty() ? tr("Run it under threads, oneTBB, processes and coroutines. See where each core's "
                          "time went. Choose with numbers.")
                     : plan.title());
    m_explanation->setText(plan.explanation());
    QStringList models;
    for (const Plan::Entry& entry : plan.entries()) {
        const ModelEntry* model = m_session.catalogue().model(entry.model);
        models << (model ? catalogueText(model->title) : entry.model);
    }
    m_models->setText(
        models.isEmpty() ? QString()
                         : tr("%1 models: %2. %3 repetitions each, in a shuffled order.")
                               .arg(models.size())
                               .arg(models.join(tr(", ", "between the parts of a list")))
                               .arg(plan.repetitions()));
    m_run->setEnabled(!running && !plan.empty());
    m_run->setText(running ? tr("Starting the engine…") : tr("Run the comparison   F5"));
    showRecent();
}

void StartPage::showRecent() {
    constexpr qsizetype most = 4;
    const QStringList files = recentFiles().mid(0, most);
    if (files == m_shownFiles) return;
    m_shownFiles = files;
    while (QLayoutItem* item = m_again->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_againTitle->setVisible(!files.isEmpty());
    for (const QString& path : files) {
        auto* link = new QPushButton(QFileInfo(path).fileName(), this);
        link->setObjectName("link");
        link->setCursor(Qt::PointingHandCursor);
        link->setToolTip(path);
        link->setAccessibleName(tr("Open %1 again").arg(path));
        connect(link, &QPushButton::clicked, this, [this, path] { m_session.open(path); });
        m_again->addWidget(link, 0, Qt::AlignLeft);
    }
}

}  // namespace corelane
