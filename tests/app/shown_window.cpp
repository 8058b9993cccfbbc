#include "tests/app/shown_window.h"

#include "app/task_facts.h"
#include "tests/app/sample_trace.h"

#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QJsonDocument>
#include <QMimeData>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

namespace corelane::test {

ShownWindow::ShownWindow(QSize size) : m_window(std::make_unique<MainWindow>(ThemeChoice::Light)) {
    m_window->resize(size);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get())) qWarning("The window does not become active.");
}

ShownWindow::~ShownWindow() = default;

void ShownWindow::showSample() {
    session().show(sampleTrace());
    if (!QTest::qWaitFor([this] { return session().summary() != nullptr; })) qWarning("No summary was made.");
}

void ShownWindow::key(int key, Qt::KeyboardModifiers modifiers) {
    if (!m_window->isActiveWindow()) {  // a dialog was closed
        m_window->activateWindow();
        if (!QTest::qWaitForWindowActive(m_window.get())) qWarning("The window does not become active again.");
    }
    QWidget* target = m_window->focusWidget() ? m_window->focusWidget() : m_window.get();
    QTest::keyClick(target, static_cast<Qt::Key>(key), modifiers);
}

void ShownWindow::wheel(QPoint at, int notches, Qt::KeyboardModifiers modifiers) {
    QWheelEvent event(
        at, plot().mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&plot(), &event);
}

void ShownWindow::drag(QPoint from, QPoint to, Qt::MouseButton button, Qt::KeyboardModifiers modifiers) {
    QTest::mousePress(&plot(), button, modifiers, from);
    constexpr int steps = 4;
    for (int i = 1; i <= steps; ++i) {
        const QPoint at = from + (to - from) * i / steps;
        QMouseEvent move(QEvent::MouseMove, at, plot().mapToGlobal(at), Qt::NoButton, button, modifiers);
        QApplication::sendEvent(&plot(), &move);
    }
    QTest::mouseRelease(&plot(), button, modifiers, to);
}

void ShownWindow::hover(QPoint at) {
    // A move to where the pointer is already would be none.
    QTest::mouseMove(&plot(), at + QPoint(3, 0));
    QTest::mouseMove(&plot(), at + QPoint(1, 0));  // a pointer that already is there would not move
    QTest::mouseMove(&plot(), at);
    QApplication::processEvents();
}

void ShownWindow::drop(const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(m_window.get(), &enter);
    QDropEvent event(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(m_window.get(), &event);
}

QPoint ShownWindow::placeOf(int run, TaskIndex task) {
    const Scene& scene = view().scene();
    const DrawnRun& drawn = scene.runs[static_cast<std::size_t>(run)];
    const auto facts = taskFacts(*drawn.run, task);
    if (!facts) return {};
    const auto row = scene.layout.row(LaneKind::Worker, run, static_cast<int>(facts->worker));
    const Time middle = (facts->begin + facts->end) / 2 - drawn.begin();
    return {static_cast<int>(scene.xOf(middle)), scene.rectOf(*row).center().y()};
}

QString ShownWindow::message() {
    return m_window->messages().isHidden() ? QString() : m_window->messages().text();
}

QJsonObject tinyPreset() {
    return QJsonDocument::fromJson(R"({
        "name": "tiny", "title": "A tiny stencil", "question": "Does it run?",
        "workload": {"graphs": [{"pattern": "stencil_1d", "steps": 8, "width": 8, "kernel": "compute_bound", "iterations": 200}]},
        "models": ["serial", "threads", "coroutines", "process_pool"],
        "workers": 2, "repetitions": 2, "warmup": 1,
        "expect": [{"expect": "No event is lost.", "measure": "lost_events", "at_most": 0}]})")
        .object();
}

QJsonObject longPreset() {
    return QJsonDocument::fromJson(R"({
        "name": "long", "title": "A long run", "question": "When does it end?",
        "workload": {"graphs": [{"pattern": "stencil_1d", "steps": 2000, "width": 4, "kernel": "compute_bound", "iterations": 20000}]},
        "models": ["process_pool"], "workers": 2, "repetitions": 1000, "warmup": 0})")
        .object();
}

std::vector<qint64> childrenOf(qint64 process) {
    std::vector<qint64> all;
    const QString tasks = QString("/proc/%1/task").arg(process);
    for (const QString& thread : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile list(tasks + '/' + thread + "/children");
        if (!list.open(QIODevice::ReadOnly)) continue;
        for (const QByteArray& word : list.readAll().split(' ')) {
            const qint64 child = word.trimmed().toLongLong();
            if (child <= 0) continue;
            all.push_back(child);
            const auto below = childrenOf(child);
            all.insert(all.end(), below.begin(), below.end());
        }
    }
    return all;
}

bool isRunning(qint64 process) {
    QFile status(QString("/proc/%1/stat").arg(process));
    if (!status.open(QIODevice::ReadOnly)) return false;
    const QByteArray text = status.readAll();
    return !text.mid(text.lastIndexOf(')') + 2).startsWith('Z');
}

QString commandOf(qint64 process) {
    QFile file(QString("/proc/%1/cmdline").arg(process));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll().replace('\0', ' ')).trimmed()
                                          : QString();
}

void onNextDialog(std::function<void(QWidget*)> act) {
    auto* look = new QTimer(QCoreApplication::instance());
    QObject::connect(look, &QTimer::timeout, look, [look, act = std::move(act)] {
        QWidget* const dialog = QApplication::activeModalWidget();
        if (!dialog) return;
        look->stop();
        look->deleteLater();
        act(dialog);
    });
    look->start(10);
}

}  // namespace corelane::test
