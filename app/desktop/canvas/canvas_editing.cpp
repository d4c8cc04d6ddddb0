// What the canvas does to the document.
#include <QApplication>
#include <QClipboard>

#include "app/desktop/canvas/canvas_view.h"

namespace headroom::desktop {

namespace {

QPointF snapped(const QPointF& point) {
    const double grid = views::drawing::grid;
    return {std::round(point.x() / grid) * grid, std::round(point.y() / grid) * grid};
}

QSizeF sizeOf(views::PaletteItem item) {
    if (item == views::PaletteItem::Topic) return views::drawing::topic;
    return item == views::PaletteItem::Zone || item == views::PaletteItem::Nodes ? views::drawing::place : views::drawing::card;
}

}  // namespace

/// A group of names as what it stands for.
QStringList CanvasView::withMembers(const QStringList& nodes) const {
    QStringList all;
    for (const QString& id : nodes) {
        const views::GraphNode* node = m_graph.find(id);
        if (node != nullptr && node->kind == views::NodeKind::Bundle)
            all << node->members;
        else
            all << id;
    }
    return all;
}

void CanvasView::add(views::PaletteItem item, std::optional<QPointF> at) {
    const QSizeF size = sizeOf(item);
    const QPointF centre = at.value_or(mapToScene(viewport()->rect().center()));
    QPointF corner = snapped(centre - QPointF(size.width(), size.height()) / 2);
    // Beside what is there already, when the keyboard adds several.
    const auto isTaken = [&] {
        return std::ranges::any_of(m_graph.graph().nodes, [&](const views::GraphNode& node) {
            return !node.isContainer() && node.rect.intersects(QRectF(corner, size));
        });
    };
    for (int tries = 0; !at && tries < 40 && isTaken(); ++tries) corner.ry() += 4 * views::drawing::grid;
    m_wasFitted = true;
    // A topic lies in its cluster, wherever it is dropped outside.
    const bool isPlaced = item != views::PaletteItem::Topic;
    take(views::addElement(m_document, item, isPlaced ? std::optional(corner) : std::nullopt));
}

void CanvasView::connectNodes(const QString& from, const QString& to) {
    take(views::connectElements(m_document, from, to));
}

void CanvasView::removeSelected() {
    if (m_selection.elements().isEmpty()) return;
    const auto outcome = views::removeElements(m_document, withMembers(m_selection.elements()));
    take(outcome);
    if (outcome.isDone()) m_selection.set(QStringList());
}

void CanvasView::copySelected() {
    const QString text = views::copiedText(m_document, withMembers(m_selection.elements()));
    if (text.isEmpty()) return void(emit problem(tr("Nothing that can be copied is selected.")));
    QApplication::clipboard()->setText(text);
}

void CanvasView::paste() {
    take(views::pasteText(m_document, QApplication::clipboard()->text()));
}

void CanvasView::duplicateSelected() {
    const QString text = views::copiedText(m_document, withMembers(m_selection.elements()));
    if (text.isEmpty()) return void(emit problem(tr("Nothing that can be duplicated is selected.")));
    take(views::pasteText(m_document, text));
}

void CanvasView::selectAll() {
    QStringList all;
    for (const views::GraphNode& node : m_graph.graph().nodes) all << node.id;
    m_selection.set(all);
}

void CanvasView::layOutAgain() {
    const auto outcome = views::forgetPlaces(m_document, m_selection.elements());
    if (!outcome.isDone()) emit problem(outcome.problem);
    fit();
}

void CanvasView::toggleCollapsed() {
    const QString id = m_selection.first();
    const views::GraphNode* node = m_graph.find(id);
    if (node == nullptr) return;
    QString target = id;
    bool collapse = !node->isCollapsed;
    const bool canCollapse = node->kind == views::NodeKind::Cluster || node->kind == views::NodeKind::Zone ||
                             node->kind == views::NodeKind::Nodes || node->kind == views::NodeKind::Bundle ||
                             !m_graph.childrenOf(id).isEmpty() || node->isCollapsed;
    // Many of one prefix collapse together; a service by itself only hides its groups.
    if (node->kind == views::NodeKind::Topic || node->kind == views::NodeKind::Broker || node->kind == views::NodeKind::Group)
        target = node->parent;
    else if (const QString bundle = m_graph.bundleOf(id); !bundle.isEmpty() && node->kind != views::NodeKind::Bundle && !node->isCollapsed)
        target = bundle;
    else if (!canCollapse)
        return void(emit problem(tr("%1 contains nothing that could be hidden.").arg(node->name)));
    if (node->kind == views::NodeKind::Bundle) collapse = false;
    const auto outcome = views::setCollapsed(m_document, target, collapse);
    take(outcome);
    if (outcome.isDone() && !collapse && m_graph.find(target) == nullptr) m_selection.set(QStringList());
}

QStringList CanvasView::draggable() const {
    QStringList nodes;
    for (const QString& id : m_selection.elements()) {
        const views::GraphNode* node = m_graph.find(id);
        if (node == nullptr) continue;
        // Groups hang on their service, brokers stand in their cluster.
        const bool isAttached = node->kind == views::NodeKind::Group || node->kind == views::NodeKind::Broker;
        nodes << (isAttached && m_graph.find(node->parent) != nullptr ? node->parent : id);
    }
    nodes.removeDuplicates();
    // What moves with its container isn't moved twice.
    const QStringList all = nodes;
    nodes.removeIf([&](const QString& id) { return all.contains(m_graph.find(id)->parent); });
    return nodes;
}

QHash<QString, QPointF> CanvasView::cornersOf(const QStringList& nodes) const {
    QHash<QString, QPointF> corners;
    for (const QString& id : nodes) {
        corners[id] = m_graph.find(id)->origin;
        for (const QString& child : m_graph.childrenOf(id))
            if (m_graph.find(child)->isPlaced) corners[child] = m_graph.find(child)->origin;
    }
    return corners;
}

void CanvasView::drag(const QPointF& to) {
    const QStringList nodes = draggable();
    if (nodes.isEmpty()) return;
    const QPointF start = m_graph.find(nodes.front())->origin - m_dragged;
    const QPointF wanted = snapped(start + to - m_pressedInScene) - start;
    if (wanted == m_dragged) return;
    const QPointF by = wanted - m_dragged;
    m_dragged = wanted;
    m_graph.preview(nodes, by);
}

void CanvasView::endDrag() {
    const auto corners = cornersOf(draggable());
    const bool moved = !m_dragged.isNull();
    m_dragged = {};
    if (!moved) return;
    const auto outcome = views::moveElements(m_document, corners);
    if (outcome.isDone()) return;
    m_graph.endPreview();
    emit problem(outcome.problem);
}

void CanvasView::nudge(int key) {
    const QStringList nodes = draggable();
    if (nodes.isEmpty()) return;
    const double step = views::drawing::grid;
    QPointF by;
    if (key == Qt::Key_Left) by = {-step, 0};
    if (key == Qt::Key_Right) by = {step, 0};
    if (key == Qt::Key_Up) by = {0, -step};
    if (key == Qt::Key_Down) by = {0, step};
    auto corners = cornersOf(nodes);
    for (QPointF& corner : corners) corner += by;
    const auto outcome = views::moveElements(m_document, corners, QStringLiteral("nudge ") + nodes.join(QLatin1Char(' ')));
    if (!outcome.isDone()) emit problem(outcome.problem);
}

}  // namespace headroom::desktop
