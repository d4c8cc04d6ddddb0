#include "app/desktop/canvas/edge_layer.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace headroom::desktop {

using views::EdgePath;

namespace {

constexpr double dotSize = 4.5;     ///< of a particle, at scale 1
constexpr int mostParticles = 7;
constexpr float leastWidth = 1.25F;

/// Steps of width are coarse, so that the layer is drawn anew only when something changed that can be seen.
float widthOf(double rate) {
    if (!(rate > 0)) return leastWidth;
    const double steps = std::round(2 * std::log10(1 + rate / 10));
    return static_cast<float>(std::min(7.0, leastWidth + 0.55 * steps));
}

int particlesOf(double rate) {
    if (!(rate > 0.01)) return 0;
    return std::clamp(static_cast<int>(std::lround(1 + 1.2 * std::log10(1 + rate))), 1, mostParticles);
}

QRectF boxOf(const EdgePath& path) {
    QRectF box = QRectF(path.start, path.end).normalized();
    for (const QPointF& point : path.points) {
        box.setLeft(std::min(box.left(), point.x()));
        box.setRight(std::max(box.right(), point.x()));
        box.setTop(std::min(box.top(), point.y()));
        box.setBottom(std::max(box.bottom(), point.y()));
    }
    return box.adjusted(-8, -8, 8, 8);
}

}  // namespace

void EdgeLayer::route() {
    m_paths = routeEdges(m_graph.graph());
    m_boxes.clear();
    for (const EdgePath& path : m_paths) m_boxes.push_back(boxOf(path));
    m_widths.resize(m_paths.size(), leastWidth);
    m_particles.resize(m_paths.size(), 0);
}

bool EdgeLayer::takeRates(const views::CardContents& contents) {
    const auto& edges = m_graph.graph().edges;
    bool changed = false;
    for (std::size_t i = 0; i < std::min(edges.size(), m_widths.size()); ++i) {
        const double rate = contents.rateOf(edges[i]);
        const float width = widthOf(rate);
        changed = changed || width != m_widths[i];
        m_widths[i] = width;
        m_particles[i] = particlesOf(rate);
    }
    return changed;
}

void EdgeLayer::paint(QPainter& painter, const QRectF& area, double scale, const QStringList& selected) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto& edges = m_graph.graph().edges;
    std::vector<std::size_t> last;
    for (std::size_t i = 0; i < m_paths.size(); ++i) {
        if (!m_boxes[i].intersects(area)) continue;
        if (!selected.isEmpty() && (selected.contains(edges[i].from) || selected.contains(edges[i].to)))
            last.push_back(i);
        else
            paintLine(painter, i, scale, m_themes.theme().edge);
    }
    for (const std::size_t i : last) paintLine(painter, i, scale, m_themes.theme().accent);
}

void EdgeLayer::paintLine(QPainter& painter, std::size_t edge, double scale, const QColor& colour) const {
    const EdgePath& path = m_paths[edge];
    if (scale < briefBelow) {
        QPen pen(colour, 0);
        painter.setPen(pen);
        painter.drawPolyline(path.points.data(), static_cast<int>(path.points.size()));
        return;
    }
    const double width = std::max(static_cast<double>(m_widths[edge]), 1 / scale);
    QPainterPath line(path.start);
    line.cubicTo(path.control1, path.control2, path.end);
    QPen pen(colour, width, Qt::SolidLine, Qt::FlatCap);
    if (m_graph.graph().edges[edge].relation == model::Relation::DeadLetters) pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(line);
    paintArrow(painter, path, width, colour);
}

void EdgeLayer::paintArrow(QPainter& painter, const EdgePath& path, double width, const QColor& colour) const {
    const double length = 7;
    const double half = 3.2 + width * 0.5;
    const double direction = path.control2.x() < path.end.x() ? 1 : -1;
    const QPointF tip = path.end + QPointF(direction * length, 0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const QPointF corners[] = {tip, path.end + QPointF(-direction, -half), path.end + QPointF(-direction, half)};
    painter.drawPolygon(corners, 3);
}

const QPixmap& EdgeLayer::sprite(double pixels, double ratio) {
    const QColor colour = m_themes.theme().particle;
    if (m_spritePixels == pixels && m_spriteColour == colour && m_sprite.devicePixelRatio() == ratio) return m_sprite;
    m_spritePixels = pixels;
    m_spriteColour = colour;
    const int size = static_cast<int>(std::ceil(pixels * ratio)) + 1;
    m_sprite = QPixmap(size, size);
    m_sprite.fill(Qt::transparent);
    QPainter painter(&m_sprite);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QRectF(0.5, 0.5, size - 1, size - 1));
    painter.end();
    m_sprite.setDevicePixelRatio(ratio);
    return m_sprite;
}

void EdgeLayer::paintParticles(QPainter& painter, const QRectF& area, double scale, double phase) {
    const double pixels = std::clamp(dotSize * scale, 2.0, 7.0);
    const QTransform toView = painter.worldTransform();
    const QPixmap& dot = sprite(std::round(pixels * 2) / 2, painter.device()->devicePixelRatioF());
    const QPointF half(pixels / 2, pixels / 2);
    painter.save();
    painter.setWorldTransform(QTransform());
    for (std::size_t i = 0; i < m_paths.size(); ++i) {
        if (m_particles[i] == 0 || !m_boxes[i].intersects(area)) continue;
        const double length = m_paths[i].length();
        const int count = scale < briefBelow ? 1 : m_particles[i];
        const double gap = length / count;
        // Lines start out of step, so that they don't pulse together.
        double at = std::fmod(phase + static_cast<double>(i) * 37, gap);
        for (int n = 0; n < count; ++n, at += gap) painter.drawPixmap(toView.map(m_paths[i].at(at)) - half, dot);
    }
    painter.restore();
}

}  // namespace headroom::desktop
