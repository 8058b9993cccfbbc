#include "app/host_question.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace corelane {
namespace {

constexpr const char* asking = "CORELANE_ASKS_FOR_SSH";

}  // namespace

HostQuestion::HostQuestion(const QString& question, QWidget* parent) : QDialog(parent) {
    setObjectName("hostQuestion");
    setWindowTitle(tr("ssh asks"));
    auto* column = new QVBoxLayout(this);
    auto* text = new QLabel(question.trimmed(), this);
    text->setTextFormat(Qt::PlainText);  // a host's words are in it
    text->setWordWrap(true);
    text->setMinimumWidth(420);
    column->addWidget(text);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    if (question.contains("(yes/no")) {
        auto* trust = buttons->addButton(tr("Trust this key"), QDialogButtonBox::AcceptRole);
        trust->setAutoDefault(false);
        buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
        buttons->button(QDialogButtonBox::Cancel)->setFocus();
    } else {
        m_secret = new QLineEdit(this);
        m_secret->setEchoMode(QLineEdit::Password);
        m_secret->setAccessibleName(tr("Answer"));
        column->addWidget(m_secret);
        buttons->addButton(QDialogButtonBox::Ok)->setDefault(true);
        m_secret->setFocus();
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

QString HostQuestion::answer() const {
    return m_secret ? m_secret->text() : QStringLiteral("yes");
}

QProcessEnvironment askingEnvironment(const QString& program) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (environment.value("SSH_ASKPASS").isEmpty()) {
        environment.insert("SSH_ASKPASS", program);
        environment.insert(asking, "1");
    }
    environment.insert("SSH_ASKPASS_REQUIRE", "force");  // a terminal that the window was started from stays quiet
    return environment;
}

bool startedToAsk() {
    return qEnvironmentVariableIsSet(asking);
}

}  // namespace corelane
