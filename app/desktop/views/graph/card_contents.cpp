#include "app/desktop/views/graph/card_contents.h"

#include <algorithm>
#include <cmath>

#include "app/presentation/format.h"

namespace headroom::views {
namespace {

using presentation::CardFigures;
using presentation::CardState;

constexpr std::size_t historyFrames = 60;
constexpr double limitsFrom = 0.85;  ///< utilisation from which the busiest element limits the rest

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString shown(double value, const char* unit) {
    return text(presentation::formatValue(value, unit));
}

QString percent(double share) {
    return std::isnan(share) ? QString() : QStringLiteral("%1 %").arg(std::lround(share * 100));
}

QString times(double factor) {
    return QString::number(factor, 'f', factor < 10 ? 1 : 0);
}

QString counted(int count, const QString& one, const QString& many) {
    return QStringLiteral("%1 %2").arg(count).arg(count == 1 ? one : many);
}

QString restDetail(const GraphNode& node) {
    switch (node.kind) {
        case NodeKind::Service:
        case NodeKind::Gateway:
        case NodeKind::Monolith: return counted(node.replicas, QStringLiteral("replica"), QStringLiteral("replicas"));
        case NodeKind::Bundle: return counted(node.replicas, QStringLiteral("component"), QStringLiteral("components"));
        case NodeKind::Nodes:
            return QStringLiteral("%1, %2").arg(counted(node.replicas, QStringLiteral("node"), QStringLiteral("nodes")),
                                                node.detail);
        case NodeKind::Cluster: return counted(node.replicas, QStringLiteral("broker"), QStringLiteral("brokers"));
        case NodeKind::Zone:
            return counted(static_cast<int>(node.members.size()), QStringLiteral("element"), QStringLiteral("elements"));
        case NodeKind::Client: return QStringLiteral("client");
        case NodeKind::Group: return QStringLiteral("consumer group");
        default: return node.detail;
    }
}

bool isWorse(CardState one, CardState other) {
    return static_cast<int>(one) > static_cast<int>(other);
}

/// Several elements as one: sums of what flows, the worst of the rest.
void merge(CardFigures& all, const CardFigures& one) {
    const auto sum = [](double a, double b) { return std::isnan(a) ? b : std::isnan(b) ? a : a + b; };
    all.throughput = sum(all.throughput, one.throughput);
    if (all.throughputUnit.empty()) all.throughputUnit = one.throughputUnit;
    all.utilisation = std::fmax(all.utilisation, one.utilisation);
    all.latencyP99 = std::fmax(all.latencyP99, one.latencyP99);
    all.consumerLag = sum(all.consumerLag, one.consumerLag);
    all.queued = sum(all.queued, one.queued);
    if (isWorse(one.state, all.state)) all.state = one.state;
    if (all.history.empty()) all.history.assign(one.history.size(), 0);
    for (std::size_t i = 0; i < std::min(all.history.size(), one.history.size()); ++i) all.history[i] += one.history[i];
}

/// The figure that matters after the throughput.
QString secondFigure(const GraphNode& node, const CardFigures& figures) {
    if (node.kind == NodeKind::Group && !std::isnan(figures.consumerLag))
        return QStringLiteral("lag %1").arg(shown(figures.consumerLag, ""));
    if (figures.errorRate >= 0.001) return QStringLiteral("%1 fail").arg(shown(figures.errorRate, "%"));
    if (!std::isnan(figures.latencyP99)) return QStringLiteral("p99 %1").arg(shown(figures.latencyP99, "s"));
    if (figures.queued > 0) return QStringLiteral("%1 queued").arg(shown(figures.queued, ""));
    if (node.kind == NodeKind::Topic && !figures.partitionLag.empty()) {
        double most = 0;
        for (const double lag : figures.partitionLag) most = std::fmax(most, lag);
        return most > 0 ? QStringLiteral("lag ≤ %1").arg(shown(most, "")) : QStringLiteral("no lag");
    }
    return {};
}

}  // namespace

QString CardContent::sentence() const {
    QStringList parts{title};
    for (const QString& part : {detail, figure, second})
        if (!part.isEmpty()) parts << part;
    if (!utilisationText.isEmpty())
        parts << QStringLiteral("%1 busy%2").arg(utilisationText, isEstimated ? QStringLiteral(" (estimated)") : QString());
    if (!stateWord.isEmpty()) parts << stateWord;
    if (!badge.isEmpty()) parts << badge;
    return parts.join(QStringLiteral(", "));
}

CardContents::CardContents(const GraphModel& graph, const StaticAnalysis& analysis, const TraceSource& source,
                           const Playhead& playhead)
    : m_graph(graph), m_analysis(analysis), m_source(source), m_playhead(playhead) {
    QObject::connect(&source, &TraceSource::replaced, &m_listener, [this] { forget(); });
    refresh();
}

/// The trace that the figures are of is gone; the next may even lie at the same address.
void CardContents::forget() {
    m_figures.reset();
    m_figuresOf = nullptr;
    m_figuresScenario = nullptr;
    m_frame.reset();
    m_taken.clear();
}

bool CardContents::isMeasured() const {
    return m_frame.has_value();
}

/// The trace may have been replaced in the middle of a round.
void CardContents::followTrace() {
    if (m_figuresOf == &m_source.trace() && m_figuresScenario == m_source.scenario()) return;
    m_figuresOf = &m_source.trace();
    m_figuresScenario = m_source.scenario();
    m_figures = std::make_unique<presentation::InstantFigures>(*m_figuresOf, m_figuresScenario);
    m_taken.clear();
}

void CardContents::refresh(bool precisely) {
    followTrace();
    m_frame = m_playhead.frame();
    if (m_result != m_analysis.result()) takeAnalysis();
    if (!m_frame) {
        m_bottleneck = expectedBottleneck();
        return;
    }
    if (precisely) {
        m_busiest.clear();
        m_busiestLoad = limitsFrom;
        for (const GraphNode& node : m_graph.graph().nodes) note(node, figuresOf(node, *m_frame, 0));
    }
    m_bottleneck = m_busiest;
    m_busiest.clear();
    m_busiestLoad = limitsFrom;
}

/// The busiest of all, if there is any load that could make it so.
QString CardContents::expectedBottleneck() const {
    if (m_result == nullptr || !m_result->utilisation.bottleneck) return {};
    const model::ResourceUse& busiest = m_result->utilisation.resources[*m_result->utilisation.bottleneck];
    return busiest.utilisation > 0 && busiest.dependsOnLoad ? text(busiest.element) : QString();
}

void CardContents::takeAnalysis() {
    m_result = m_analysis.result();
    m_breaks.clear();
    m_load.clear();
    m_rates.clear();
    m_singlePoints.clear();
    for (const model::Break& limit : m_result->headroom.breaks)
        if (const QString id = text(limit.element); !m_breaks.contains(id)) m_breaks.insert(id, &limit);
    for (const model::ResourceUse& use : m_result->utilisation.resources)
        if (use.dependsOnLoad) m_load[text(use.element)] = std::max(m_load.value(text(use.element)), use.utilisation);
    for (const model::ActivityFlow& flow : m_result->utilisation.flows.activities) m_rates[text(flow.element)] += flow.perSecond;
    for (const model::SinglePoint& point : m_result->structure.singlePoints)
        if (point.stopsClients) m_singlePoints.insert(text(point.element));
}

void CardContents::note(const GraphNode& node, const CardFigures& figures) {
    m_taken[node.id] = std::isnan(figures.throughput) ? 0 : figures.throughput;
    const bool canLimit = node.kind != NodeKind::Topic && node.kind != NodeKind::Group && node.kind != NodeKind::Client;
    if (!canLimit || !(figures.utilisation > m_busiestLoad)) return;
    m_busiestLoad = figures.utilisation;
    m_busiest = node.id;
}

CardContent CardContents::of(const GraphNode& node, bool withHistory) {
    followTrace();
    CardContent content = m_frame ? measured(node, withHistory) : estimated(node);
    describe(content, node);
    return content;
}

void CardContents::describe(CardContent& content, const GraphNode& node) const {
    content.title = node.name;
    if (content.detail.isEmpty()) content.detail = restDetail(node);
    if (!node.zone.isEmpty() && node.kind != NodeKind::Broker) content.detail += QStringLiteral(" · ") + node.zone;
    content.utilisationText = percent(content.utilisation);
    content.isBottleneck = !m_bottleneck.isEmpty() && m_graph.drawnFor(m_bottleneck) == node.id;
    content.isSinglePoint = m_singlePoints.contains(node.id);
    if (m_frame) content.stateWord = text(wordOf(content.state));
    if (content.isBottleneck) content.badge = QStringLiteral("limits the rest");
    const model::Break* limit = m_breaks.value(node.id);
    if (content.badge.isEmpty() && !m_frame && limit != nullptr && limit->factor <= m_result->loadFactor)
        content.badge = QStringLiteral("full at %1×").arg(times(limit->factor));
    if (content.isBottleneck && !m_frame && limit != nullptr)
        content.badge = QStringLiteral("breaks first at %1×").arg(times(limit->factor));
}

CardFigures CardContents::figuresOf(const GraphNode& node, std::size_t frame, std::size_t history) {
    CardFigures figures = m_figures->at(node.id.toStdString(), frame, history);
    if (node.kind == NodeKind::Bundle || (node.kind == NodeKind::Cluster && node.isCollapsed))
        for (const QString& member : node.members) merge(figures, m_figures->at(member.toStdString(), frame, history));
    return figures;
}

CardContent CardContents::measured(const GraphNode& node, bool withHistory) {
    CardContent content;
    if (node.kind == NodeKind::Nodes)
        for (const QString& member : node.members) {
            content.cells.push_back(m_figures->at(member.toStdString(), *m_frame, 0).state);
            if (content.cells.back() == CardState::Down) content.state = CardState::Down;
        }
    if (node.kind == NodeKind::Zone || node.kind == NodeKind::Nodes) return content;
    CardFigures figures = figuresOf(node, *m_frame, withHistory ? historyFrames : 0);
    note(node, figures);
    if (!std::isnan(figures.throughput)) {
        content.figure = shown(figures.throughput, "/s");
    }
    content.second = secondFigure(node, figures);
    content.utilisation = figures.utilisation;
    if (figures.wanted > 0 && !std::isnan(figures.ready))
        content.detail = figures.ready == figures.wanted
                             ? counted(static_cast<int>(figures.wanted), QStringLiteral("replica"), QStringLiteral("replicas"))
                             : QStringLiteral("%1 of %2 replicas ready").arg(figures.ready).arg(figures.wanted);
    content.history = std::move(figures.history);
    content.partitionLag = std::move(figures.partitionLag);
    content.state = figures.state;
    return content;
}

CardContent CardContents::estimated(const GraphNode& node) const {
    CardContent content;
    content.isEstimated = true;
    if (m_result == nullptr) return content;
    const QStringList members = node.members.isEmpty() || node.kind == NodeKind::Zone || node.kind == NodeKind::Nodes
                                    ? QStringList{node.id}
                                    : node.members + QStringList{node.id};
    double rate = 0;
    for (const QString& member : members) {
        if (m_load.contains(member)) content.utilisation = std::fmax(content.utilisation, m_load.value(member));
        rate += m_rates.value(member);
    }
    if (rate > 0) content.figure = QStringLiteral("%1 est.").arg(shown(rate, "/s"));
    const model::Break* limit = m_breaks.value(node.id);
    if (limit != nullptr && std::isfinite(limit->factor) && limit->factor > 0)
        content.second = (node.kind == NodeKind::Group ? QStringLiteral("full at %1×") : QStringLiteral("full at %1× this load"))
                             .arg(times(limit->factor));
    if (content.utilisation >= 1)
        content.state = CardState::Saturated;
    else if (!std::isnan(content.utilisation))
        content.state = content.utilisation >= 0.6 ? CardState::Busy : CardState::Ok;
    return content;
}

double CardContents::rateOf(const GraphEdge& edge) const {
    return m_frame ? m_taken.value(edge.to) * edge.share : edge.estimate;
}

}  // namespace headroom::views
