#include "app/desktop/canvas/canvas_scene.h"

#include <algorithm>
#include <cmath>

namespace headroom::desktop {

using views::GraphNode;

namespace {

constexpr double fullFrom = 0.72;
constexpr double compactFrom = 0.45;
constexpr double briefFrom = 0.22;
constexpr double gridStep = 24;
constexpr std::size_t mostBlanks = 64;
constexpr double gridFrom = 0.45;  ///< scale under which the grid is noise

}  // namespace

CanvasScene::CanvasScene(views::GraphModel& graph, views::Selection& selection, const views::StaticAnalysis& analysis,
                         const views::TraceSource& source, const views::Playhead& playhead, const ThemeStore& themes, QObject* parent)
    : QGraphicsScene(parent),
      m_graph(graph),
      m_selection(selection),
      m_analysis(analysis),
      m_themes(themes),
      m_contents(graph, analysis, source, playhead),
      m_painter(themes),
      m_edges(graph, themes) {
    for (const GraphNode& node : graph.graph().nodes) addItem(node.id);
    m_edges.route();
    follow();
    refreshContents();
    refreshLooks();
}

CanvasScene::~CanvasScene() = default;

void CanvasScene::follow() {
    connect(&m_graph, &views::GraphModel::added, this, &CanvasScene::addItem);
    connect(&m_graph, &views::GraphModel::removed, this, &CanvasScene::removeItem);
    connect(&m_graph, &views::GraphModel::changed, this, [this](const QString& node) {
        if (CardItem* card = item(node)) card->fit();
    });
    connect(&m_graph, &views::GraphModel::edgesChanged, this, [this] { m_edges.route(); });
    connect(&m_graph, &views::GraphModel::updated, this, [this] {
        refreshContents();
        refreshLooks();
        emit backdropChanged();
    });
    connect(&m_analysis, &views::StaticAnalysis::updated, this, [this] {
        refreshContents();
        refreshLooks();
    });
    connect(&m_selection, &views::Selection::changed, this, [this] {
        refreshLooks();
        emit backdropChanged();
    });
    connect(&m_themes, &ThemeStore::changed, this, &CanvasScene::restyle);
}

void CanvasScene::restyle() {
    m_dots.clear();
    m_blanks.clear();
    for (CardItem* card : m_items) card->forget();
    emit backdropChanged();
}

CardDetail CanvasScene::detailAt(double scale) {
    if (scale >= fullFrom) return CardDetail::Full;
    if (scale >= compactFrom) return CardDetail::Compact;
    return scale >= briefFrom ? CardDetail::Brief : CardDetail::Dot;
}

void CanvasScene::setLeastDetail(CardDetail detail) {
    m_leastDetail = detail;
    m_detail = std::min(m_detail, detail);
    restyle();
}

void CanvasScene::addItem(const QString& node) {
    auto* card = new CardItem(*this, node);
    QGraphicsScene::addItem(card);
    m_items.insert(node, card);
    m_order.push_back(card);
}

void CanvasScene::removeItem(const QString& node) {
    CardItem* card = m_items.take(node);
    std::erase(m_order, card);
    if (m_hovered == node) m_hovered.clear();
    if (m_focused == node) m_focused.clear();
    m_found.removeAll(node);
    delete card;
}

QString CanvasScene::nodeAt(const QPointF& point) const {
    QString best;
    double smallest = 0;
    for (const GraphNode& node : m_graph.graph().nodes) {
        if (!node.rect.contains(point)) continue;
        const double area = node.rect.width() * node.rect.height();
        if (!best.isEmpty() && area > smallest) continue;
        best = node.id;
        smallest = area;
    }
    return best;
}

void CanvasScene::refreshContents(int slices) {
    const auto parts = static_cast<std::size_t>(std::max(1, slices));
    m_slice = (m_slice + 1) % parts;
    if (m_slice == 0) {
        m_contents.refresh(parts == 1);
        if (m_contents.isMeasured() != m_isBlastOfARun) refreshLooks();
        if (m_edges.takeRates(m_contents)) emit widthsChanged();
    }
    for (std::size_t i = m_slice; i < m_order.size(); i += parts)
        if (const GraphNode* node = m_graph.find(m_order[i]->node())) m_order[i]->setContent(m_contents.of(*node, m_detail <= CardDetail::Compact));
}

void CanvasScene::refreshLooks() {
    findBlast();
    for (CardItem* card : m_order) card->setLook(lookOf(card->node()));
}

CardLook CanvasScene::lookOf(const QString& node) const {
    CardLook look;
    look.isSelected = m_selection.contains(node);
    look.isHovered = m_hovered == node;
    look.isFocused = m_focused == node && !look.isSelected;
    look.isFound = m_found.contains(node);
    const auto blast = m_blast.constFind(node);
    if (blast != m_blast.constEnd()) {
        look.mark = blast->first;
        look.isMarkSevere = blast->second;
    }
    if (m_overlay != nullptr) look.difference = m_overlay->differenceOf(node);
    return look;
}

void CanvasScene::findBlast() {
    m_blast.clear();
    const auto result = m_analysis.result();
    // Beside what does happen, what would happen is noise.
    m_isBlastOfARun = m_contents.isMeasured();
    if (m_isBlastOfARun) return;
    if (m_selection.elements().size() != 1 || result == nullptr) return;
    const auto& radii = result->structure.blastRadii;
    const auto found = std::ranges::find(radii, m_selection.first().toStdString(), &model::BlastRadius::element);
    if (found == radii.end()) return;
    const auto mark = [this](const std::vector<std::string>& ids, const QString& word, bool isSevere) {
        for (const std::string& id : ids)
            if (const QString node = m_graph.drawnFor(QString::fromStdString(id)); !node.isEmpty() && !m_selection.contains(node))
                m_blast.insert(node, {word, isSevere});
    };
    mark(found->weakened, tr("would weaken"), false);
    mark(found->idles, tr("would idle"), false);
    mark(found->fallsBehind, tr("would fall behind"), false);
    mark(found->partlyStops, tr("would partly stop"), false);
    mark(found->stops, tr("would stop"), true);
}

void CanvasScene::setHovered(const QString& node) {
    if (node == m_hovered) return;
    const QString before = std::exchange(m_hovered, node);
    for (const QString& one : {before, node})
        if (CardItem* card = item(one)) card->setLook(lookOf(one));
}

void CanvasScene::setFocused(const QString& node) {
    if (node == m_focused) return;
    const QString before = std::exchange(m_focused, node);
    for (const QString& one : {before, node})
        if (CardItem* card = item(one)) card->setLook(lookOf(one));
}

void CanvasScene::setFound(const QStringList& nodes) {
    m_found = nodes;
    refreshLooks();
}

void CanvasScene::setOverlay(const CardOverlay* overlay) {
    m_overlay = overlay;
    refreshLooks();
}

void CanvasScene::paintBackdrop(QPainter& painter, const QRectF& area, double scale) {
    painter.fillRect(area, m_themes.theme().window);
    if (scale >= gridFrom) paintGrid(painter, area, scale);
    for (CardItem* card : m_order) {
        const GraphNode* node = m_graph.find(card->node());
        if (node == nullptr || !node->isContainer() || !node->rect.intersects(area)) continue;
        m_painter.paintContainer(painter, *node, card->content(), card->look(), detailFor(scale));
    }
    m_edges.paint(painter, area, scale, m_selection.elements());
}

void CanvasScene::paintGrid(QPainter& painter, const QRectF& area, double scale) const {
    QList<QPointF> points;
    for (double x = std::floor(area.left() / gridStep) * gridStep; x <= area.right(); x += gridStep)
        for (double y = std::floor(area.top() / gridStep) * gridStep; y <= area.bottom(); y += gridStep) points << QPointF(x, y);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(m_themes.theme().grid, 1.5 / scale));
    painter.drawPoints(points.constData(), static_cast<int>(points.size()));
}

