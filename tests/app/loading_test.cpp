// Opening what takes long: how far it is, giving it up; and several windows beside each other.
#include "app/loading_bar.h"
#include "tests/app/sample_trace.h"
#include "tests/app/shown_window.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace corelane::test {

class LoadingTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        QVERIFY(m_folder.isValid());
        m_window = std::make_unique<ShownWindow>();
        m_window->showSample();
        m_slow = m_folder.filePath("slow.corelane");
        QFile::remove(m_slow);
        QCOMPARE(::mkfifo(m_slow.toUtf8().constData(), 0600), 0);  // whoever reads it waits for who writes
    }
    void cleanup() {
        letGo();
        m_window.reset();
    }

    void whatTakesLongShowsItselfAndIsGivenUpWithEsc() {
        const auto before = m_window->session().trace();
        m_window->session().open(m_slow);
        QVERIFY(bar().isHidden());  // not at once: most files take no time at all
        QTRY_VERIFY(bar().isVisible());
        QVERIFY(bar().findChild<QLabel*>("loadingText")->text().contains("slow.corelane"));
        m_window->plot().setFocus();
        m_window->key(Qt::Key_Escape);
        QVERIFY(bar().isHidden());
        QVERIFY(!m_window->session().loading());
        QVERIFY2(m_window->message().contains("was given up"), qPrintable(m_window->message()));
        letGo();
        QCOMPARE(m_window->session().trace(), before);
        m_window->session().open("/no/such/file");  // the session goes on
        QTRY_VERIFY(m_window->message().contains("/no/such/file"));
    }

    void theButtonGivesItUpToo() {
        m_window->session().open(m_slow);
        QTRY_VERIFY(bar().isVisible());
        QTest::mouseClick(bar().findChild<QPushButton*>("loadingCancel"), Qt::LeftButton);
        QVERIFY(bar().isHidden());
    }

    void howFarItIsComesFromTheReader() {
        int calls = 0;
        const ReadProgress progress = [&](double share) {
            ++calls;
            return share < 0;  // at once enough
        };
        const QString large = m_folder.filePath("large");
        QFile file(large);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.resize(1ll << 30);  // of holes; whatever is in it, it takes longer than the first telling
        const auto read = readTrace(large.toStdString(), nullptr, progress);
        QVERIFY(!read);
        if (calls > 0) {
            QCOMPARE(calls, 1);
            QVERIFY(read.error().message.find("given up") != std::string::npos);
        }
    }

    void anotherWindowHasAComparisonOfItsOwn() {
        m_window->key(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        MainWindow* other = nullptr;
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* window = qobject_cast<MainWindow*>(widget); window && window != m_window->operator->())
                other = window;
        QVERIFY(other && other->isVisible());
        QVERIFY(m_window->session().trace() && !other->session().trace());
        QTRY_VERIFY_WITH_TIMEOUT(!other->session().plan().empty(), 20000);
        const QPointer<MainWindow> gone(other);
        other->close();
        QTRY_VERIFY(gone.isNull());
        QVERIFY((*m_window)->isVisible());
    }

  private:
    LoadingBar& bar() { return *(*m_window)->findChild<LoadingBar*>(); }
    void letGo() const {
        const int writer = ::open(m_slow.toUtf8().constData(), O_WRONLY | O_NONBLOCK);
        if (writer >= 0) ::close(writer);
    }

    QTemporaryDir m_folder;
    QString m_slow;
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int loadingTest(const QStringList& words) {
    corelane::test::LoadingTest test;
    return QTest::qExec(&test, words);
}

#include "loading_test.moc"
