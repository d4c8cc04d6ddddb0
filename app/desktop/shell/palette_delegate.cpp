#include "app/desktop/shell/palette_delegate.h"

#include <QPainter>
#include <QPainterPath>

#include "app/desktop/theme/icon_loader.h"

namespace headroom::desktop {
namespace {

constexpr int margin = 12;
constexpr int picture = 20;
constexpr int gap = 12;

}  // namespace

void PaletteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = m_themes.theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    const QRect line = option.rect.adjusted(4, 1, -4, -1);
    if (option.state & QStyle::State_Selected) {
        painter->setPen(QPen(theme.accent, 1));
        painter->setBrush(theme.accentSoft);
        painter->drawRoundedRect(QRectF(line).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
    const QString icon = index.data(PaletteIconRole).toString();
    if (!icon.isEmpty()) {
        const QRect place(line.left() + margin, line.center().y() - picture / 2, picture, picture);
        themedIcon(m_themes, icon).paint(painter, place);
    }
    const int right = paintShortcut(*painter, line, index.data(PaletteShortcutRole).toString());
    QRect area = line;
    area.setLeft(line.left() + margin + picture + gap);
    area.setRight(right - gap);
    paintTitle(*painter, area, index);
    painter->restore();
}

/// Answers where the line's text may go to.
int PaletteDelegate::paintShortcut(QPainter& painter, const QRect& line, const QString& keys) const {
    if (keys.isEmpty()) return line.right() - margin;
    const Theme& theme = m_themes.theme();
    const int width = painter.fontMetrics().horizontalAdvance(keys) + 16;
    const int height = painter.fontMetrics().height() + 4;
    const QRectF cap(line.right() - margin - width, line.top() + (line.height() - height) / 2.0, width, height);
    painter.setPen(theme.border);
    painter.setBrush(theme.container);
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(theme.textMuted);
    painter.drawText(cap, Qt::AlignCenter, keys);
    return static_cast<int>(cap.left());
}

void PaletteDelegate::paintTitle(QPainter& painter, QRect area, const QModelIndex& index) const {
    const Theme& theme = m_themes.theme();
    const QString detail = index.data(PaletteDetailRole).toString();
    const int detailWidth = painter.fontMetrics().horizontalAdvance(detail);
    const QString title = painter.fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, area.width());
    const QVariantList positions = index.data(PalettePositionsRole).toList();
    QFont plain = painter.font();
    QFont bold = plain;
    bold.setWeight(QFont::Bold);
    int x = area.left();
    for (int i = 0; i < title.size(); ++i) {
        const bool isMatch = positions.contains(i);
        painter.setFont(isMatch ? bold : plain);
        painter.setPen(isMatch ? theme.accent : theme.text);
        const QString character = title.mid(i, 1);
        painter.drawText(QRect(x, area.top(), area.right() - x, area.height()), Qt::AlignVCenter | Qt::AlignLeft, character);
        x += painter.fontMetrics().horizontalAdvance(character);
    }
    painter.setFont(plain);
    painter.setPen(theme.textMuted);
    if (x + gap + detailWidth <= area.right())
        painter.drawText(QRect(area.right() - detailWidth, area.top(), detailWidth, area.height()), Qt::AlignVCenter, detail);
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {200, qMax(40, option.fontMetrics.height() + 20)};
}

}  // namespace headroom::desktop
