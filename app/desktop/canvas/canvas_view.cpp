#include "app/desktop/canvas/canvas_view.h"

#include <QGraphicsItem>
#include <QLabel>
#include <QScrollBar>
#include <QStyleOptionGraphicsItem>
#include <algorithm>
#include <cmath>

#include "app/desktop/canvas/particle_item.h"

namespace headroom::desktop {

namespace {

constexpr double leastScale = 0.02;
constexpr double mostScale = 3;
constexpr double room = 3000;         ///< of the scene, beyond what is drawn
constexpr double fitMargin = 28;
constexpr int framePause = 33;        ///< ms
constexpr int slices = 3;             ///< frames in which every card is refreshed once: ten times a second
constexpr qint64 quietAfter = 700;    ///< ms without news
constexpr double unitsPerSecond = 70; ///< of particles

}  // namespace

CanvasView::CanvasView(views::GraphModel& graph, views::ScenarioDocument& document, views::Selection& selection,
                       views::StaticAnalysis& analysis, const views::TraceSource& source, views::Playhead& playhead,
                       ThemeStore& themes, QWidget* parent)
    : QGraphicsView(parent),
      m_graph(graph),
      m_document(document),
      m_selection(selection),
      m_source(source),
      m_playhead(playhead),
      m_themes(themes),
      m_scene(std::make_unique<CanvasScene>(graph, selection, analysis, source, playhead, themes)) {
    auto* particles = new ParticleItem(m_scene->edges());
    m_scene->QGraphicsScene::addItem(particles);
    m_particles = particles;
    setupView();
    setupSignals();
    setupMessage();
    fitScene();
}

CanvasView::~CanvasView() {
    setScene(nullptr);
}

void CanvasView::setupView() {
    setScene(m_scene.get());
    setObjectName(QStringLiteral("canvas"));
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(tr("The drawing of the architecture. Arrow keys go from element to element."));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(NoAnchor);
    setViewportUpdateMode(FullViewportUpdate);
    setOptimizationFlags(DontAdjustForAntialiasing | DontSavePainterState);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
}

void CanvasView::setupSignals() {
    m_tick.setInterval(framePause);
    m_settle.setInterval(100);
    m_settle.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, &CanvasView::animate);
    connect(&m_settle, &QTimer::timeout, this, [this] { m_scene->refreshContents(); });
    connect(this, &CanvasView::viewChanged, this, [this] { m_scene->setDetail(m_scene->detailFor(scale())); });
    connect(m_scene.get(), &CanvasScene::backdropChanged, this, [this] {
        m_isBackdropStale = true;
        viewport()->update();
    });
    m_rewiden.setInterval(1000);
    m_rewiden.setSingleShot(true);
    connect(m_scene.get(), &CanvasScene::widthsChanged, this, [this] {
        if (!m_rewiden.isActive()) m_rewiden.start();
    });
    connect(&m_rewiden, &QTimer::timeout, this, [this] {
        if (scale() >= EdgeLayer::briefBelow) m_isBackdropStale = true;
        viewport()->update();
    });
    connect(&m_graph, &views::GraphModel::updated, this, &CanvasView::fitScene);
    connect(&m_document, &views::ScenarioDocument::opened, this, [this] { m_wasFitted = false; });
    connect(&m_source, &views::TraceSource::begun, this, [this] { m_settle.start(); });
    connect(&m_source, &views::TraceSource::grew, this, &CanvasView::wake);
    connect(&m_playhead, &views::Playhead::moved, this, &CanvasView::wake);
}

void CanvasView::setupMessage() {
    m_message = new QLabel(this);
    m_message->setObjectName(QStringLiteral("canvasMessage"));
    m_message->setAccessibleName(tr("Message of the canvas"));
    m_message->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_message->hide();
    m_messageTimer.setSingleShot(true);
    m_messageTimer.setInterval(5000);
    connect(&m_messageTimer, &QTimer::timeout, m_message, &QLabel::hide);
    connect(this, &CanvasView::problem, this, &CanvasView::show);
}

void CanvasView::show(const QString& message) {
    const Theme& theme = m_themes.theme();
    m_message->setStyleSheet(QStringLiteral("background: %1; color: %2; border: 1px solid %3; border-radius: 8px; padding: 8px 12px;")
                                 .arg(theme.cardRaised.name(), theme.text.name(), theme.warning.name()));
    m_message->setText(QStringLiteral("⚠  ") + message);
    m_message->adjustSize();
    m_message->move((width() - m_message->width()) / 2, height() - m_message->height() - 16);
    m_message->show();
    m_messageTimer.start();
}

void CanvasView::take(const views::EditOutcome& outcome) {
    if (!outcome.isDone()) return void(emit problem(outcome.problem));
    m_message->hide();
    if (outcome.elements.isEmpty()) return;
    m_selection.set(outcome.elements);
    // What was added by the keyboard may lie beside what is seen.
    if (const views::GraphNode* node = m_graph.find(outcome.elements.front())) ensureVisible(node->rect, 16, 16);
}

/// Something came in: contents follow, and what flows is seen to flow.
void CanvasView::wake() {
    m_sinceNews.start();
    if (m_tick.isActive()) return;
    m_settle.start();
    if (!m_playhead.frame() || m_isHeld) return;
    m_clock.start();
    m_tick.start();
}

