#include "app/desktop/compare/diverging_legend.h"

#include <QPainter>

#include "app/desktop/compare/difference_bar_delegate.h"

namespace headroom::desktop {
namespace {

constexpr int barWidth = 120;
constexpr int barHeight = 10;
constexpr int gap = 8;

}  // namespace

DivergingLegend::DivergingLegend(ThemeStore& themes, QWidget* parent) : QWidget(parent), m_themes(themes) {
    setAccessibleName(tr("Scale of differences: from much less over the same to much more in B"));
    connect(&themes, &ThemeStore::changed, this, qOverload<>(&QWidget::update));
}

void DivergingLegend::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const QRect bar((width() - barWidth) / 2, (height() - barHeight) / 2, barWidth, barHeight);
    for (int x = 0; x < barWidth; ++x)
        painter.fillRect(bar.x() + x, bar.y(), 1, barHeight, divergingColour(m_themes.theme(), 2.0 * x / (barWidth - 1) - 1));
    painter.setPen(m_themes.theme().textMuted);
    painter.drawText(QRect(0, 0, bar.x() - gap, height()), Qt::AlignRight | Qt::AlignVCenter, tr("less in B"));
    painter.drawText(QRect(bar.right() + gap, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, tr("more in B"));
}

}  // namespace headroom::desktop
