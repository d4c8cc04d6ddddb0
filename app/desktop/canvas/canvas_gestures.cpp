// What the mouse does on the canvas.
#include <QApplication>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

#include "app/desktop/canvas/canvas_view.h"

namespace headroom::desktop {

namespace {

constexpr double handleRadius = 6;
constexpr double handleReach = 14;  ///< pixels around a handle that count as it

bool canBegin(const views::GraphNode& node) {
    return node.kind != views::NodeKind::Broker && node.kind != views::NodeKind::Zone && node.kind != views::NodeKind::Nodes &&
           node.kind != views::NodeKind::Bundle && !node.isContainer() && node.kind != views::NodeKind::Store;
}

}  // namespace

QPointF CanvasView::handleOf(const QString& node) const {
    const QRectF& rect = m_graph.find(node)->rect;
    return {rect.right(), rect.center().y()};
}

/// The card whose handle, at the middle of its right edge, is there.
QString CanvasView::handleAt(const QPointF& point) const {
    for (const views::GraphNode& node : m_graph.graph().nodes) {
        if (!canBegin(node)) continue;
        const QPointF away = point - handleOf(node.id);
        if (std::hypot(away.x(), away.y()) * scale() <= handleReach && (away.x() > -handleRadius)) return node.id;
    }
    return {};
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
    setFocus();
    m_pressedAt = event->pos();
    m_pressedInScene = m_pointer = mapToScene(event->pos());
    m_pressedNode = m_scene->nodeAt(m_pressedInScene);
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_isSpaceDown)) {
        m_gesture = Gesture::Pan;
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton) return;
    if (const QString handle = scale() >= 0.3 ? handleAt(m_pressedInScene) : QString(); !handle.isEmpty()) {
        m_pressedNode = handle;
        m_gesture = Gesture::Connect;
        return;
    }
    press(m_pressedNode, event);
}

void CanvasView::press(const QString& node, QMouseEvent* event) {
    const bool adds = event->modifiers().testFlag(Qt::ControlModifier) || event->modifiers().testFlag(Qt::ShiftModifier);
    if (node.isEmpty()) {
        if (!adds) m_selection.set(QStringList());
        m_gesture = Gesture::RubberBand;
        return;
    }
    const views::GraphNode& pressed = *m_graph.find(node);
    if (pressed.isContainer() && CardPainter::toggleRect(pressed).translated(pressed.rect.topLeft()).contains(m_pressedInScene)) {
        m_selection.set(node);
        toggleCollapsed();
        return;
    }
    QStringList selected = m_selection.elements();
    if (adds && selected.contains(node))
        selected.removeAll(node);
    else if (adds)
        selected << node;
    else if (!selected.contains(node))
        selected = {node};
    m_selection.set(selected);
    m_scene->setFocused(node);
    m_gesture = Gesture::PressedCard;
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF here = mapToScene(event->pos());
    const QPoint moved = event->pos() - m_pressedAt;
    switch (m_gesture) {
        case Gesture::None: m_scene->setHovered(m_scene->nodeAt(here)); break;
        case Gesture::Pan:
            horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
            verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
            m_pressedAt = event->pos();
            break;
        case Gesture::PressedCard:
            if (moved.manhattanLength() < QApplication::startDragDistance()) break;
            m_gesture = Gesture::Drag;
            [[fallthrough]];
        case Gesture::Drag: drag(here); break;
        case Gesture::RubberBand:
        case Gesture::Connect: m_scene->setHovered(m_gesture == Gesture::Connect ? m_scene->nodeAt(here) : QString()); break;
    }
    m_pointer = here;
    viewport()->update();
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    const QPointF here = mapToScene(event->pos());
    m_pointer = here;
    const Gesture gesture = std::exchange(m_gesture, Gesture::None);
    if (gesture == Gesture::Drag) endDrag();
    if (gesture == Gesture::RubberBand) endRubberBand();
    if (gesture == Gesture::Pan) viewport()->unsetCursor();
    if (gesture == Gesture::Connect) {
        const QString target = m_scene->nodeAt(here);
        if (!target.isEmpty() && target != m_pressedNode)
            connectNodes(m_pressedNode, target);
        else
            m_selection.set(m_pressedNode);
    }
    viewport()->update();
}

void CanvasView::endRubberBand() {
    const QRectF band = QRectF(m_pressedInScene, m_pointer).normalized();
    if (band.width() * scale() < 3 && band.height() * scale() < 3) return;
    QStringList selected = QApplication::keyboardModifiers().testFlag(Qt::ControlModifier) ? m_selection.elements() : QStringList();
    for (const views::GraphNode& node : m_graph.graph().nodes)
        if (band.contains(node.rect) && !selected.contains(node.id)) selected << node.id;
    m_selection.set(selected);
}

