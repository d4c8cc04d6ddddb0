// The parts cards are drawn of.
#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "app/desktop/canvas/card_painter.h"

namespace headroom::desktop {

using presentation::CardState;
using views::CardContent;
using views::GraphNode;
using views::NodeKind;

namespace {

constexpr int sixteenths = 16;  ///< of a degree, as QPainter counts arcs

QPolygonF polygon(const QPointF& centre, double radius, int corners, double turn) {
    QPolygonF shape;
    for (int i = 0; i < corners; ++i) {
        const double angle = turn + 2 * M_PI * i / corners;
        shape << centre + radius * QPointF(std::sin(angle), -std::cos(angle));
    }
    return shape;
}

double ringWidth(const QRectF& rect) {
    return rect.width() * 0.11;
}

QRectF circleIn(const QRectF& rect) {
    const double room = ringWidth(rect) / 2 + 1;
    return rect.adjusted(room, room, -room, -room);
}

}  // namespace

void CardPainter::ringGround(QPainter& painter, const QRectF& rect) const {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().border, ringWidth(rect)));
    painter.drawEllipse(circleIn(rect));
}

void CardPainter::ring(QPainter& painter, const QRectF& rect, const CardContent& content, bool isCompact) const {
    const double width = ringWidth(rect);
    const QRectF circle = circleIn(rect);
    painter.setBrush(Qt::NoBrush);
    const bool isKnown = !std::isnan(content.utilisation);
    if (isKnown && content.utilisation > 0) {
        painter.setPen(QPen(theme().load(content.utilisation), width, content.isEstimated ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap));
        if (content.isEstimated) {
            QPen pen = painter.pen();
            pen.setDashPattern({0.55, 0.3});
            painter.setPen(pen);
        }
        const double share = std::min(1.0, content.utilisation);
        painter.drawArc(circle, 90 * sixteenths, static_cast<int>(-360 * sixteenths * share));
    }
    const QString number = isKnown ? content.utilisationText : QStringLiteral("–");
    const double pixels = rect.width() * ((number.size() > 4 ? 0.22 : 0.26) + (isCompact ? 0.03 : 0));
    if (isCompact || !content.isEstimated || !isKnown) return text(painter, rect, number, font(pixels, 600), theme().text, Qt::AlignCenter);
    text(painter, rect.adjusted(0, -4, 0, -4), number, font(pixels, 600), theme().text, Qt::AlignCenter);
    text(painter, rect.adjusted(0, 9, 0, 9), QStringLiteral("est."), font(rect.width() * 0.2), theme().textMuted, Qt::AlignCenter);
}

void CardPainter::difference(QPainter& painter, const QRectF& rect, const CardOverlay::Difference& difference) const {
    divergingPill(painter, {rect.right() - 64, rect.top(), 64, 26}, difference, 12);
    const double half = rect.width() / 2;
    text(painter, {rect.left(), rect.top() + 38, half, 14}, difference.firstName, font(10), theme().textMuted);
    text(painter, {rect.left() + half, rect.top() + 38, half, 14}, difference.secondName, font(10), theme().textMuted);
    text(painter, {rect.left(), rect.top() + 53, half, 18}, difference.first, font(13, 600), theme().text);
    text(painter, {rect.left() + half, rect.top() + 53, half, 18}, difference.second, font(13, 600), theme().text);
}