const QPixmap& CanvasScene::blankPicture(const GraphNode& node, const CardLook& look, CardDetail detail, double scale, double ratio) {
    const int flags = (look.isSelected ? 1 : 0) | (look.isHovered ? 2 : 0) | (look.isFocused ? 4 : 0) | (look.isFound ? 8 : 0) |
                      (look.difference ? 16 : 0) | (node.isCompact ? 32 : 0) | (node.isCollapsed ? 64 : 0);
    const BlankKey key{static_cast<int>(node.kind), static_cast<int>(detail), flags, scale, ratio, node.rect.width(), node.rect.height()};
    const auto known = m_blanks.find(key);
    if (known != m_blanks.end()) return known->second;
    if (m_blanks.size() >= mostBlanks) m_blanks.clear();
    const double margin = CardPainter::margin;
    const QSizeF size = (node.rect.size() + QSizeF(2 * margin, 2 * margin)) * scale * ratio;
    QPixmap picture(static_cast<int>(std::ceil(size.width())), static_cast<int>(std::ceil(size.height())));
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.scale(scale * ratio, scale * ratio);
    painter.translate(margin, margin);
    m_painter.paintBlank(painter, node, look, detail);
    painter.end();
    return m_blanks.insert_or_assign(key, picture).first->second;
}

const QPixmap& CanvasScene::dotPicture(const GraphNode& node, const views::CardContent& content, double scale, double ratio) {
    const auto bucket = static_cast<quint64>(std::isnan(content.utilisation) ? 0 : content.utilisation < 0.6 ? 1 : content.utilisation < 0.85 ? 2 : 3);
    const quint64 key = static_cast<quint64>(node.kind) | static_cast<quint64>(content.state) << 8U | bucket << 16U |
                        static_cast<quint64>(std::lround(scale * 4096)) << 20U | static_cast<quint64>(std::lround(ratio * 4)) << 40U |
                        static_cast<quint64>(std::lround(node.rect.height())) << 48U;
    const auto known = m_dots.constFind(key);
    if (known != m_dots.constEnd()) return *known;
    if (m_dots.size() > 400) m_dots.clear();
    const QSizeF size = node.rect.size() * scale * ratio;
    QPixmap picture(std::max(1, static_cast<int>(std::ceil(size.width()))), std::max(1, static_cast<int>(std::ceil(size.height()))));
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.scale(scale * ratio, scale * ratio);
    m_painter.paint(painter, node, content, {}, CardDetail::Dot);
    painter.end();
    picture.setDevicePixelRatio(ratio);
    return *m_dots.insert(key, picture);
}

}  // namespace headroom::desktop