void CanvasView::cancelGesture() {
    if (m_gesture == Gesture::Drag) {
        m_dragged = {};
        m_graph.endPreview();
    }
    m_gesture = Gesture::None;
    viewport()->unsetCursor();
    viewport()->update();
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QString node = m_scene->nodeAt(mapToScene(event->pos()));
    if (node.isEmpty() || event->button() != Qt::LeftButton) return;
    m_selection.set(node);
    const views::GraphNode& clicked = *m_graph.find(node);
    if (clicked.isCollapsed || clicked.isContainer())
        toggleCollapsed();
    else
        emit inspectorRequested(node);
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QString node = byKey ? m_selection.first() : m_scene->nodeAt(mapToScene(event->pos()));
    if (!node.isEmpty() && !m_selection.contains(node)) m_selection.set(node);
    QPoint at = event->globalPos();
    if (byKey && m_graph.find(node) != nullptr) at = viewport()->mapToGlobal(mapFromScene(m_graph.find(node)->rect.center()));
    emit contextRequested(node, at);
}

void CanvasView::wheelEvent(QWheelEvent* event) {
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomBy(std::pow(1.0015, event->angleDelta().y()), event->position().toPoint());
    } else {
        const QPoint by = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
        const bool sideways = event->modifiers().testFlag(Qt::ShiftModifier);
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - (sideways ? by.y() : by.x()));
        if (!sideways) verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
    }
    viewport()->update();
    event->accept();
}

void CanvasView::leaveEvent(QEvent* event) {
    if (m_gesture == Gesture::None) m_scene->setHovered({});
    QGraphicsView::leaveEvent(event);
}

bool CanvasView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QGraphicsView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const CardItem* card = m_scene->item(m_scene->nodeAt(mapToScene(help->pos())));
    QToolTip::showText(help->globalPos(), card == nullptr ? QString() : card->content().sentence(), viewport());
    return true;
}

const char* CanvasView::paletteMimeType() {
    return "application/x-headroom-palette-item";
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasFormat(QLatin1String(paletteMimeType()))) event->acceptProposedAction();
}

void CanvasView::dragMoveEvent(QDragMoveEvent* event) {
    if (event->mimeData()->hasFormat(QLatin1String(paletteMimeType()))) event->acceptProposedAction();
}

void CanvasView::dropEvent(QDropEvent* event) {
    if (!event->mimeData()->hasFormat(QLatin1String(paletteMimeType()))) return;
    const int item = event->mimeData()->data(QLatin1String(paletteMimeType())).toInt();
    add(static_cast<views::PaletteItem>(item), mapToScene(event->position().toPoint()));
    event->acceptProposedAction();
    setFocus();
}

void CanvasView::drawForeground(QPainter* painter, const QRectF&) {
    paintGesture(*painter);
}

void CanvasView::paintGesture(QPainter& painter) {
    const Theme& theme = m_themes.theme();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPen line(theme.accent, 2 / scale());
    if (m_gesture == Gesture::RubberBand && m_pointer != m_pressedInScene) {
        QColor fill = theme.accent;
        fill.setAlphaF(0.1F);
        painter.setPen(QPen(theme.accent, 1 / scale()));
        painter.setBrush(fill);
        painter.drawRect(QRectF(m_pressedInScene, m_pointer).normalized());
    }
    if (m_gesture == Gesture::Connect && m_graph.find(m_pressedNode) != nullptr) {
        const QPointF from = handleOf(m_pressedNode);
        const double reach = std::max(24.0, std::abs(m_pointer.x() - from.x()) / 2);
        QPainterPath path(from);
        path.cubicTo(from + QPointF(reach, 0), m_pointer - QPointF(reach, 0), m_pointer);
        painter.setPen(line);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }
    if (m_gesture != Gesture::None || scale() < 0.3) return;
    const QString hovered = m_scene->nodeAt(m_pointer);
    const QString handle = hovered.isEmpty() ? handleAt(m_pointer) : hovered;
    const views::GraphNode* node = underMouse() ? m_graph.find(handle) : nullptr;
    if (node == nullptr || !canBegin(*node)) return;
    painter.setPen(line);
    painter.setBrush(theme.card);
    painter.drawEllipse(handleOf(handle), handleRadius, handleRadius);
}

}  // namespace headroom::desktop
