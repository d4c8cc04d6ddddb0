#include "app/presentation/instant_figures.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "app/presentation/element_figures.h"

namespace headroom::presentation {
namespace {

constexpr std::array throughputNames{"completed", "processed", "appended", "requests", "started"};
/// How long a fault without an end, such as a pod's deletion, is shown.
constexpr model::Duration shownFor = model::Duration::seconds(5);
constexpr double busyFrom = 0.6;
constexpr double saturatedFrom = 0.95;
constexpr double failingFrom = 0.01;
constexpr double behindFrom = 5;  ///< seconds
constexpr std::size_t mostPartitions = 100'000;

struct PartitionOfTopic {
    std::string topic;
    std::size_t partition = 0;
};

/// The topic and partition in "assignment/<group>/<topic>-<n>" or "partitionOfGroup/<group>/<topic>/<n>".
std::optional<PartitionOfTopic> partitionOf(const trace::Element& element) {
    const bool isAssignment = element.kind == "assignment";
    if (!isAssignment && element.kind != "partitionOfGroup") return std::nullopt;
    const std::size_t group = element.id.find('/', element.id.find('/') + 1);
    const std::size_t number = element.id.find_last_of(isAssignment ? '-' : '/');
    if (group == std::string::npos || number == std::string::npos || number <= group) return std::nullopt;
    PartitionOfTopic result{element.id.substr(group + 1, number - group - 1), 0};
    const char* const end = element.id.data() + element.id.size();
    const auto [stop, failure] = std::from_chars(element.id.data() + number + 1, end, result.partition);
    if (failure != std::errc{} || stop != end || result.partition >= mostPartitions) return std::nullopt;
    return result;
}

double valueOf(const ElementRow& row, const char* metric) {
    const Metric* found = row.findMetric(metric);
    return found == nullptr ? std::nan("") : found->value;
}

}  // namespace

std::string wordOf(CardState state) {
    switch (state) {
        case CardState::Idle: return "idle";
        case CardState::Ok: return "ok";
        case CardState::Busy: return "busy";
        case CardState::Scaling: return "scaling";
        case CardState::Rebalancing: return "rebalancing";
        case CardState::Behind: return "falling behind";
        case CardState::Saturated: return "saturated";
        case CardState::Failing: return "failing";
        case CardState::BreakerOpen: return "breaker open";
        case CardState::Fault: return "fault";
        case CardState::Down: return "down";
    }
    return {};
}

CardFigures InstantFigures::at(const std::string& id, std::size_t frame, std::size_t most) {
    catchUp();
    CardFigures figures;
    const trace::Element* element = m_trace.findElement(id);
    if (element == nullptr || frame >= m_trace.frames().size()) return figures;
    const ElementRow row =
        elementRow(m_trace, trace::spanOf(m_trace, frame, frame + 1), *element, m_scenario, RowDetail::Chart);
    if (const Metric* throughput = row.findMetric("throughput")) {
        figures.throughput = throughput->value;
        figures.throughputUnit = throughput->unit;
    }
    figures.utilisation = valueOf(row, "utilisation");
    figures.latencyP99 = valueOf(row, "latencyP99");
    figures.consumerLag = valueOf(row, "lagEnd");
    figures.timeLag = valueOf(row, "timeLagEnd");
    figures.queued = valueOf(row, "queuedEnd");
    const double failed = valueOf(row, "failedRate");
    if (failed + figures.throughput > 0) figures.errorRate = failed / (failed + figures.throughput);
    figures.ready = gauge(id, "readyReplicas", frame);
    figures.wanted = gauge(id, "replicas", frame);
    if (element->kind == "topic") figures.partitionLag = partitionLag(element->name, frame);
    figures.history = history(id, frame, most);
    figures.state = stateOf(*element, figures, frame);
    return figures;
}

void InstantFigures::catchUp() {
    for (; m_elementsSeen < m_trace.elements().size(); ++m_elementsSeen) {
        const trace::Element& element = m_trace.elements()[m_elementsSeen];
        const auto place = partitionOf(element);
        if (!place) continue;
        auto& partitions = m_assignments[place->topic];
        if (partitions.size() <= place->partition) partitions.resize(place->partition + 1);
        partitions[place->partition].push_back(element.id);
    }
    for (; m_eventsSeen < m_trace.events().size(); ++m_eventsSeen) takeEvent(m_trace.events()[m_eventsSeen]);
}

void InstantFigures::takeEvent(const trace::Event& event) {
    const std::string& what = event.reason.result;
    if (event.kind == "fault.began") {
        const bool lasts = what.find(" for ") != std::string::npos;
        const model::Instant end{lasts ? model::Duration::infinite().ns : (event.time + shownFor).ns};
        m_faults[event.element].push_back({event.time, end, what});
    }
    if (event.kind != "fault.ended") return;
    auto& faults = m_faults[event.element];
    const auto begun = std::find_if(faults.rbegin(), faults.rend(), [&](const Fault& fault) { return fault.what == what; });
    if (begun != faults.rend()) begun->end = event.time;
}

bool InstantFigures::isFaulty(const std::string& element, std::size_t frame) const {
    const auto found = m_faults.find(element);
    if (found == m_faults.end()) return false;
    const model::Instant now = m_trace.frames()[frame].time;
    return std::ranges::any_of(found->second, [&](const Fault& fault) { return fault.begin <= now && now <= fault.end; });
}

double InstantFigures::gauge(const std::string& element, const char* name, std::size_t frame) const {
    const trace::Series* series = m_trace.findSeries(element, name);
    return series == nullptr || series->kind == trace::SeriesKind::Latency ? std::nan("")
                                                                          : m_trace.column(series->index).at(frame);
}

std::vector<double> InstantFigures::partitionLag(const std::string& topic, std::size_t frame) const {
    std::vector<double> lags;
    const auto found = m_assignments.find(topic);
    if (found == m_assignments.end()) return lags;
    for (const auto& assignments : found->second) {
        double worst = std::nan("");
        for (const std::string& assignment : assignments) worst = std::fmax(worst, gauge(assignment, "consumerLag", frame));
        lags.push_back(worst);
    }
    return lags;
}

std::vector<double> InstantFigures::history(const std::string& element, std::size_t frame, std::size_t most) const {
    std::vector<double> rates;
    const trace::Series* series = nullptr;
    for (const char* name : throughputNames)
        if (series == nullptr) series = m_trace.findSeries(element, name);
    if (series == nullptr || series->kind != trace::SeriesKind::Counter) return rates;
    const std::vector<double>& column = m_trace.column(series->index);
    const auto& frames = m_trace.frames();
    for (std::size_t i = frame >= most ? frame - most + 1 : 1; i <= frame; ++i) {
        const double seconds = (frames[i].time - frames[i - 1].time).toSeconds();
        const double before = std::isnan(column[i - 1]) ? 0 : column[i - 1];
        rates.push_back(seconds > 0 && !std::isnan(column[i]) ? (column[i] - before) / seconds : 0);
    }
    return rates;
}

CardState InstantFigures::stateOf(const trace::Element& element, const CardFigures& figures, std::size_t frame) const {
    const auto is = [&](const char* name, double value) { return gauge(element.id, name, frame) == value; };
    if (is("up", 0) || (element.kind == "node" && is("ready", 0)) || (figures.wanted > 0 && figures.ready == 0))
        return CardState::Down;
    if (gauge(element.id, "offlinePartitions", frame) > 0) return CardState::Down;
    if (isFaulty(element.id, frame)) return CardState::Fault;
    if (gauge(element.id, "openBreakers", frame) > 0) return CardState::BreakerOpen;
    if (figures.errorRate >= failingFrom) return CardState::Failing;
    if (figures.utilisation >= saturatedFrom) return CardState::Saturated;
    if (figures.timeLag >= behindFrom) return CardState::Behind;
    if (is("stable", 0) && gauge(element.id, "members", frame) > 0) return CardState::Rebalancing;
    if (figures.wanted > 0 && figures.ready != figures.wanted) return CardState::Scaling;
    if (figures.utilisation >= busyFrom) return CardState::Busy;
    return figures.throughput > 0 || figures.utilisation > 0 ? CardState::Ok : CardState::Idle;
}

}  // namespace headroom::presentation
