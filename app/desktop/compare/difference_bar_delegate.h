#pragma once

#include <QStyledItemDelegate>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// A colour of the diverging scale at −1 (much less) ... 0 (the same) ... 1 (much more).
QColor divergingColour(const Theme& theme, double position);

/// A percentage over a bar that reaches left for less and right for more; hollow where the difference is not clear.
class DifferenceBarDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    DifferenceBarDelegate(const ThemeStore& themes, QObject* parent) : QStyledItemDelegate(parent), m_themes(themes) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const ThemeStore& m_themes;
};

}  // namespace headroom::desktop
