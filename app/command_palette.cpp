#include "app/command_palette.h"

#include "app/fuzzy.h"
#include "app/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace corelane {
namespace {

constexpr int rowHeight = 26, shownRows = 13, keyRole = Qt::UserRole, groupRole = Qt::UserRole + 1,
              doableRole = Qt::UserRole + 2;

// The command's words, its menu quieter beside them, its keys at the right.
class RowPainter : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, rowHeight}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Look& look = lookOf(option.palette);
        const bool doable = index.data(doableRole).toBool();
        painter->save();
        if (option.state & QStyle::State_Selected) {
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(look.accentSoft);
            painter->drawRoundedRect(option.rect, 4, 4);
        }
        QRect box = option.rect.adjusted(10, 0, -10, 0);
        painter->setFont(interfaceFont(11));
        painter->setPen(doable ? look.secondText : look.thirdText);
        const QString key = index.data(keyRole).toString();
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, key);
        box.setRight(box.right() - painter->fontMetrics().horizontalAdvance(key) - 16);
        painter->setFont(interfaceFont(13));
        painter->setPen(doable ? look.text : look.thirdText);
        const QString words =
            painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, box.width());
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, words);
        box.setLeft(box.left() + painter->fontMetrics().horizontalAdvance(words) + 10);
        painter->setFont(interfaceFont(11));
        painter->setPen(look.thirdText);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter, index.data(groupRole).toString());
        painter->restore();
    }
};

}  // namespace

CommandPalette::CommandPalette(const Commands& commands, QWidget* window)
    : Prompt(tr("Commands"), tr("Some letters of a command"), window), m_commands(commands) {
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Commands that fit"));
    m_list->setItemDelegate(new RowPainter(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(shownRows * rowHeight);
    column().addWidget(m_list);
    connect(&line(), &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::currentRowChanged, this, &CommandPalette::explain);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::accept);
    filter();
}

void CommandPalette::filter() {
    struct Found {
        CommandAction* action;
        int score;
    };
    std::vector<Found> found;
    for (CommandAction* action : m_commands.all()) {
        if (action->command().id == "palette") continue;  // it is open
        const auto score = fuzzyScore(line().text(), action->words() + ' ' + action->group());
        if (score) found.push_back({action, *score});
    }
    // Of equals the order of the menus; what cannot be done now comes last.
    if (!line().text().trimmed().isEmpty()) std::ranges::stable_sort(found, std::greater(), &Found::score);
    std::stable_partition(found.begin(), found.end(), [](const Found& f) { return f.action->whyNot().isEmpty(); });
    m_list->clear();
    m_shown.clear();
    for (const Found& f : found) {
        m_shown.push_back(f.action);
        auto* item = new QListWidgetItem(f.action->words(), m_list);
        item->setData(keyRole, f.action->keyText());
        item->setData(groupRole, f.action->group());
        item->setData(doableRole, f.action->whyNot().isEmpty());
        item->setData(Qt::AccessibleTextRole, f.action->words() + ", " + f.action->keyText());
    }
    m_list->setCurrentRow(m_shown.empty() ? -1 : 0);
    explain();
}

CommandAction* CommandPalette::current() const {
    const int row = m_list->currentRow();
    return row < 0 || row >= static_cast<int>(m_shown.size()) ? nullptr : m_shown[static_cast<std::size_t>(row)];
}

void CommandPalette::explain() {
    const CommandAction* action = current();
    if (!action) return say(tr("No command has these letters in this order."), Tone::Fault);
    const QString why = action->whyNot();
    say(why.isEmpty() ? action->command().does : why, why.isEmpty() ? Tone::Quiet : Tone::Fault);
}

void CommandPalette::accept() {
    CommandAction* action = current();
    if (!action || !action->whyNot().isEmpty()) return;
    leave();  // first: the command may put the keyboard elsewhere
    action->command().run();
}

bool CommandPalette::key(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Up         ? -1
                     : event->key() == Qt::Key_Down     ? 1
                     : event->key() == Qt::Key_PageUp   ? -shownRows
                     : event->key() == Qt::Key_PageDown ? shownRows
                                                        : 0;
    if (step == 0 || m_shown.empty()) return false;
    m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, static_cast<int>(m_shown.size()) - 1));
    return true;
}

}  // namespace corelane
