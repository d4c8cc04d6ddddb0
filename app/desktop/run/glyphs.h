#pragma once

#include <QColor>
#include <QIcon>
#include <QPainter>

namespace headroom::desktop {

/// Small pictures drawn from shapes, sharp at any size.
enum class Glyph { Play, Pause, Step, Stop, TriangleUp, TriangleDown, Ring, Square, HollowSquare, Diamond, Cross, Dot, Flag };

/// Fills a square of this size around the centre.
void drawGlyph(QPainter& painter, Glyph glyph, const QPointF& centre, double size, const QColor& colour);
/// With a paler one for disabled controls.
QIcon glyphIcon(Glyph glyph, const QColor& colour, const QColor& disabled);

}  // namespace headroom::desktop
