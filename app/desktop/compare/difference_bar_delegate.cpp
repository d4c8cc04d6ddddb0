#include "app/desktop/compare/difference_bar_delegate.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "app/desktop/compare/change_table.h"

namespace headroom::desktop {
namespace {

constexpr double barWidth = 48;
constexpr double barHeight = 10;

}  // namespace

QColor divergingColour(const Theme& theme, double position) {
    const auto last = static_cast<double>(theme.diverging.size() - 1);
    const double place = (std::clamp(position, -1.0, 1.0) + 1) / 2 * last;
    const auto lower = static_cast<std::size_t>(std::floor(place));
    const std::size_t upper = std::min(lower + 1, theme.diverging.size() - 1);
    const double share = place - std::floor(place);
    const QColor& a = theme.diverging[lower];
    const QColor& b = theme.diverging[upper];
    const auto mix = [share](int from, int to) { return static_cast<int>(std::lround(from + (to - from) * share)); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

QSize DifferenceBarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return QStyledItemDelegate::sizeHint(option, index) + QSize(static_cast<int>(barWidth) + 24, 0);
}

void DifferenceBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    const Theme& theme = m_themes.theme();
    const double relative = std::clamp(index.data(ChangeTable::relativeRole).toDouble(), -1.0, 1.0);
    const QRectF cell(option.rect);
    const double middle = cell.left() + 8 + barWidth / 2;
    const double top = cell.center().y() - barHeight / 2;
    // A bar too small to see is still one: its side tells more from less.
    double length = relative * barWidth / 2;
    if (relative != 0) length = std::copysign(std::max(2.0, std::abs(length)), relative);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor colour = divergingColour(theme, std::copysign(0.35 + 0.65 * std::abs(relative), relative));
    painter->setPen(QPen(colour.darker(theme.isDark ? 100 : 115), 1));
    painter->setBrush(index.data(ChangeTable::clearRole).toBool() ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(std::min(middle, middle + length), top, std::abs(length), barHeight), 1.5, 1.5);
    painter->setPen(QPen(theme.borderStrong, 1));
    painter->drawLine(QPointF(middle, top - 3), QPointF(middle, top + barHeight + 3));
    painter->restore();
}

}  // namespace headroom::desktop
