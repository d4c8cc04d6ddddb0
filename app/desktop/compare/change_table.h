#pragma once

#include <QAbstractTableModel>

#include "app/desktop/views/compare/comparison.h"

namespace headroom::desktop {

/// What changed, as rows: element, figure, A, B, difference, percent.
class ChangeTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Element, Figure, A, B, Difference, Percent, ColumnCount };
    static constexpr int relativeRole = Qt::UserRole + 1;  ///< −1 ... 1
    static constexpr int clearRole = Qt::UserRole + 2;     ///< whether the difference is beyond the intervals

    using QAbstractTableModel::QAbstractTableModel;
    void setChanges(std::vector<views::Change> changes);
    const views::Change& change(int row) const { return m_changes[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant text(const views::Change& change, int column) const;

    std::vector<views::Change> m_changes;
};

}  // namespace headroom::desktop
