#pragma once

#include <QColor>
#include <QPainter>

#include "app/desktop/theme/theme.h"
#include "app/desktop/views/charts/chart_lines.h"

namespace headroom::desktop {

/// An element's colour in all charts.
QColor colourOf(const Theme& theme, int look);
/// The shape that tells its line from others without colour: dot, square, triangle, diamond, cross, inverted triangle, ring.
void drawMarker(QPainter& painter, int look, const QPointF& centre, const QColor& colour, const QColor& outline);
/// A stroke in a pattern that is laid along x, so that it costs no more than a solid one; steep parts are always drawn.
void drawStroke(QPainter& painter, const QPolygonF& points, views::LinePattern pattern);
/// A piece of the line with its marker, as a legend shows it.
void drawSample(QPainter& painter, const QRectF& rect, const views::ChartLine& line, const Theme& theme);

}  // namespace headroom::desktop
