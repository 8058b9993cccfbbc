// One table for all figures of the window: digits in equal cells, units in the heads, swatches and bars, rows that
// can be selected, copied (Ctrl+C) and read by a screen reader. What it shows is a plain value.
#pragma once

#include "engine/trace/state.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <optional>
#include <vector>

namespace corelane {

struct Cell {
    enum class Tone { Normal, Second, Third, Good, Bad };
    QString text, second;  // second: right of text, quieter, in a column of its own
    std::optional<State> swatch;
    double bar = -1;  // 0..1 of the room left of the text; below 0: none
    State barState = State::Useful;
    bool strong = false;
    Tone tone = Tone::Normal;
    QString tip;
    std::optional<double> order = {};  // of a table that sorts; without one, the text's
};

struct TableColumn {
    QString title;
    Qt::Alignment align = Qt::AlignRight;
    bool stretch = false;
    int minimum = 0;
    bool optional = false;  // left out where there is no room for it
    bool elides = false;    // may become narrower than its text
};

struct Table {
    std::vector<TableColumn> columns;
    std::vector<std::vector<Cell>> rows;
    bool total = false;  // the last row stands under a stronger line
};

class TableModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    using QAbstractTableModel::QAbstractTableModel;
    void show(Table);
    const Table& table() const { return m_table; }
    int rowCount(const QModelIndex& = {}) const override { return static_cast<int>(m_table.rows.size()); }
    int columnCount(const QModelIndex& = {}) const override { return static_cast<int>(m_table.columns.size()); }
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;

  private:
    Table m_table;
};

class FigureTable : public QTableView {
    Q_OBJECT

  public:
    explicit FigureTable(QWidget* parent = nullptr);
    void show(Table);
    void setRowHeight(int pixels);
    // A click on a head, or the menu, sorts by its column; again: the other way round. Rows are told of
    // (rowActivated) by their places in what was shown.
    void setSortable();
    void sortBy(int column);
    const Table& table() const { return m_model.table(); }
    QString copyText() const;  // tab separated: the selected rows, or all of them, under their heads
    QString copyCsv() const;   // the same as RFC 4180 has it
    int contentHeight() const;
    using QTableView::show;

  signals:
    void rowActivated(int row);

  protected:
    void keyPressEvent(QKeyEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;

  private:
    void fitColumns();
    void copy();
    std::vector<QStringList> chosenLines() const;
    void showSorted();
    int givenRow(int row) const;

    TableModel m_model;
    Table m_given;  // as it was shown, of a table that sorts
    bool m_sorts = false;
    int m_sortColumn = -1;
    bool m_descending = false;
    std::vector<std::size_t> m_order;  // the given row of each shown one
};

}  // namespace corelane
