#include "app/desktop/canvas/particle_item.h"

#include <QPainterPath>
#include <QStyleOptionGraphicsItem>

namespace headroom::desktop {

void ParticleItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    m_edges.paintParticles(*painter, option->exposedRect, painter->worldTransform().m11(), m_phase);
}

void ParticleItem::setArea(const QRectF& area) {
    if (area == m_area) return;
    prepareGeometryChange();
    m_area = area;
}

}  // namespace headroom::desktop
