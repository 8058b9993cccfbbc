#include "app/figure_table.h"

#include "app/figures.h"
#include "app/legend.h"
#include "app/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QRegularExpression>
#include <QStyledItemDelegate>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace corelane {
namespace {

constexpr int padding = 6, swatchWidth = 14, swatchGap = 8, secondWidth = 46;

QFont fontOf(const Cell& cell) {
    return interfaceFont(12, cell.strong ? QFont::DemiBold : QFont::Normal);
}

QColor colourOf(const Cell& cell, const Look& look) {
    switch (cell.tone) {
    case Cell::Tone::Normal:
        return look.text;
    case Cell::Tone::Second:
        return look.secondText;
    case Cell::Tone::Third:
        return look.thirdText;
    case Cell::Tone::Good:
        return look.good;
    case Cell::Tone::Bad:
        return look.bad;
    }
    return look.text;
}

int widthOf(const Cell& cell) {
    double width = 2 * padding + figuresWidth(QFontMetricsF(fontOf(cell)), cell.text);
    if (cell.swatch) width += swatchWidth + swatchGap;
    if (!cell.second.isEmpty())
        width += std::max(double(secondWidth), 8 + figuresWidth(QFontMetricsF(interfaceFont(11)), cell.second));
    return static_cast<int>(std::ceil(width));
}

class CellPainter : public QStyledItemDelegate {
  public:
    CellPainter(const TableModel& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Table& table = m_model.table();
        const auto row = static_cast<std::size_t>(index.row()), column = static_cast<std::size_t>(index.column());
        const Cell& cell = table.rows[row][column];
        const Look& look = lookOf(option.palette);
        painter->save();
        const bool selected = option.state & QStyle::State_Selected;
        if (selected) painter->fillRect(option.rect, look.accentSoft);
        if (table.total && row + 1 == table.rows.size())
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1), look.thirdText);
        QRectF box = QRectF(option.rect).adjusted(padding, 0, -padding, 0);
        if (cell.swatch) {
            paintSwatch(
                *painter,
                QRect(static_cast<int>(box.left()), static_cast<int>(box.center().y()) - 5, swatchWidth, 11),
                *cell.swatch, look);
            box.setLeft(box.left() + swatchWidth + swatchGap);
        }
        if (!cell.second.isEmpty()) {
            painter->setFont(interfaceFont(11));
            painter->setPen(selected ? look.secondText : look.thirdText);
            drawFigures(*painter, box, Qt::AlignRight, cell.second);
            box.setRight(
                box.right() -
                std::max(double(secondWidth), 8 + figuresWidth(QFontMetricsF(painter->font()), cell.second)));
        }
        painter->setFont(fontOf(cell));
        const QColor colour = colourOf(cell, look);
        painter->setPen(selected && cell.tone == Cell::Tone::Third ? look.secondText : colour);
        const Qt::Alignment align = table.columns[column].align;
        const QString text = QFontMetricsF(painter->font()).horizontalAdvance(cell.text) <= box.width() + 4
                                 ? cell.text
                                 : QFontMetricsF(painter->font()).elidedText(cell.text, Qt::ElideRight, box.width());
        drawFigures(*painter, box, align, text);
        if (cell.bar >= 0) {
            const double free = box.width() - figuresWidth(QFontMetricsF(painter->font()), cell.text) - 10;
            const double width = std::min(free, 96.0) * std::min(1.0, cell.bar);
            if (free > 4 && cell.bar > 0)
                painter->fillRect(
                    QRectF(box.left(), std::round(box.center().y() - 3), std::max(1.0, width), 6),
                    cell.barState == State::Idle ? look.thirdText.lighter(look.dark ? 70 : 140)
                                                 : look.of(cell.barState));
        }
        if (option.state & QStyle::State_HasFocus) {
            painter->setPen(look.accent);
            painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }

  private:
    const TableModel& m_model;
};

}  // namespace

