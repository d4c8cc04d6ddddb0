#include "app/presentation/workload_table.h"

#include <fmt/format.h>

#include <array>

#include "app/presentation/format.h"
#include "app/presentation/text_table.h"

namespace headroom::presentation {
namespace {

const std::string unknown = "–";
const std::string currentPrefix = "hpaCurrent.";
const std::string targetPrefix = "hpaTarget.";

std::string count(double value) {
    return std::isnan(value) ? unknown : fmt::format("{:.0f}", value);
}

/// A share as people say it, else the value with its unit.
std::string value(double value, const std::string& unit) {
    constexpr double hundred = 100;
    if (std::isnan(value)) return unknown;
    return unit == "1" ? fmt::format("{:.0f} %", value * hundred) : formatValue(value, unit);
}

double valueOf(const std::map<std::string, double>& values, const std::string& series) {
    const auto found = values.find(series);
    return found == values.end() ? std::nan("") : found->second;
}

std::string scalerText(const WorkloadRow& row) {
    if (std::isnan(row.most)) return {};
    std::string text = fmt::format("{}–{}", count(row.least), count(row.most));
    if (!std::isnan(row.desired) && row.desired != row.wanted) text += fmt::format(", wants {}", count(row.desired));
    for (const WorkloadRow::Metric& metric : row.metrics)
        text += fmt::format(", {} {} of {}", metric.name, value(metric.current, metric.unit), value(metric.target, metric.unit));
    return text;
}

/// What is worth a word below the table.
bool isTrouble(const trace::Event& event) {
    const bool isOfPods =
        event.kind.starts_with("pod.") || event.kind.starts_with("hpa.") || event.kind.starts_with("deployment.");
    return isOfPods && event.severity != "info";
}

}  // namespace

void WorkloadTable::declare(const trace::Element& element) {
    if (element.kind == "service") {
        m_elements[element.index] = m_services[element.id] = m_rows.size();
        m_rows.emplace_back().name = element.name;
    }
    const auto parent = m_services.find(element.parent);
    if (element.kind == "pod" && parent != m_services.end()) m_services[element.id] = parent->second;
}

void WorkloadTable::declare(const trace::Series& series) {
    static constexpr std::array<std::string_view, 8> wanted{"replicas", "readyReplicas", "updatedReplicas", "pendingPods",
                                                            "restarts", "hpaDesired",    "hpaMin",          "hpaMax"};
    const auto element = m_elements.find(series.element);
    if (element == m_elements.end()) return;
    const bool isCurrent = series.name.starts_with(currentPrefix);
    bool isWanted = isCurrent || series.name.starts_with(targetPrefix);
    for (const std::string_view name : wanted) isWanted = isWanted || name == series.name;
    if (!isWanted) return;
    Service& service = m_rows[element->second];
    m_series[series.index] = {element->second, series.name};
    service.values[series.name] = 0;
    service.units[series.name] = series.unit;
    if (isCurrent) service.metrics.push_back(series.name.substr(currentPrefix.size()));
}

void WorkloadTable::frame(const trace::Frame& frame) {
    m_now = frame.time;
    for (const auto& [series, value] : frame.values) {
        const auto place = m_series.find(series);
        if (place != m_series.end()) m_rows[place->second.service].values[place->second.series] = value;
    }
}

void WorkloadTable::event(const trace::Event& event) {
    const auto service = m_services.find(event.element);
    if (service == m_services.end() || !isTrouble(event)) return;
    m_rows[service->second].trouble = event.summary;
    m_rows[service->second].troubledAt = event.time;
}

std::vector<WorkloadRow> WorkloadTable::rows() const {
    std::vector<WorkloadRow> rows;
    for (const Service& service : m_rows) {
        if (!service.values.contains("readyReplicas")) continue;
        WorkloadRow row;
        row.service = service.name;
        const auto of = [&](const std::string& series) { return valueOf(service.values, series); };
        row.ready = of("readyReplicas");
        row.wanted = of("replicas");
        row.updated = of("updatedReplicas");
        row.pending = of("pendingPods");
        row.restarts = of("restarts");
        row.least = of("hpaMin");
        row.most = of("hpaMax");
        row.desired = of("hpaDesired");
        for (const std::string& metric : service.metrics)
            row.metrics.push_back(
                {metric, service.units.at(currentPrefix + metric), of(currentPrefix + metric), of(targetPrefix + metric)});
        if (!service.trouble.empty() && m_now - service.troubledAt <= memory) row.trouble = service.trouble;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string workloadText(const WorkloadTable& table, std::size_t width) {
    TextTable text({"workload", "ready", "updated", "pending", "restarts", "HPA"});
    constexpr std::size_t scaler = 5;
    text.alignLeft(scaler);
    std::string troubles;
    for (const WorkloadRow& row : table.rows()) {
        text.add({row.service, count(row.ready) + "/" + count(row.wanted), count(row.updated), count(row.pending),
                  count(row.restarts), scalerText(row)});
        if (!row.trouble.empty()) troubles += "\n! " + wrapped(row.trouble, width - 2, "  ") + "\n";
    }
    return text.empty() ? std::string{} : text.render(width) + troubles;
}

}  // namespace headroom::presentation
