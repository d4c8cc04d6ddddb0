#include "app/desktop/lessons/topology_picture.h"

#include <QPainterPath>
#include <algorithm>

namespace headroom::desktop {
namespace {

constexpr double largestScale = 1.25;
constexpr double nameSize = 14;
constexpr double smallestName = 7.5;
constexpr int mostStrips = 8;

using views::TopologySketch;

class Picture {
public:
    Picture(QPainter& painter, const Theme& theme, double scale) : m_painter(painter), m_theme(theme), m_scale(scale) {}

    void paint(const TopologySketch::Edge& edge) {
        QPainterPath path(edge.points.front());
        for (std::size_t i = 1; i < edge.points.size(); ++i) {
            const QPointF from = edge.points[i - 1];
            const QPointF to = edge.points[i];
            const double middle = (from.x() + to.x()) / 2;
            path.cubicTo(QPointF(middle, from.y()), QPointF(middle, to.y()), to);
        }
        QPen pen(edge.isRecords ? m_theme.particle : m_theme.edge, 2);
        if (edge.isRecords) pen.setDashPattern({3, 2.5});
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPath(path);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(edge.isRecords ? m_theme.particle : m_theme.edge);
        const QPointF tip = edge.points.back();
        m_painter.drawPolygon(QPolygonF({tip, tip + QPointF(-7, -4), tip + QPointF(-7, 4)}));
    }

    void paint(const TopologySketch::Node& node) {
        using Kind = model::ElementKind;
        m_painter.setPen(QPen(m_theme.borderStrong, 1.5));
        m_painter.setBrush(m_theme.card);
        if (node.kind == Kind::Client) paintClient(node);
        if (node.kind == Kind::Service) paintService(node);
        if (node.kind == Kind::Store) paintStore(node);
        if (node.kind == Kind::Topic) paintTopic(node);
        paintName(node);
    }

private:
    void paintClient(const TopologySketch::Node& node) {
        m_painter.setBrush(m_theme.accentSoft);
        m_painter.setPen(QPen(m_theme.accent, 1.5));
        m_painter.drawRoundedRect(node.box, node.box.height() / 2, node.box.height() / 2);
    }

    /// As many edges of cards behind it as it has pods, up to three.
    void paintService(const TopologySketch::Node& node) {
        for (int behind = std::min(node.copies, 3) - 1; behind >= 1; --behind)
            m_painter.drawRoundedRect(node.box.translated(behind * 3.5, -behind * 3.5), 7, 7);
        m_painter.drawRoundedRect(node.box, 7, 7);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.accent);
        m_painter.drawRoundedRect(QRectF(node.box.left() + 6, node.box.top() + 9, 4, node.box.height() - 18), 2, 2);
    }

    void paintStore(const TopologySketch::Node& node) {
        const QRectF& box = node.box;
        const double lid = 7;
        QPainterPath body(QPointF(box.left(), box.top() + lid));
        body.lineTo(box.left(), box.bottom() - lid);
        body.arcTo(QRectF(box.left(), box.bottom() - 2 * lid, box.width(), 2 * lid), 180, 180);
        body.lineTo(box.right(), box.top() + lid);
        body.closeSubpath();
        m_painter.drawPath(body);
        m_painter.setBrush(m_theme.container);
        m_painter.drawEllipse(QRectF(box.left(), box.top(), box.width(), 2 * lid));
    }

    void paintTopic(const TopologySketch::Node& node) {
        m_painter.setBrush(m_theme.container);
        m_painter.drawRoundedRect(node.box, 4, 4);
        const int strips = std::min(node.copies, mostStrips);
        const double width = node.box.width() / strips;
        m_painter.setPen(Qt::NoPen);
        for (int i = 0; i < strips; ++i) {
            const QRectF strip(node.box.left() + i * width + 2.5, node.box.bottom() - 13, width - 5, 9);
            m_painter.setBrush(m_theme.series[static_cast<std::size_t>(i) % 2]);
            m_painter.setOpacity(0.55);
            m_painter.drawRoundedRect(strip, 1.5, 1.5);
            m_painter.setOpacity(1);
        }
    }

    void paintName(const TopologySketch::Node& node) {
        if (nameSize * m_scale < smallestName) return;
        QFont font(QStringLiteral("Inter"));
        font.setPixelSize(static_cast<int>(nameSize));
        font.setWeight(QFont::DemiBold);
        m_painter.setFont(font);
        m_painter.setPen(m_theme.text);
        QRectF place = node.box.adjusted(14, 0, -8, 0);
        if (node.kind == model::ElementKind::Topic) place.setBottom(place.bottom() - 13);
        if (node.kind == model::ElementKind::Store) place.setTop(place.top() + 12);
        const QString name = QFontMetricsF(font).elidedText(node.name, Qt::ElideRight, place.width());
        m_painter.drawText(place, Qt::AlignCenter, name);
    }

    QPainter& m_painter;
    const Theme& m_theme;
    double m_scale;
};

}  // namespace

void paintTopology(QPainter& painter, const TopologySketch& sketch, const Theme& theme, const QRectF& area) {
    if (sketch.nodes.empty()) return;
    const double scale = std::min({area.width() / sketch.size.width(), area.height() / sketch.size.height(), largestScale});
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(area.center());
    painter.scale(scale, scale);
    painter.translate(-sketch.size.width() / 2, -sketch.size.height() / 2);
    Picture picture(painter, theme, scale);
    for (const auto& edge : sketch.edges)
        if (edge.points.size() > 1) picture.paint(edge);
    for (const auto& node : sketch.nodes) picture.paint(node);
    painter.restore();
}

}  // namespace headroom::desktop