void TableModel::show(Table table) {
    const bool sameShape = table.rows.size() == m_table.rows.size() && table.columns.size() == m_table.columns.size();
    if (sameShape) {
        // Selection and scroll position survive new figures.
        m_table = std::move(table);
        if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        emit headerDataChanged(Qt::Horizontal, 0, std::max(0, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

QVariant TableModel::data(const QModelIndex& index, int role) const {
    const Cell& cell = m_table.rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.second.isEmpty() ? cell.text : cell.text + '\t' + cell.second;
    case Qt::AccessibleTextRole:
        return cell.text + ' ' + cell.second;
    case Qt::ToolTipRole:
        return cell.tip.isEmpty() ? QVariant() : cell.tip;
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= columnCount()) return {};
    const TableColumn& column = m_table.columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return column.title;
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(column.align | Qt::AlignVCenter);
    return {};
}

FigureTable::FigureTable(QWidget* parent) : QTableView(parent) {
    setModel(&m_model);
    setItemDelegate(new CellPainter(m_model, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(10);
    setRowHeight(20);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(10);
    horizontalHeader()->setFixedHeight(20);
    connect(this, &QTableView::clicked, this, [this](const QModelIndex& i) { emit rowActivated(givenRow(i.row())); });
    connect(
        this, &QTableView::activated, this, [this](const QModelIndex& i) { emit rowActivated(givenRow(i.row())); });
}

void FigureTable::setSortable() {
    m_sorts = true;
    horizontalHeader()->setSectionsClickable(true);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &FigureTable::sortBy);
}

void FigureTable::sortBy(int column) {
    if (!m_sorts) return;
    m_descending = m_sortColumn == column && !m_descending;
    m_sortColumn = column;
    showSorted();
}

int FigureTable::givenRow(int row) const {
    const auto i = static_cast<std::size_t>(row);
    return i < m_order.size() ? static_cast<int>(m_order[i]) : row;
}

void FigureTable::showSorted() {
    Table sorted = m_given;
    m_order.resize(m_given.rows.size());
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    const auto column = static_cast<std::size_t>(m_sortColumn);
    if (m_sortColumn >= 0 && column < m_given.columns.size()) {
        // What has no figure stands below what has one, whichever way round.
        std::ranges::stable_sort(m_order, [&](std::size_t a, std::size_t b) {
            const Cell &left = m_given.rows[a][column], &right = m_given.rows[b][column];
            if (left.order.has_value() != right.order.has_value()) return left.order.has_value();
            if (left.order) return m_descending ? *left.order > *right.order : *left.order < *right.order;
            const int words = QString::localeAwareCompare(left.text, right.text);
            return m_descending ? words > 0 : words < 0;
        });
        sorted.columns[column].title += m_descending ? " ▾" : " ▴";
    }
    for (std::size_t i = 0; i < m_order.size(); ++i) sorted.rows[i] = m_given.rows[m_order[i]];
    m_model.show(std::move(sorted));
    fitColumns();
}

void FigureTable::setRowHeight(int pixels) {
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(pixels);
}

void FigureTable::show(Table table) {
    if (m_sorts) {
        m_given = std::move(table);
        return showSorted();
    }
    m_model.show(std::move(table));
    fitColumns();
}

int FigureTable::contentHeight() const {
    return horizontalHeader()->height() + verticalHeader()->defaultSectionSize() * m_model.rowCount() + 2;
}

void FigureTable::fitColumns() {
    const Table& table = m_model.table();
    if (table.columns.empty()) return;
    std::vector<int> widths;
    int used = 0, stretching = 0;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        int width = std::max(
            table.columns[c].minimum,
            QFontMetrics(interfaceFont(11)).horizontalAdvance(table.columns[c].title) + 2 * padding);
        for (const auto& row : table.rows) width = std::max(width, widthOf(row[c]));
        widths.push_back(width);
        used += width;
        stretching += table.columns[c].stretch;
    }
    int spare = viewport()->width() - used;
    for (std::size_t c = widths.size(); c-- > 0;) {
        const bool left_out = table.columns[c].optional && spare < 0;
        if (left_out) spare += widths[c];
        setColumnHidden(static_cast<int>(c), left_out);
    }
    for (std::size_t c = 0; c < widths.size(); ++c) {
        int width = widths[c];
        if (spare > 0 && table.columns[c].stretch)
            width += spare / stretching;
        else if (spare < 0 && table.columns[c].elides)
            width = std::max(48, width + spare);
        setColumnWidth(static_cast<int>(c), width);
    }
}

void FigureTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

std::vector<QStringList> FigureTable::chosenLines() const {
    const Table& table = m_model.table();
    const auto hasSecond = [&](std::size_t c) {
        return std::ranges::any_of(table.rows, [c](const auto& row) { return !row[c].second.isEmpty(); });
    };
    const std::vector<TableColumn>& heads = m_sorts ? m_given.columns : table.columns;  // without the sort's arrow
    std::vector<QStringList> lines(1);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        lines.front() << heads[c].title;
        if (hasSecond(c)) lines.front() << QString();
    }
    const bool all = selectionModel()->selectedRows().size() < 2;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        if (!all && !selectionModel()->isRowSelected(static_cast<int>(r))) continue;
        QStringList& cells = lines.emplace_back();
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            cells << table.rows[r][c].text;
            if (hasSecond(c)) cells << table.rows[r][c].second;
        }
    }
    return lines;
}

QString FigureTable::copyText() const {
    QString text;
    for (const QStringList& cells : chosenLines()) text += cells.join('\t') + '\n';
    return text;
}

QString FigureTable::copyCsv() const {
    static const QRegularExpression special("[\",\r\n]");
    QString text;
    for (QStringList cells : chosenLines()) {
        for (QString& cell : cells)
            if (cell.contains(special)) cell = '"' + cell.replace('"', "\"\"") + '"';
        text += cells.join(',') + "\r\n";
    }
    return text;
}

void FigureTable::copy() {
    QApplication::clipboard()->setText(copyText());
}

void FigureTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) return copy();
    if (event->key() == Qt::Key_Escape) clearSelection();
    QTableView::keyPressEvent(event);
}

void FigureTable::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    connect(menu.addAction(tr("Copy the table")), &QAction::triggered, this, &FigureTable::copy);
    connect(menu.addAction(tr("Copy the table as CSV")), &QAction::triggered, this, [this] {
        QApplication::clipboard()->setText(copyCsv());
    });
    for (std::size_t c = 0; m_sorts && c < m_given.columns.size(); ++c)
        connect(
            menu.addAction(tr("Sort by: %1").arg(m_given.columns[c].title)), &QAction::triggered, this,
            [this, c] { sortBy(static_cast<int>(c)); });
    menu.exec(event->globalPos());
}

}  // namespace corelane
