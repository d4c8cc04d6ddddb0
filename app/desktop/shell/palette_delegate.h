#pragma once

#include <QStyledItemDelegate>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// Where an item of the palette keeps what is drawn of it.
enum PaletteRole {
    PaletteEntryRole = Qt::UserRole,
    PaletteDetailRole,
    PaletteShortcutRole,
    PalettePositionsRole,
    PaletteIconRole
};

/// A line of the palette: picture, title with what matched in bold, what it belongs to, keys.
class PaletteDelegate : public QStyledItemDelegate {
public:
    PaletteDelegate(const ThemeStore& themes, QObject* parent) : QStyledItemDelegate(parent), m_themes(themes) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int paintShortcut(QPainter& painter, const QRect& line, const QString& keys) const;
    void paintTitle(QPainter& painter, QRect area, const QModelIndex& index) const;

    const ThemeStore& m_themes;
};

}  // namespace headroom::desktop
