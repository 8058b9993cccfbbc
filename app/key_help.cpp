#include "app/key_help.h"

#include "app/compare_input.h"
#include "app/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace corelane {
namespace {

struct Line {
    QString keys, what, tip;
};
struct Group {
    QString title;
    std::vector<Line> lines;
    int height() const { return static_cast<int>(lines.size()) + 2; }  // in lines, with its title and a gap
};

std::vector<Group> groupsOf(const Commands& commands) {
    std::vector<Group> groups;
    for (const CommandAction* action : commands.all()) {
        if (action->keys().isEmpty()) continue;
        const QString title = action->command().place == Place::View
                                  ? KeyHelp::tr("%1, within the view").arg(action->group())
                                  : action->group();
        auto group = std::ranges::find(groups, title, &Group::title);
        if (group == groups.end()) group = groups.insert(group, {title, {}});
        group->lines.push_back({action->keyText(), action->words(), action->command().does});
    }
    Group mouse{KeyHelp::tr("Mouse, over the timelines"), {}};
    for (const auto& [gesture, what] : mouseHelp()) mouse.lines.push_back({gesture, what, {}});
    groups.push_back(mouse);
    return groups;
}

QWidget* tableOf(const Group& group) {
    auto* table = new QWidget;
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 14);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(3);
    grid->setColumnMinimumWidth(0, 132);
    grid->setColumnStretch(1, 1);
    auto* title = new QLabel(group.title);
    title->setStyleSheet("font-size: 13px; font-weight: 600;");
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const Line& line : group.lines) {
        auto* keys = new QLabel(line.keys);
        keys->setForegroundRole(QPalette::PlaceholderText);
        auto* what = new QLabel(line.what);
        for (QLabel* label : {keys, what}) {
            label->setTextFormat(Qt::PlainText);  // a key may be "<"
            label->setToolTip(line.tip);
        }
        grid->addWidget(what, row, 1);
        grid->addWidget(keys, row++, 0);
    }
    return table;
}

}  // namespace

KeyHelp::KeyHelp(const Commands& commands, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys and mouse"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(20, 16, 8, 12);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    auto* inner = new QWidget(area);
    auto* row = new QHBoxLayout(inner);
    row->setContentsMargins(0, 0, 12, 0);
    row->setSpacing(32);
    const std::vector<Group> groups = groupsOf(commands);
    int all = 0;
    for (const Group& group : groups) all += group.height();
    constexpr int widthOfThree = 1120;
    const int columns = parent->window()->width() < widthOfThree ? 2 : 3;
    auto next = groups.begin();
    for (int c = 0, used = 0; c < columns; ++c) {
        auto* column = new QVBoxLayout;
        column->setSpacing(0);
        // A group stands where the most of it is; the last column takes the rest.
        for (; next != groups.end() && (c + 1 == columns || used + next->height() / 2 < all * (c + 1) / columns);
             ++next) {
            used += next->height();
            column->addWidget(tableOf(*next));
        }
        column->addStretch(1);
        row->addLayout(column, 1);
    }
    area->setWidget(inner);
    outer->addWidget(area, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    outer->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const QSize whole = inner->sizeHint() + QSize(28 + area->verticalScrollBar()->sizeHint().width(), 84);
    resize(whole.boundedTo(parent->window()->size() - QSize(40, 40)));
}

}  // namespace corelane
