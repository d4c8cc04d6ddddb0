#include "app/desktop/canvas/overview_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace headroom::desktop {

namespace {

constexpr double inset = 10;
constexpr qint64 drawnEvery = 500;  ///< ms

}  // namespace

OverviewView::OverviewView(CanvasView& canvas, const views::GraphModel& graph, const ThemeStore& themes, QWidget* parent)
    : QWidget(parent), m_canvas(canvas), m_graph(graph), m_themes(themes) {
    setObjectName(QStringLiteral("overview"));
    setAccessibleName(tr("Overview"));
    setAccessibleDescription(tr("The whole drawing; arrow keys move what the canvas shows."));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    resize(sizeHint());
    connect(&canvas, &CanvasView::viewChanged, this, qOverload<>(&QWidget::update));
    const auto redraw = [this] {
        m_isStale = true;
        update();
    };
    connect(&graph, &views::GraphModel::updated, this, redraw);
    connect(&themes, &ThemeStore::changed, this, redraw);
}

QTransform OverviewView::toWidget() const {
    const QRectF bounds = m_graph.graph().bounds();
    if (bounds.isEmpty()) return {};
    const double scale = std::min((width() - 2 * inset) / bounds.width(), (height() - 2 * inset) / bounds.height());
    QTransform transform;
    transform.translate(width() / 2.0, height() / 2.0);
    transform.scale(scale, scale);
    transform.translate(-bounds.center().x(), -bounds.center().y());
    return transform;
}

/// It lies on the canvas and is painted with each of its frames: what seldom changes is kept.
void OverviewView::drawNodes() {
    const Theme& theme = m_themes.theme();
    const double ratio = devicePixelRatioF();
    m_nodes = QPixmap(size() * ratio);
    m_nodes.setDevicePixelRatio(ratio);
    m_nodes.fill(Qt::transparent);
    QPainter painter(&m_nodes);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? theme.accent : theme.border, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    const QTransform transform = toWidget();
    for (const views::GraphNode& node : m_graph.graph().nodes) {
        const CardItem* card = m_canvas.canvas().item(node.id);
        const double load = card == nullptr ? std::nan("") : card->content().utilisation;
        painter.setPen(node.isContainer() ? QPen(theme.borderStrong, 1) : QPen(Qt::NoPen));
        painter.setBrush(node.isContainer() ? theme.container : std::isnan(load) ? theme.borderStrong : theme.load(load));
        painter.drawRoundedRect(transform.mapRect(node.rect), 1.5, 1.5);
    }
    m_isStale = false;
    m_sinceDrawn.start();
}

void OverviewView::paintEvent(QPaintEvent*) {
    const bool isOld = !m_sinceDrawn.isValid() || m_sinceDrawn.elapsed() > drawnEvery;
    if (m_isStale || isOld || m_nodes.size() != size() * devicePixelRatioF()) drawNodes();
    const Theme& theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPixmap(0, 0, m_nodes);
    const QTransform transform = toWidget();
    const QRectF seen = m_canvas.mapToScene(m_canvas.viewport()->rect()).boundingRect();
    QColor soft = theme.accent;
    soft.setAlphaF(0.1F);
    painter.setPen(QPen(theme.accent, 1.5));
    painter.setBrush(soft);
    painter.drawRect(transform.mapRect(seen).intersected(QRectF(rect()).adjusted(2, 2, -2, -2)));
}

void OverviewView::goTo(const QPointF& here) {
    m_canvas.centerOn(toWidget().inverted().map(here));
    update();
}

void OverviewView::focusInEvent(QFocusEvent* event) {
    m_isStale = true;
    QWidget::focusInEvent(event);
}

void OverviewView::focusOutEvent(QFocusEvent* event) {
    m_isStale = true;
    QWidget::focusOutEvent(event);
}

void OverviewView::mousePressEvent(QMouseEvent* event) {
    goTo(event->position());
}

void OverviewView::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton)) goTo(event->position());
}

void OverviewView::keyPressEvent(QKeyEvent* event) {
    const QPointF centre = toWidget().map(m_canvas.mapToScene(m_canvas.viewport()->rect().center()));
    switch (event->key()) {
        case Qt::Key_Left: return goTo(centre - QPointF(8, 0));
        case Qt::Key_Right: return goTo(centre + QPointF(8, 0));
        case Qt::Key_Up: return goTo(centre - QPointF(0, 8));
        case Qt::Key_Down: return goTo(centre + QPointF(0, 8));
        default: QWidget::keyPressEvent(event);
    }
}

}  // namespace headroom::desktop