void CanvasView::setAlwaysAnimated(bool always) {
    m_alwaysAnimated = always;
    m_clock.start();
    if (always) m_tick.start();
}

void CanvasView::holdAnimation(double phase) {
    m_isHeld = true;
    m_tick.stop();
    // Twice: what flows along lines is that of the round before.
    for (int round = 0; round < 2; ++round) m_scene->refreshContents();
    static_cast<ParticleItem*>(m_particles)->setPhase(phase);
    m_isBackdropStale = true;
    viewport()->update();
}

void CanvasView::animate() {
    const auto passed = static_cast<double>(std::min<qint64>(m_clock.restart(), 100)) / 1000;
    if (!m_isStill) m_phase += unitsPerSecond * passed;
    m_scene->refreshContents(slices);
    static_cast<ParticleItem*>(m_particles)->setPhase(m_phase);
    viewport()->update();
    if (m_alwaysAnimated || (m_sinceNews.isValid() && m_sinceNews.elapsed() < quietAfter)) return;
    m_tick.stop();
    m_settle.start();
}

void CanvasView::fitScene() {
    const QRectF bounds = m_graph.graph().bounds();
    setSceneRect(bounds.adjusted(-room, -room, room, room));
    static_cast<ParticleItem*>(m_particles)->setArea(bounds.adjusted(-200, -200, 200, 200));
    if (!m_wasFitted && !m_graph.graph().nodes.empty() && isVisible()) fit();
    viewport()->update();
}

void CanvasView::zoomBy(double factor, const QPoint& around) {
    const double wanted = std::clamp(scale() * factor, leastScale, mostScale);
    const QPointF before = mapToScene(around);
    const double by = wanted / scale();
    QGraphicsView::scale(by, by);
    const QPointF after = viewportTransform().map(before);
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + static_cast<int>(std::lround(after.x() - around.x())));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(std::lround(after.y() - around.y())));
    m_isBackdropStale = true;
    emit viewChanged();
}

void CanvasView::zoomBy(double factor) {
    zoomBy(factor, viewport()->rect().center());
}

void CanvasView::zoomTo(double wanted) {
    zoomBy(wanted / scale());
}

void CanvasView::fit() {
    const QRectF bounds = m_graph.graph().bounds();
    if (bounds.isEmpty()) return;
    const double wide = std::max(50.0, viewport()->width() - 2 * fitMargin);
    const double high = std::max(50.0, viewport()->height() - 2 * fitMargin);
    zoomTo(std::min({wide / bounds.width(), high / bounds.height(), 1.25}));
    centerOn(bounds.center());
    m_wasFitted = true;
    m_staysFitted = true;
    m_isBackdropStale = true;
    emit viewChanged();
}

bool CanvasView::showsEverything() const {
    return mapToScene(viewport()->rect()).boundingRect().contains(m_graph.graph().bounds());
}

void CanvasView::reveal(const QString& element) {
    const QString node = m_graph.drawnFor(element);
    if (node.isEmpty()) return;
    if (CanvasScene::detailAt(scale()) > CardDetail::Compact) zoomTo(0.8);
    centerOn(m_graph.find(node)->rect.center());
    focusOn(node);
    emit viewChanged();
}

int CanvasView::search(const QString& text) {
    QStringList found;
    if (!text.trimmed().isEmpty())
        for (const QString& node : readingOrder())
            if (m_graph.find(node)->name.contains(text.trimmed(), Qt::CaseInsensitive)) found << node;
    m_scene->setFound(found);
    m_foundAt = -1;
    if (!found.isEmpty()) showNextFound();
    return static_cast<int>(found.size());
}

void CanvasView::showNextFound() {
    const QStringList& found = m_scene->found();
    if (found.isEmpty()) return;
    m_foundAt = (m_foundAt + 1) % found.size();
    reveal(found[m_foundAt]);
}

void CanvasView::resizeEvent(QResizeEvent* event) {
    const bool fits = m_staysFitted || !m_wasFitted;
    QGraphicsView::resizeEvent(event);
    m_isBackdropStale = true;
    if (fits && !m_graph.graph().nodes.empty()) fit();
    emit viewChanged();
}

void CanvasView::scrollContentsBy(int dx, int dy) {
    QGraphicsView::scrollContentsBy(dx, dy);
    m_staysFitted = false;
    m_isBackdropStale = true;
    emit viewChanged();
}

void CanvasView::drawBackground(QPainter* painter, const QRectF&) {
    const double ratio = viewport()->devicePixelRatioF();
    const QSize size = viewport()->size() * ratio;
    if (m_backdrop.size() != size) m_isBackdropStale = true;
    if (m_isBackdropStale) {
        if (m_backdrop.size() != size) m_backdrop = QPixmap(size);
        m_backdrop.setDevicePixelRatio(ratio);
        QPainter into(&m_backdrop);
        into.setWorldTransform(viewportTransform());
        m_scene->paintBackdrop(into, mapToScene(viewport()->rect()).boundingRect(), scale());
        m_isBackdropStale = false;
    }
    painter->save();
    painter->setWorldTransform(QTransform());
    painter->setCompositionMode(QPainter::CompositionMode_Source);
    painter->drawPixmap(0, 0, m_backdrop);
    painter->restore();
}

}  // namespace headroom::desktop
