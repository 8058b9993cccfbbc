#include "app/command_question.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace corelane {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CommandQuestion)
};

}  // namespace

bool askCommands(QWidget* parent, const QStringList& vectors) {
    QDialog dialog(parent);
    dialog.setObjectName("commandQuestion");
    dialog.setWindowTitle(Words::tr("Start commands?"));
    auto* layout = new QVBoxLayout(&dialog);
    auto* text = new QLabel(
        Words::tr("This preset starts programs where it runs, with exactly these words and without a shell. Each "
                  "reads what the one above it writes."),
        &dialog);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto* list = new QPlainTextEdit(vectors.join('\n'), &dialog);
    list->setReadOnly(true);
    list->setTabChangesFocus(true);
    list->setAccessibleName(Words::tr("Commands"));
    layout->addWidget(list);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, &dialog);
    auto* start = buttons->addButton(Words::tr("Start them"), QDialogButtonBox::AcceptRole);
    start->setAutoDefault(false);
    auto* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setFocus();
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    layout->addWidget(buttons);
    dialog.resize(560, 280);
    return dialog.exec() == QDialog::Accepted;
}

}  // namespace corelane
