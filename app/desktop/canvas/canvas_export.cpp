// The whole drawing as a picture.
#include <QFile>
#include <QPainter>
#include <QSvgGenerator>

#include "app/desktop/canvas/canvas_view.h"

namespace headroom::desktop {

namespace {

constexpr double edge = 32;  ///< around the drawing

void paintWhole(CanvasScene& scene, QPainter& painter, const QRectF& area, QGraphicsItem* particles) {
    particles->setVisible(false);
    scene.setDrawsDirectly(true);
    scene.paintBackdrop(painter, area, 1);
    QList<QGraphicsItem*> items = scene.items(area, Qt::IntersectsItemBoundingRect, Qt::AscendingOrder);
    for (QGraphicsItem* item : items) {
        if (!item->isVisible()) continue;
        painter.save();
        painter.translate(item->pos());
        item->paint(&painter, nullptr, nullptr);
        painter.restore();
    }
    scene.setDrawsDirectly(false);
    particles->setVisible(true);
}

}  // namespace

QImage CanvasView::renderImage(double scale) {
    const QRectF area = m_graph.graph().bounds().adjusted(-edge, -edge, edge, edge);
    QImage image((area.size() * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(m_themes.theme().window);
    m_scene->refreshContents();
    QPainter painter(&image);
    painter.scale(scale, scale);
    painter.translate(-area.topLeft());
    paintWhole(*m_scene, painter, area, m_particles);
    return image;
}

bool CanvasView::renderSvg(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    const QRectF area = m_graph.graph().bounds().adjusted(-edge, -edge, edge, edge);
    m_scene->refreshContents();
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize(area.size().toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), area.size()));
    generator.setTitle(m_document.title());
    QPainter painter(&generator);
    painter.translate(-area.topLeft());
    paintWhole(*m_scene, painter, area, m_particles);
    painter.end();
    return file.error() == QFileDevice::NoError;
}

}  // namespace headroom::desktop
