// What the keyboard does on the canvas.
#include <QKeyEvent>
#include <algorithm>
#include <cmath>
#include <limits>

#include "app/desktop/canvas/canvas_view.h"

namespace headroom::desktop {

namespace {

bool isArrow(int key) {
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

/// How far a card is in a direction; infinite when it isn't.
double distanceIn(int key, const QPointF& from, const QPointF& to) {
    const QPointF by = to - from;
    const bool isAcross = key == Qt::Key_Left || key == Qt::Key_Right;
    const double ahead = isAcross ? (key == Qt::Key_Right ? by.x() : -by.x()) : (key == Qt::Key_Down ? by.y() : -by.y());
    const double aside = std::abs(isAcross ? by.y() : by.x());
    return ahead < 8 ? std::numeric_limits<double>::infinity() : ahead + 2 * aside;
}

}  // namespace

void CanvasView::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (isArrow(key)) {
        event->modifiers().testFlag(Qt::ShiftModifier) ? nudge(key) : moveFocus(key);
        return;
    }
    switch (key) {
        case Qt::Key_Plus:
        case Qt::Key_Equal: return zoomBy(1.25);
        case Qt::Key_Minus: return zoomBy(0.8);
        case Qt::Key_0: return fit();
        case Qt::Key_1: return zoomTo(1);
        case Qt::Key_Space: m_isSpaceDown = true; return viewport()->setCursor(Qt::OpenHandCursor);
        case Qt::Key_Delete:
        case Qt::Key_Backspace: return removeSelected();
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!m_selection.first().isEmpty()) emit inspectorRequested(m_selection.first());
            return;
        case Qt::Key_Escape:
            if (m_gesture != Gesture::None) return cancelGesture();
            m_scene->setFound({});
            return m_selection.set(QStringList());
        default: QGraphicsView::keyPressEvent(event);
    }
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_isSpaceDown = false;
        viewport()->unsetCursor();
    }
    QGraphicsView::keyReleaseEvent(event);
}

/// Along a line where one leads there, else to the nearest card in that direction.
void CanvasView::moveFocus(int key) {
    const QString current = m_graph.find(m_scene->focused()) != nullptr ? m_scene->focused() : m_selection.first();
    const views::GraphNode* from = m_graph.find(current);
    const QStringList order = readingOrder();
    if (from == nullptr) {
        if (!order.isEmpty()) focusOn(order.front());
        return;
    }
    const auto isJoined = [&](const QString& other) {
        return std::ranges::any_of(m_graph.graph().edges, [&](const views::GraphEdge& edge) {
            return (edge.from == current && edge.to == other) || (edge.to == current && edge.from == other);
        });
    };
    QString best;
    double nearest = std::numeric_limits<double>::infinity();
    for (const QString& other : order) {
        const double distance = distanceIn(key, from->rect.center(), m_graph.find(other)->rect.center()) * (isJoined(other) ? 0.5 : 1);
        if (distance < nearest) nearest = distance, best = other;
    }
    if (!best.isEmpty()) focusOn(best);
}

void CanvasView::focusOn(const QString& node) {
    m_scene->setFocused(node);
    m_selection.set(node);
    const QRectF rect = m_graph.find(node)->rect;
    ensureVisible(rect, 40, 40);
}

QStringList CanvasView::readingOrder() const {
    std::vector<const views::GraphNode*> nodes;
    for (const views::GraphNode& node : m_graph.graph().nodes) nodes.push_back(&node);
    std::ranges::stable_sort(nodes, [](const views::GraphNode* a, const views::GraphNode* b) {
        return a->rect.x() != b->rect.x() ? a->rect.x() < b->rect.x() : a->rect.y() < b->rect.y();
    });
    QStringList order;
    for (const views::GraphNode* node : nodes) order << node->id;
    return order;
}

/// Tab goes from card to card, and beyond the last one leaves the canvas.
bool CanvasView::focusNextPrevChild(bool next) {
    const QStringList order = readingOrder();
    const qsizetype at = order.indexOf(m_scene->focused().isEmpty() ? m_selection.first() : m_scene->focused());
    const qsizetype wanted = at < 0 ? (next ? 0 : order.size() - 1) : at + (next ? 1 : -1);
    if (wanted < 0 || wanted >= order.size()) {
        m_scene->setFocused({});
        return QGraphicsView::focusNextPrevChild(next);
    }
    focusOn(order[wanted]);
    return true;
}

}  // namespace headroom::desktop
