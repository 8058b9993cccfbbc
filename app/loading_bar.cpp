#include "app/loading_bar.h"

#include "app/figures.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>

#include <cmath>

namespace corelane {

LoadingBar::LoadingBar(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 6, 12, 6);
    row->setSpacing(12);
    m_text = new QLabel(this);
    m_text->setObjectName("loadingText");
    row->addWidget(m_text);
    m_bar = new QProgressBar(this);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("How much of the file was read"));
    row->addWidget(m_bar, 1);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName("loadingCancel");
    cancel->setToolTip(tr("Gives up opening the file; what was shown before stays (Esc)."));
    row->addWidget(cancel);
    connect(cancel, &QPushButton::clicked, &session, &Session::cancelLoading);
    connect(&session, &Session::loadingChanged, this, &LoadingBar::refresh);
    constexpr int patienceMs = 500;
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] { setVisible(m_session.loading().has_value()); });
    hide();
}

void LoadingBar::refresh() {
    const auto& loading = m_session.loading();
    if (!loading) {
        m_patience.stop();
        return hide();
    }
    if (isHidden() && !m_patience.isActive()) m_patience.start();
    const QString file = QFileInfo(loading->file).fileName(), share = percent(loading->share, 0);
    m_text->setText(
        loading->secondsLeft < 0
            ? tr("Reading %1: %2").arg(file, share)
            : tr("Reading %1: %2, about %3 s left").arg(file, share, number(std::ceil(loading->secondsLeft), 0)));
    m_bar->setValue(static_cast<int>(loading->share * 1000));
}

}  // namespace corelane
