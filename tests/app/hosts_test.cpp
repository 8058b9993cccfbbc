// Running on another host from the window: hosts are kept, the engine is told, and what ssh asks is asked.
#include "app/host_button.h"
#include "app/host_question.h"
#include "app/preferences.h"
#include "tests/app/shown_window.h"

#include <QDialogButtonBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

namespace corelane::test {

class HostsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        QSettings("corelane", "corelane").clear();
        m_window = std::make_unique<ShownWindow>();
        m_window->session().askCatalogue();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().catalogueKnown(), 20000);
        m_window->session().setPlan(Plan(tinyPreset()));
    }
    void cleanup() {
        m_window.reset();
        qunsetenv("CORELANE_SSH");
        QSettings("corelane", "corelane").clear();
    }

    void aHostIsAddedChosenAndForgotten() {
        auto* button = (*m_window)->findChild<HostButton*>();
        QVERIFY(button);
        QVERIFY(m_window->session().host().isEmpty());
        add("me@lab-04");
        QCOMPARE(m_window->session().host(), QString("me@lab-04"));
        QCOMPARE(rememberedPreferences().hosts, QStringList("me@lab-04"));
        QVERIFY(button->toolTip().contains("me@lab-04"));
        trigger("This machine");
        QVERIFY(m_window->session().host().isEmpty());
        trigger("me@lab-04");
        QCOMPARE(m_window->session().host(), QString("me@lab-04"));
        trigger("Forget me@lab-04");
        QVERIFY(m_window->session().host().isEmpty());
        QVERIFY(rememberedPreferences().hosts.isEmpty());
    }

    void anotherHostMayHaveMoreCores() {
        m_window->session().setHost("lab");
        QSpinBox* cores = nullptr;
        for (QSpinBox* spin : (*m_window)->findChildren<QSpinBox*>())
            if (spin->specialValueText() == "all") cores = spin;
        QVERIFY(cores);
        QVERIFY(cores->maximum() > m_window->session().machineCores());
    }

    // An ssh of the test's own runs the command here, as sshd's shell would.
    void aRunOnAnotherHostIsShownAsItComes() {
        sshThatDoes("while [ \"$1\" != -- ]; do shift; done\n"
                    "[ \"$2\" = lab ] || exit 255\nPATH=" CORELANE_BIN ":$PATH exec sh -c \"$3\"\n");
        m_window->session().setHost("lab");
        m_window->session().start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().running(), 60000);
        QVERIFY2(m_window->session().trace(), qPrintable(m_window->message()));
        QVERIFY(m_window->session().trace()->ended);
        QCOMPARE(m_window->message(), QString());
    }

    void whatSshSaysIsShownInASentence() {
        sshThatDoes("echo 'Host key verification failed.' >&2; exit 255\n");
        m_window->session().setHost("lab");
        m_window->session().start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().running(), 20000);
        QVERIFY2(m_window->message().contains("run `ssh lab` once"), qPrintable(m_window->message()));
        QVERIFY(!m_window->session().trace());
    }

    void aPasswordIsAskedHidden() {
        HostQuestion question("me@lab-04's password: ");
        auto* field = question.findChild<QLineEdit*>();
        QVERIFY(field);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        question.show();
        QTest::keyClicks(field, "secret");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(question.result(), int(QDialog::Accepted));
        QCOMPARE(question.answer(), QString("secret"));
    }

    void aKeyIsNotTrustedByReturn() {
        HostQuestion question(
            "The authenticity of host 'lab' can't be established.\nAre you sure you want to continue connecting "
            "(yes/no/[fingerprint])? ");
        QVERIFY(!question.findChild<QLineEdit*>());
        question.show();
        QTest::keyClick(&question, Qt::Key_Return);
        QCOMPARE(question.result(), int(QDialog::Rejected));
        QCOMPARE(question.answer(), QString("yes"));
    }

    void sshFindsWhoAsks() {
        qunsetenv("SSH_ASKPASS");
        const QProcessEnvironment ours = askingEnvironment("/usr/bin/corelane");
        QCOMPARE(ours.value("SSH_ASKPASS"), QString("/usr/bin/corelane"));
        QCOMPARE(ours.value("SSH_ASKPASS_REQUIRE"), QString("force"));
        qputenv("SSH_ASKPASS", "/usr/bin/ksshaskpass");
        QCOMPARE(askingEnvironment("/usr/bin/corelane").value("SSH_ASKPASS"), QString("/usr/bin/ksshaskpass"));
        qunsetenv("SSH_ASKPASS");
    }

  private:
    void trigger(const QString& text) {
        QMenu* menu = (*m_window)->findChild<HostButton*>()->menu();
        emit menu->aboutToShow();
        for (QAction* action : menu->actions())
            if (action->text() == text) return action->trigger();
        QFAIL(qPrintable("there is no " + text));
    }
    void add(const QString& host) {
        onNextDialog([host](QWidget* dialog) {
            auto* asked = qobject_cast<QInputDialog*>(dialog);
            QVERIFY(asked);
            asked->setTextValue(host);
            asked->accept();
        });
        trigger("Add a host…");
    }
    void sshThatDoes(const QByteArray& script) {
        const QString path = m_folder.filePath("ssh");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script);
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
        file.close();
        qputenv("CORELANE_SSH", path.toUtf8());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ShownWindow> m_window;
};

}  // namespace corelane::test

int hostsTest(const QStringList& words) {
    corelane::test::HostsTest test;
    return QTest::qExec(&test, words);
}

#include "hosts_test.moc"
