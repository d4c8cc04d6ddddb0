#include "app/desktop/charts/chart_style.h"

#include <array>
#include <cmath>

namespace headroom::desktop {
namespace {

constexpr double lineWidth = 1.6;
constexpr double markerRadius = 3.2;
constexpr int markerShapes = 7;
/// Taller steps are drawn whole: a spike must not fall into a pattern's gap.
constexpr double steep = 4;

struct Rhythm {
    double on;
    double off;
};

QPolygonF shapeOf(int shape, const QPointF& c, double r) {
    switch (shape) {
        case 1: return QPolygonF(QRectF(c.x() - r * 0.9, c.y() - r * 0.9, r * 1.8, r * 1.8));
        case 2: return {c + QPointF(0, -r * 1.2), c + QPointF(r * 1.1, r * 0.9), c + QPointF(-r * 1.1, r * 0.9)};
        case 3: return {c + QPointF(0, -r * 1.3), c + QPointF(r * 1.3, 0), c + QPointF(0, r * 1.3), c + QPointF(-r * 1.3, 0)};
        default: return {c + QPointF(0, r * 1.2), c + QPointF(r * 1.1, -r * 0.9), c + QPointF(-r * 1.1, -r * 0.9)};
    }
}

/// The parts of one segment that the rhythm leaves.
void addDashes(const QPointF& from, const QPointF& to, const Rhythm& rhythm, QList<QLineF>& lines) {
    if (std::abs(to.y() - from.y()) > steep && to.x() - from.x() < 3) {
        lines.append({from, to});
        return;
    }
    const double period = rhythm.on + rhythm.off;
    const double dx = to.x() - from.x();
    const auto at = [&](double x) { return dx <= 0 ? to : from + (to - from) * ((x - from.x()) / dx); };
    for (double start = std::floor(from.x() / period) * period; start <= to.x(); start += period) {
        const double left = std::max(start, from.x());
        const double right = std::min(start + rhythm.on, to.x());
        if (left < right) lines.append({at(left), at(right)});
    }
}

}  // namespace

QColor colourOf(const Theme& theme, int look) {
    return theme.series[static_cast<std::size_t>(look) % theme.series.size()];
}

void drawMarker(QPainter& painter, int look, const QPointF& centre, const QColor& colour, const QColor& outline) {
    const int shape = look % markerShapes;
    painter.setPen(QPen(outline, 1));
    painter.setBrush(colour);
    if (shape == 0) {
        painter.drawEllipse(centre, markerRadius, markerRadius);
    } else if (shape == 6) {
        painter.setPen(QPen(colour, 1.4));
        painter.setBrush(outline);
        painter.drawEllipse(centre, markerRadius, markerRadius);
    } else if (shape == 4) {
        painter.setPen(QPen(colour, 1.8));
        for (const QPointF& arm : {QPointF(markerRadius, markerRadius), QPointF(markerRadius, -markerRadius)})
            painter.drawLine(centre - arm, centre + arm);
    } else {
        painter.drawPolygon(shapeOf(shape, centre, markerRadius));
    }
    painter.setBrush(Qt::NoBrush);
}

void drawStroke(QPainter& painter, const QPolygonF& points, views::LinePattern pattern) {
    if (points.size() == 1) {
        painter.drawLine(points.front() - QPointF(1, 0), points.front() + QPointF(1, 0));
        return;
    }
    if (pattern == views::LinePattern::Solid) {
        painter.drawPolyline(points);
        return;
    }
    const Rhythm rhythm = pattern == views::LinePattern::Dashed ? Rhythm{7, 4} : Rhythm{2, 3};
    QList<QLineF> lines;
    for (qsizetype i = 1; i < points.size(); ++i) addDashes(points[i - 1], points[i], rhythm, lines);
    painter.drawLines(lines);
}

void drawSample(QPainter& painter, const QRectF& rect, const views::ChartLine& line, const Theme& theme) {
    const QColor colour = colourOf(theme, line.look);
    painter.setPen(QPen(colour, lineWidth + 0.4));
    const double y = std::round(rect.center().y());
    drawStroke(painter, {QPointF(rect.left(), y), QPointF(rect.right(), y)}, line.pattern);
    drawMarker(painter, line.look, {rect.center().x(), y}, colour, theme.panel);
}

}  // namespace headroom::desktop