void CardPainter::sparkline(QPainter& painter, const QRectF& rect, const std::vector<double>& values) const {
    const double most = *std::ranges::max_element(values);
    const double top = most > 0 ? most : 1;
    QPolygonF line;
    line.reserve(static_cast<qsizetype>(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double x = rect.right() - rect.width() * static_cast<double>(values.size() - 1 - i) / std::max<std::size_t>(59, values.size() - 1);
        line << QPointF(x, rect.bottom() - 1 - (rect.height() - 2) * values[i] / top);
    }
    QColor area = theme().accent;
    area.setAlphaF(0.12F);
    QPolygonF below = line;
    below << QPointF(line.last().x(), rect.bottom()) << QPointF(line.first().x(), rect.bottom());
    painter.setPen(Qt::NoPen);
    painter.setBrush(area);
    painter.drawPolygon(below);
    painter.setBrush(Qt::NoBrush);
    // Round joins of sixty points cost more than the rest of the card.
    painter.setPen(QPen(theme().accent, 1.4, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    painter.drawPolyline(line);
}

void CardPainter::strip(QPainter& painter, const QRectF& rect, int cells, const std::vector<double>& lag) const {
    const int count = std::clamp(cells, 1, 60);
    const double step = rect.width() / count;
    const double gap = std::min(2.0, step * 0.25);
    double most = 0;
    for (const double one : lag) most = std::fmax(most, one);
    for (int i = 0; i < count; ++i) {
        const QRectF cell(rect.left() + i * step, rect.top(), step - gap, rect.height());
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().container);
        painter.drawRoundedRect(cell, 1.5, 1.5);
        // More partitions than fit are drawn together, the fullest standing for all.
        const std::size_t first = lag.size() * static_cast<std::size_t>(i) / static_cast<std::size_t>(count);
        const std::size_t last = lag.size() * static_cast<std::size_t>(i + 1) / static_cast<std::size_t>(count);
        double value = 0;
        for (std::size_t at = first; at < last; ++at) value = std::fmax(value, lag[at]);
        if (!(value > 0)) continue;
        const double height = std::max(2.0, rect.height() * value / most);
        painter.setBrush(value >= 0.85 * most && most > 1000 ? theme().warning : theme().accent);
        painter.drawRoundedRect(QRectF(cell.left(), cell.bottom() - height, cell.width(), height), 1.5, 1.5);
    }
}

/// One shape a state, so that colour is never all there is: dot, ring, triangles, diamond, square, cross.
void CardPainter::glyph(QPainter& painter, const QPointF& centre, double radius, CardState state) const {
    const QColor colour = colourOf(state);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const QPen line(colour, radius * 0.45, Qt::SolidLine, Qt::RoundCap);
    switch (state) {
        case CardState::Idle:
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(colour, radius * 0.35));
            painter.drawEllipse(centre, radius * 0.8, radius * 0.8);
            break;
        case CardState::Ok: painter.drawEllipse(centre, radius * 0.85, radius * 0.85); break;
        case CardState::Busy: painter.drawPolygon(polygon(centre, radius, 4, 0)); break;
        case CardState::Behind: painter.drawPolygon(polygon(centre, radius * 1.1, 3, M_PI)); break;
        case CardState::Saturated: painter.drawRect(QRectF(centre.x() - radius * 0.85, centre.y() - radius * 0.85, radius * 1.7, radius * 1.7)); break;
        case CardState::Failing:
        case CardState::Fault: painter.drawPolygon(polygon(centre, radius * 1.15, 3, 0)); break;
        case CardState::Scaling:
        case CardState::Rebalancing:
            painter.setBrush(Qt::NoBrush);
            painter.setPen(line);
            painter.drawArc(QRectF(centre.x() - radius * 0.8, centre.y() - radius * 0.8, radius * 1.6, radius * 1.6), 40 * sixteenths, 280 * sixteenths);
            break;
        case CardState::BreakerOpen:
            painter.setPen(line);
            painter.drawLine(centre + QPointF(-radius, radius * 0.5), centre + QPointF(-radius * 0.3, radius * 0.5));
            painter.drawLine(centre + QPointF(-radius * 0.3, radius * 0.5), centre + QPointF(radius * 0.5, -radius * 0.7));
            painter.drawLine(centre + QPointF(radius * 0.4, radius * 0.5), centre + QPointF(radius, radius * 0.5));
            break;
        case CardState::Down:
            painter.setPen(line);
            painter.drawLine(centre + QPointF(-radius, -radius) * 0.75, centre + QPointF(radius, radius) * 0.75);
            painter.drawLine(centre + QPointF(-radius, radius) * 0.75, centre + QPointF(radius, -radius) * 0.75);
            break;
    }
}

double CardPainter::pill(QPainter& painter, const QPointF& right, const QString& words, const QColor& colour, bool isStrong) const {
    const QFont small = font(10 * m_type, 600);
    const double width = QFontMetricsF(small).horizontalAdvance(words) + 14 * m_type;
    const double height = 16 * m_type;
    const QRectF rect(right.x() - width, right.y() - height / 2, width, height);
    painter.setPen(QPen(colour, 1));
    painter.setBrush(isStrong ? colour : theme().card);
    painter.drawRoundedRect(rect, height / 2, height / 2);
    text(painter, rect, words, small, isStrong ? theme().card : colour, Qt::AlignCenter);
    return rect.left() - 4;
}

void CardPainter::badges(QPainter& painter, const GraphNode& node, const CardContent& content, const CardLook& look) const {
    double right = node.rect.width() - 10;
    // Above a group is the card it hangs on.
    const double edge = node.kind == NodeKind::Group ? node.rect.height() : 0;
    if (!content.badge.isEmpty()) right = pill(painter, {right, edge}, content.badge, theme().danger, content.isBottleneck);
    if (content.state > CardState::Ok && !content.stateWord.isEmpty() && node.kind != NodeKind::Group)
        right = pill(painter, {right, 0}, content.stateWord, colourOf(content.state), true);
    if (!look.mark.isEmpty())
        right = pill(painter, {right, edge}, look.mark, look.isMarkSevere ? theme().danger : theme().warning, look.isMarkSevere);
    if (content.isSinglePoint && content.isEstimated && look.isSelected)
        pill(painter, {node.rect.width() - 10, node.rect.height()}, QStringLiteral("single point of failure"), theme().danger, false);
}

void CardPainter::dot(QPainter& painter, const GraphNode& node, const CardContent& content) {
    const QRectF rect(QPointF(0, 0), node.rect.size());
    const QColor colour = std::isnan(content.utilisation) ? colourOf(content.state) : theme().load(content.utilisation);
    const double size = std::min(rect.width(), rect.height() * 1.6);
    const QPointF centre = rect.center();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (node.kind) {
        case NodeKind::Store: painter.drawRect(QRectF(centre.x() - size / 3, centre.y() - size / 3, size / 1.5, size / 1.5)); break;
        case NodeKind::Client: painter.drawPolygon(polygon(centre, size / 2, 3, M_PI / 2)); break;
        case NodeKind::Topic: painter.drawRoundedRect(rect.adjusted(0, rect.height() * 0.25, 0, -rect.height() * 0.25), 8, 8); break;
        case NodeKind::Group: painter.drawPolygon(polygon(centre, size / 2.4, 4, 0)); break;
        default: painter.drawEllipse(centre, size / 2.6, size / 2.6);
    }
    if (content.state < CardState::Saturated) return;
    painter.setPen(QPen(theme().card, size / 9));
    painter.drawLine(centre + QPointF(-size, -size) / 6, centre + QPointF(size, size) / 6);
    painter.drawLine(centre + QPointF(-size, size) / 6, centre + QPointF(size, -size) / 6);
}

}  // namespace headroom::desktop
