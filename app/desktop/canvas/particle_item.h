#pragma once

#include <QGraphicsItem>

#include "app/desktop/canvas/edge_layer.h"

namespace headroom::desktop {

/// All that flows, as one item between the lines and the cards.
class ParticleItem : public QGraphicsItem {
public:
    explicit ParticleItem(EdgeLayer& edges) : m_edges(edges) { setZValue(2); }

    QRectF boundingRect() const override { return m_area; }
    QPainterPath shape() const override { return {}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    void setArea(const QRectF& area);
    void setPhase(double phase) { m_phase = phase; }

private:
    EdgeLayer& m_edges;
    QRectF m_area;
    double m_phase = 0;
};

}  // namespace headroom::desktop
