#include "app/desktop/compare/change_table.h"

#include "app/desktop/views/compare/change_summary.h"

namespace headroom::desktop {

void ChangeTable::setChanges(std::vector<views::Change> changes) {
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

int ChangeTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int ChangeTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChangeTable::text(const views::Change& change, int column) const {
    switch (column) {
        case Element: return change.elementName;
        case Figure: return change.figureName;
        case A: return change.aText;
        case B: return change.bText;
        case Difference: return change.isClear ? change.differenceText : QStringLiteral("≈ ") + change.differenceText;
        default: return change.kind == views::Change::Kind::Figure ? views::percentText(change) : QString();
    }
}

QVariant ChangeTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const views::Change& one = change(index.row());
    switch (role) {
        case Qt::DisplayRole: return text(one, index.column());
        case Qt::ToolTipRole:
            return (one.isClear ? QString() : tr("≈ Not clear: within the 95 % intervals of both, or very small. ")) +
                   (one.intervalText.isEmpty() ? text(one, index.column()).toString() : one.intervalText);
        case Qt::TextAlignmentRole:
            return QVariant(index.column() < A ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
        case relativeRole: return one.relative;
        case clearRole: return one.isClear;
        default: return {};
    }
}

QVariant ChangeTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(section < A ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const QStringList heads{tr("Element"), tr("Figure"), tr("A"), tr("B"), tr("Difference"), tr("%")};
    return heads[section];
}

}  // namespace headroom::desktop
