#pragma once

#include <QGraphicsItem>
#include <QPixmap>

#include "app/desktop/canvas/card_painter.h"

namespace headroom::desktop {

class CanvasScene;

/// One node on the canvas: a picture that is drawn anew only when its content, look or scale is another.
class CardItem : public QGraphicsItem {
public:
    /// The scene outlives it.
    CardItem(CanvasScene& scene, const QString& node);

    const QString& node() const { return m_node; }
    QRectF boundingRect() const override { return m_bounds; }
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

    /// Takes position and size of the node.
    void fit();
    void setContent(views::CardContent content);
    const views::CardContent& content() const { return m_content; }
    void setLook(CardLook look);
    const CardLook& look() const { return m_look; }
    /// Colours or fonts are others.
    void forget();

private:
    void drawPicture(double scale, double ratio, CardDetail detail);
    void paintPicture(QPainter& painter, double scale, CardDetail detail);

    CanvasScene& m_scene;
    QString m_node;
    QRectF m_bounds;
    views::CardContent m_content;
    CardLook m_look;
    QPixmap m_picture;
    double m_pictureScale = 0;
    double m_pictureRatio = 0;
};

}  // namespace headroom::desktop
