#include "app/desktop/charts/chart_lines_item.h"

#include <cmath>

#include "app/desktop/charts/chart_style.h"

namespace headroom::desktop {
namespace {

constexpr double lineWidth = 1.6;
constexpr double markerSpacing = 110;

QColor faded(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

}  // namespace

void ChartLinesItem::present(const views::ChartBoard& board, const views::Chart& chart, const ChartScale& scale, const Theme& theme) {
    if (scale.plot != m_scale.plot) prepareGeometryChange();
    m_scale = scale;
    m_ground = theme.panel;
    m_faultColour = theme.danger;
    m_warmupColour = theme.unknown;
    m_warmup = board.warmupSeconds();
    m_faults.clear();
    for (const views::FaultSpan& fault : board.faults()) m_faults.push_back(fault.span);
    m_lines.clear();
    const bool isStepped = views::specOf(chart.kind).isStepped;
    for (const views::ChartLine& line : chart.lines) {
        m_lines.push_back(lineOf(board, line, isStepped));
        m_lines.back().colour = colourOf(theme, line.look);
        if (chart.lines.size() > 1) addMarkers(board, line, m_lines.back());
    }
    update();
}

ChartLinesItem::Line ChartLinesItem::lineOf(const views::ChartBoard& board, const views::ChartLine& line, bool isStepped) const {
    Line drawn{{}, line.look, line.pattern, {}, {}};
    const auto buckets = static_cast<std::size_t>(std::max(1.0, m_scale.plot.width()));
    for (const views::Stroke& stroke : views::decimated(board.times(line.source), board.values(line), m_scale.span, buckets)) {
        QPolygonF points;
        for (const views::ChartPoint& point : stroke) {
            const QPointF at(m_scale.x(point.seconds), m_scale.y(point.value));
            if (isStepped && !points.isEmpty() && points.back().y() != at.y()) points.append({at.x(), points.back().y()});
            points.append(at);
        }
        drawn.strokes.push_back(std::move(points));
    }
    return drawn;
}

/// At instants that stay where they are while the trace grows, and aside for each element, so that equal lines show theirs.
void ChartLinesItem::addMarkers(const views::ChartBoard& board, const views::ChartLine& from, Line& line) const {
    const double step = markerSpacing / m_scale.plot.width() * m_scale.span.length();
    const double shift = step * (from.look % 8) / 8;
    const std::vector<double>& times = board.times(from.source);
    if (times.empty() || !(step > 0)) return;
    for (double t = std::ceil((m_scale.span.from - shift) / step) * step + shift; t <= m_scale.span.to; t += step) {
        const std::size_t position = views::positionAt(times, t);
        if (position >= times.size() || times[position] < m_scale.span.from || t > times.back()) continue;
        const double value = board.valueAt(from, times[position]);
        if (!std::isnan(value)) line.markers.emplace_back(m_scale.x(times[position]), m_scale.y(value));
    }
}

void ChartLinesItem::paintShades(QPainter& painter) const {
    const QRectF& plot = m_scale.plot;
    if (m_warmup > m_scale.span.from)
        painter.fillRect(QRectF(QPointF(plot.left(), plot.top()), QPointF(m_scale.x(m_warmup), plot.bottom())),
                         faded(m_warmupColour, 0.12));
    for (const views::TimeSpan& fault : m_faults) {
        const double left = m_scale.x(fault.from);
        const double right = m_scale.x(fault.to);
        painter.fillRect(QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom())), faded(m_faultColour, 0.10));
        painter.setPen(QPen(faded(m_faultColour, 0.55), 1, Qt::DotLine));
        painter.drawLine(QPointF(left, plot.top()), QPointF(left, plot.bottom()));
        if (right > left) painter.drawLine(QPointF(right, plot.top()), QPointF(right, plot.bottom()));
    }
}

void ChartLinesItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setClipRect(m_scale.plot.adjusted(-1, -2, 1, 2));
    paintShades(*painter);
    painter->setRenderHint(QPainter::Antialiasing);
    for (const Line& line : m_lines) {
        painter->setPen(QPen(line.colour, lineWidth, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
        for (const QPolygonF& stroke : line.strokes) drawStroke(*painter, stroke, line.pattern);
    }
    painter->setClipRect(boundingRect());
    for (const Line& line : m_lines)
        for (const QPointF& marker : line.markers) drawMarker(*painter, line.look, marker, line.colour, m_ground);
    painter->restore();
}

}  // namespace headroom::desktop
