#include "app/desktop/canvas/card_item.h"

#include <QPainter>
#include <QPainterPath>
#include <cmath>

#include "app/desktop/canvas/canvas_scene.h"

namespace headroom::desktop {

CardItem::CardItem(CanvasScene& scene, const QString& node) : m_scene(scene), m_node(node) {
    fit();
}

void CardItem::fit() {
    const views::GraphNode* node = m_scene.graph().find(m_node);
    if (node == nullptr) return;
    setPos(node->rect.topLeft());
    setZValue(node->isContainer() ? 1 : 3);
    const QRectF bounds = QRectF(QPointF(0, 0), node->rect.size()).adjusted(-CardPainter::margin, -CardPainter::margin,
                                                                            CardPainter::margin, CardPainter::margin);
    if (bounds == m_bounds) return;
    prepareGeometryChange();
    m_bounds = bounds;
    forget();
}

QPainterPath CardItem::shape() const {
    QPainterPath path;
    path.addRect(m_bounds.adjusted(CardPainter::margin, CardPainter::margin, -CardPainter::margin, -CardPainter::margin));
    return path;
}

void CardItem::setContent(views::CardContent content) {
    if (content == m_content) return;
    m_content = std::move(content);
    forget();
}

void CardItem::setLook(CardLook look) {
    if (look == m_look && !look.difference && !m_look.difference) return;
    m_look = std::move(look);
    forget();
}

void CardItem::forget() {
    m_pictureScale = 0;
    update();
}

void CardItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const views::GraphNode* node = m_scene.graph().find(m_node);
    if (node == nullptr || node->isContainer()) return;
    const double scale = painter->worldTransform().m11();
    const CardDetail detail = CanvasScene::detailAt(scale);
    if (m_scene.drawsDirectly()) {
        painter->save();
        m_scene.cardPainter().paint(*painter, *node, m_content, m_look, detail);
        painter->restore();
        return;
    }
    const bool isPlain = !m_look.isSelected && !m_look.isHovered && !m_look.isFocused && !m_look.isFound && !m_look.isDimmed;
    if (detail == CardDetail::Dot && isPlain) {
        const double ratio = painter->device()->devicePixelRatioF();
        const QPointF at = painter->worldTransform().map(QPointF(0, 0));
        const QTransform before = painter->worldTransform();
        painter->setWorldTransform(QTransform());
        painter->drawPixmap(QPointF(std::round(at.x() * ratio) / ratio, std::round(at.y() * ratio) / ratio),
                            m_scene.dotPicture(*node, m_content, scale, ratio));
        painter->setWorldTransform(before);
        return;
    }
    paintPicture(*painter, scale, detail);
}

void CardItem::paintPicture(QPainter& painter, double scale, CardDetail detail) {
    const double ratio = painter.device()->devicePixelRatioF();
    const QTransform before = painter.worldTransform();
    const QPointF corner = before.map(m_bounds.topLeft());
    if (m_pictureScale != scale || m_pictureRatio != ratio) {
        m_pictureScale = scale;
        m_pictureRatio = ratio;
        const QSizeF size = m_bounds.size() * scale * ratio;
        m_picture = QPixmap(static_cast<int>(std::ceil(size.width())), static_cast<int>(std::ceil(size.height())));
        m_picture.fill(Qt::transparent);
        QPainter into(&m_picture);
        into.scale(scale * ratio, scale * ratio);
        into.translate(-m_bounds.topLeft());
        m_scene.cardPainter().paint(into, *m_scene.graph().find(m_node), m_content, m_look, detail);
        into.end();
        m_picture.setDevicePixelRatio(ratio);
    }
    painter.setWorldTransform(QTransform());
    painter.drawPixmap(QPointF(std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio), m_picture);
    painter.setWorldTransform(before);
}

}  // namespace headroom::desktop
