#include "app/place_table.h"

#include "app/legend.h"
#include "app/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QThreadPool>

#include <algorithm>

namespace corelane {
namespace {

constexpr int padding = 4, swatchWidth = 14, rowPixels = 20;

bool isFigure(int column) {
    return column == PlaceRows::StartColumn || column == PlaceRows::DurationColumn;
}

Qt::Alignment alignmentOf(int column) {
    return (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

class CellPainter : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Look& look = lookOf(option.palette);
        painter->save();
        if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, look.accentSoft);
        QRectF box = QRectF(option.rect).adjusted(padding, 0, -padding, 0);
        if (index.column() == PlaceRows::StateColumn) {
            const auto state = static_cast<State>(index.data(Qt::UserRole).toInt());
            paintSwatch(
                *painter,
                QRect(static_cast<int>(box.left()), static_cast<int>(box.center().y()) - 5, swatchWidth, 11), state,
                look);
            box.setLeft(box.left() + swatchWidth + 8);
        }
        painter->setFont(interfaceFont(12));
        painter->setPen(look.text);
        const QString text = index.data().toString();
        const QFontMetricsF metrics(painter->font());
        drawFigures(
            *painter, box, isFigure(index.column()) ? Qt::AlignRight : Qt::AlignLeft,
            metrics.horizontalAdvance(text) <= box.width() + 4
                ? text
                : metrics.elidedText(text, Qt::ElideRight, box.width()));
        painter->restore();
    }
};

}  // namespace

void PlaceModel::show(PlaceRows rows) {
    beginResetModel();
    m_rows = std::move(rows);
    m_rows.sort(m_column, m_order);
    endResetModel();
}

void PlaceModel::sortBy(PlaceRows::Column column) {
    // Figures are looked at from the largest, words from the first; again: the other way round.
    const bool largestFirst =
        column == m_column ? m_order == PlaceRows::Order::Ascending : column == PlaceRows::DurationColumn;
    m_column = column;
    m_order = largestFirst ? PlaceRows::Order::Descending : PlaceRows::Order::Ascending;
    beginResetModel();
    m_rows.sort(m_column, m_order);
    endResetModel();
}

QVariant PlaceModel::data(const QModelIndex& index, int role) const {
    const SpanPlace& place = m_rows.places()[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return m_rows.text(place, index.column());
    case Qt::UserRole:
        return static_cast<int>(place.state);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(alignmentOf(index.column()));
    case Qt::ToolTipRole:
        if (index.column() == PlaceRows::DurationColumn) return tr("%1 ns").arg(place.took());
        if (const DrawnRun* run = m_rows.runOf(place); run && index.column() == PlaceRows::StartColumn)
            return tr("%1 ns").arg(place.begin - run->begin());
        return m_rows.text(place, index.column());
    default:
        return {};
    }
}

QVariant PlaceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(alignmentOf(section));
    if (role != Qt::DisplayRole) return {};
    if (section != m_column) return m_rows.head(section);
    return m_rows.head(section) + (m_order == PlaceRows::Order::Ascending ? " ▴" : " ▾");
}

PlaceTable::PlaceTable(QWidget* parent) : QTableView(parent) {
    setModel(&m_model);
    setItemDelegate(new CellPainter(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setShowGrid(false);
    setWordWrap(false);
    setVerticalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(10);
    verticalHeader()->setDefaultSectionSize(rowPixels);
    horizontalHeader()->setFixedHeight(22);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setSectionsClickable(true);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int column) {
        m_model.sortBy(static_cast<PlaceRows::Column>(column));
    });
}

void PlaceTable::show(PlaceRows rows) {
    const int row = currentIndex().row();
    const SpanPlace was = row < 0 ? SpanPlace() : m_model.rows().places()[static_cast<std::size_t>(row)];
    m_renewing = true;
    m_model.show(std::move(rows));
    const auto& now = m_model.rows().places();
    if (const auto at = std::ranges::find(now, was); row >= 0 && at != now.end())
        selectRow(static_cast<int>(at - now.begin()));
    m_renewing = false;
    horizontalHeader()->setVisible(!now.empty());  // heads over nothing say nothing
    fitColumns();
}

void PlaceTable::fitColumns() {
    // The first rows tell; a later cell that is wider is cut, and its tool tip is not.
    constexpr int looked = 64;
    const QFontMetricsF body(interfaceFont(12)), head(interfaceFont(11));
    for (int c = 0; c < PlaceRows::NameColumn; ++c) {
        double width = 0;
        for (int r = 0; r < std::min(looked, m_model.rowCount()); ++r)
            width = std::max(width, figuresWidth(body, m_model.index(r, c).data().toString()));
        if (c == PlaceRows::StateColumn) width += swatchWidth + 8;
        width = std::max(width, head.horizontalAdvance(m_model.rows().head(c) + " ▾"));
        constexpr int apart = 16;
        setColumnWidth(c, static_cast<int>(width) + 2 * padding + apart);
    }
}

void PlaceTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    if (m_renewing) return;
    const QModelIndexList marked = selectionModel()->selectedRows();
    if (marked.size() == 1) emit chosen(m_model.rows().places()[static_cast<std::size_t>(marked.front().row())]);
}

void PlaceTable::copy(PlaceRows::Format format) {
    std::vector<SpanPlace> marked;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        marked.push_back(rows().places()[static_cast<std::size_t>(index.row())]);
    QThreadPool::globalInstance()->start([format, rows = marked.size() > 1 ? rows().only(marked) : rows()] {
        QMetaObject::invokeMethod(
            qApp, [text = rows.written(format)] { QApplication::clipboard()->setText(text); }, Qt::QueuedConnection);
    });
}

}  // namespace corelane
