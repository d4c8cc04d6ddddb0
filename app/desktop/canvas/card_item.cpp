#include "app/desktop/canvas/card_item.h"

#include <QPainter>
#include <QPainterPath>
#include <cmath>

#include "app/desktop/canvas/canvas_scene.h"

namespace headroom::desktop {
namespace {

constexpr double dimmed = 0.35;

}  // namespace

CardItem::CardItem(CanvasScene& scene, const QString& node) : m_scene(scene), m_node(node) {
    fit();
}

void CardItem::fit() {
    const views::GraphNode* node = m_scene.graph().find(m_node);
    if (node == nullptr) return;
    setPos(node->rect.topLeft());
    setZValue(node->isContainer() ? 1 : 3);
    const QRectF bounds = QRectF(QPointF(0, 0), node->rect.size())
                              .adjusted(-CardPainter::margin, -CardPainter::margin, CardPainter::margin, CardPainter::margin);
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
    const CardDetail detail = m_scene.detailFor(scale);
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

/// Into the same memory as before where it fits.
void CardItem::drawPicture(double scale, double ratio, CardDetail detail) {
    const views::GraphNode& node = *m_scene.graph().find(m_node);
    const QPixmap& blank = m_scene.blankPicture(node, m_look, detail, scale, ratio);
    if (m_picture.size() != blank.size()) {
        m_picture = QPixmap(blank.size());
        m_picture.fill(Qt::transparent);  // or it would have no transparency at all
    }
    m_pictureScale = scale;
    m_pictureRatio = ratio;
    m_picture.setDevicePixelRatio(1);
    QPainter into(&m_picture);
    into.setCompositionMode(QPainter::CompositionMode_Source);
    into.drawPixmap(0, 0, blank);
    into.setCompositionMode(QPainter::CompositionMode_SourceOver);
    into.scale(scale * ratio, scale * ratio);
    into.translate(-m_bounds.topLeft());
    m_scene.cardPainter().paintFigures(into, node, m_content, m_look, detail);
    into.end();
    m_picture.setDevicePixelRatio(ratio);
}

void CardItem::paintPicture(QPainter& painter, double scale, CardDetail detail) {
    const double ratio = painter.device()->devicePixelRatioF();
    const QTransform before = painter.worldTransform();
    const QPointF corner = before.map(m_bounds.topLeft());
    if (m_pictureScale != scale || m_pictureRatio != ratio) drawPicture(scale, ratio, detail);
    painter.setWorldTransform(QTransform());
    if (m_look.isDimmed) painter.setOpacity(dimmed);
    painter.drawPixmap(QPointF(std::round(corner.x() * ratio) / ratio, std::round(corner.y() * ratio) / ratio), m_picture);
    if (m_look.isDimmed) painter.setOpacity(1);
    painter.setWorldTransform(before);
}

}  // namespace headroom::desktop
