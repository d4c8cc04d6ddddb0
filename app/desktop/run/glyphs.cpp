#include "app/desktop/run/glyphs.h"

#include <QPainterPath>
#include <QPixmap>

namespace headroom::desktop {
namespace {

constexpr int iconSize = 16;

QPolygonF polygon(std::initializer_list<QPointF> points) {
    return QPolygonF(QList<QPointF>(points));
}

/// In a square from -1 to 1.
QPainterPath pathOf(Glyph glyph) {
    QPainterPath path;
    switch (glyph) {
        case Glyph::Play: path.addPolygon(polygon({{-0.65, -0.85}, {0.85, 0}, {-0.65, 0.85}})); break;
        case Glyph::Pause:
            path.addRect(-0.7, -0.8, 0.5, 1.6);
            path.addRect(0.2, -0.8, 0.5, 1.6);
            break;
        case Glyph::Step:
            path.addPolygon(polygon({{-0.8, -0.8}, {0.35, 0}, {-0.8, 0.8}}));
            path.addRect(0.45, -0.8, 0.35, 1.6);
            break;
        case Glyph::Stop: path.addRoundedRect(-0.7, -0.7, 1.4, 1.4, 0.15, 0.15); break;
        case Glyph::TriangleUp: path.addPolygon(polygon({{0, -0.9}, {0.95, 0.8}, {-0.95, 0.8}})); break;
        case Glyph::TriangleDown: path.addPolygon(polygon({{0, 0.9}, {0.95, -0.8}, {-0.95, -0.8}})); break;
        case Glyph::Ring: path.addEllipse(QPointF(0, 0), 0.75, 0.75); break;
        case Glyph::Square:
        case Glyph::HollowSquare: path.addRect(-0.75, -0.75, 1.5, 1.5); break;
        case Glyph::Diamond: path.addPolygon(polygon({{0, -0.95}, {0.95, 0}, {0, 0.95}, {-0.95, 0}})); break;
        case Glyph::Cross:
            path.moveTo(-0.7, -0.7);
            path.lineTo(0.7, 0.7);
            path.moveTo(0.7, -0.7);
            path.lineTo(-0.7, 0.7);
            break;
        case Glyph::Dot: path.addEllipse(QPointF(0, 0), 0.6, 0.6); break;
        case Glyph::Flag:
            path.addPolygon(polygon({{-0.6, -0.9}, {0.9, -0.4}, {-0.6, 0.1}, {-0.6, 0.95}, {-0.8, 0.95}, {-0.8, -0.9}}));
            break;
    }
    path.closeSubpath();
    return path;
}

bool isOutline(Glyph glyph) {
    return glyph == Glyph::Ring || glyph == Glyph::HollowSquare || glyph == Glyph::Cross;
}

QPixmap pixmapOf(Glyph glyph, const QColor& colour, int scale) {
    QPixmap pixmap(iconSize * scale, iconSize * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    drawGlyph(painter, glyph, {iconSize / 2.0, iconSize / 2.0}, iconSize - 3, colour);
    return pixmap;
}

}  // namespace

void drawGlyph(QPainter& painter, Glyph glyph, const QPointF& centre, double size, const QColor& colour) {
    painter.save();
    painter.translate(centre);
    painter.scale(size / 2, size / 2);
    if (isOutline(glyph)) {
        painter.setPen(QPen(colour, 0.4, Qt::SolidLine, Qt::RoundCap, Qt::MiterJoin));
        painter.setBrush(Qt::NoBrush);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
    }
    painter.drawPath(pathOf(glyph));
    painter.restore();
}

QIcon glyphIcon(Glyph glyph, const QColor& colour, const QColor& disabled) {
    QIcon icon;
    for (const int scale : {1, 2, 3}) {
        icon.addPixmap(pixmapOf(glyph, colour, scale), QIcon::Normal);
        icon.addPixmap(pixmapOf(glyph, disabled, scale), QIcon::Disabled);
    }
    return icon;
}

}  // namespace headroom::desktop
