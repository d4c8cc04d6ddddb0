#include "app/desktop/charts/chart_cursor_item.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "app/presentation/format.h"

namespace headroom::desktop {

void ChartCursorItem::present(const ChartScale& scale, const Theme& theme, const QFont& font) {
    if (scale.plot != m_scale.plot) prepareGeometryChange();
    m_scale = scale;
    m_font = font;
    m_accent = theme.accent;
    m_onAccent = theme.textOnAccent;
    m_line = theme.textMuted;
    m_text = theme.text;
    m_raised = theme.cardRaised;
    update();
}

void ChartCursorItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintBrush(*painter);
    paintPlayhead(*painter);
    paintHover(*painter);
    painter->restore();
}

void ChartCursorItem::paintBrush(QPainter& painter) const {
    const auto brush = m_interaction.brush();
    if (!brush) return;
    QColor fill = m_accent;
    fill.setAlphaF(0.18F);
    const QRectF rect(QPointF(m_scale.x(brush->from), m_scale.plot.top()), QPointF(m_scale.x(brush->to), m_scale.plot.bottom()));
    painter.fillRect(rect, fill);
    painter.setPen(QPen(m_accent, 1));
    painter.drawLine(rect.topLeft(), rect.bottomLeft());
    painter.drawLine(rect.topRight(), rect.bottomRight());
}

void ChartCursorItem::paintPlayhead(QPainter& painter) const {
    const double seconds = m_interaction.playheadSeconds();
    if (!m_scale.span.contains(seconds)) return;
    const double x = std::round(m_scale.x(seconds)) + 0.5;
    painter.setPen(QPen(m_accent, 1.5));
    painter.drawLine(QPointF(x, m_scale.plot.top()), QPointF(x, m_scale.plot.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_accent);
    const double top = m_scale.plot.top();
    painter.drawPolygon(QPolygonF({{x - 5, top - 6}, {x + 5, top - 6}, {x, top + 1}}));
}

void ChartCursorItem::paintHover(QPainter& painter) const {
    const auto hover = m_interaction.hover();
    if (!hover || !m_scale.span.contains(*hover)) return;
    const double x = std::round(m_scale.x(*hover)) + 0.5;
    painter.setPen(QPen(m_line, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, m_scale.plot.top()), QPointF(x, m_scale.plot.bottom()));
    paintFlag(painter, *hover, m_raised, m_text);
}

void ChartCursorItem::paintFlag(QPainter& painter, double seconds, const QColor& ground, const QColor& text) const {
    const auto instant = model::Instant::start() + model::Duration::fromSeconds(seconds);
    const QString label = QString::fromStdString(presentation::formatClock(instant));
    painter.setFont(m_font);
    const double width = QFontMetricsF(m_font).horizontalAdvance(label) + 12;
    const double left = std::clamp(m_scale.x(seconds) - width / 2, m_scale.plot.left(), m_scale.plot.right() - width);
    const QRectF flag(left, m_scale.plot.top() - 20, width, 18);
    painter.setPen(QPen(m_line, 0.8));
    painter.setBrush(ground);
    painter.drawRoundedRect(flag, 4, 4);
    painter.setPen(text);
    painter.drawText(flag, Qt::AlignCenter, label);
}

}  // namespace headroom::desktop
