// A table of places in the timelines. A click on a head sorts it; of any number of rows only those that are seen are
// ever written out.
#pragma once

#include "app/place_rows.h"

#include <QAbstractTableModel>
#include <QTableView>

namespace corelane {

class PlaceModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    using QAbstractTableModel::QAbstractTableModel;
    void show(PlaceRows);
    const PlaceRows& rows() const { return m_rows; }
    int rowCount(const QModelIndex& = {}) const override { return static_cast<int>(m_rows.places().size()); }
    int columnCount(const QModelIndex& = {}) const override { return PlaceRows::columnsAll; }
    QVariant data(const QModelIndex&, int role) const override;
    QVariant headerData(int section, Qt::Orientation, int role) const override;
    void sortBy(PlaceRows::Column);  // the same one again: the other way round

  private:
    PlaceRows m_rows;
    PlaceRows::Column m_column = PlaceRows::DurationColumn;
    PlaceRows::Order m_order = PlaceRows::Order::Descending;
};

class PlaceTable : public QTableView {
    Q_OBJECT

  public:
    explicit PlaceTable(QWidget* parent);
    void show(PlaceRows);  // the chosen row stays chosen where it is still there
    const PlaceRows& rows() const { return m_model.rows(); }
    void copy(PlaceRows::Format);  // the marked rows, or all when fewer than two are; written on another thread
    using QTableView::show;

  signals:
    void chosen(const corelane::SpanPlace&);  // by mouse or keys

  protected:
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

  private:
    void fitColumns();

    PlaceModel m_model;
    bool m_renewing = false;
};

}  // namespace corelane
