#include "app/theme.h"
#include "app/views/view.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>

#include <array>

namespace corelane {

namespace views {
#define ENTRY(name) extern const View name;
#include "corelane_app_table.inc"
#undef ENTRY
}  // namespace views

std::span<const View* const> allViews() {
    static constexpr std::array all = {
#define ENTRY(name) &views::name,
#include "corelane_app_table.inc"
#undef ENTRY
    };
    return all;
}

QString viewTitle(const View& view) {
    return QCoreApplication::translate("View", view.title);
}

QWidget* dockHead(const QString& title, QWidget* parent) {
    auto* head = new QWidget(parent);
    head->setFixedHeight(36);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(16, 0, 16, 0);
    auto* name = new QLabel(title, head);
    name->setObjectName("title");
    name->setFixedHeight(36);  // a dock asks the head's layout, not the head, for its height
    name->setStyleSheet("font-size: 13px; font-weight: 600;");
    row->addWidget(name);
    auto* note = new QLabel(head);
    note->setObjectName("note");
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setStyleSheet("font-size: 11px;");
    note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(note, 1);
    return head;
}

int setDockTitled(QWidget* head, bool titled) {
    const int height = titled ? 36 : 22;
    if (auto* name = head->findChild<QLabel*>("title")) {
        name->setVisible(titled);
        head->setFixedHeight(height);
        if (auto* note = head->findChild<QLabel*>("note")) note->setFixedHeight(height);
    }
    return height;
}

void setDockNote(QWidget* content, const QString& note) {
    const auto* dock = content->parentWidget();
    if (!dock) return;
    if (auto* label = dock->findChild<QLabel*>("note")) label->setText(note);
}

}  // namespace corelane
