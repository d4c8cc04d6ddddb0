#include "app/presentation/latency_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/presentation/format.h"
#include "app/presentation/text_table.h"

namespace headroom::presentation {
namespace {

constexpr std::array<std::string_view, 4> kinds{"client", "service", "store", "group"};
constexpr double nanosecondsPerSecond = 1e9;
const std::string unknown = "–";

std::string orUnknown(double value, const char* unit) {
    return std::isnan(value) ? unknown : formatValue(value, unit);
}

}  // namespace

void LatencyTable::declare(const trace::Element& element) {
    if (std::ranges::find(kinds, element.kind) == kinds.end()) return;
    m_places[element.index] = m_rows.size();
    Row row;
    row.kind = element.kind;
    row.name = element.name;
    m_rows.push_back(std::move(row));
}

void LatencyTable::declare(const trace::Series& series) {
    const auto place = m_places.find(series.element);
    if (place == m_places.end()) return;
    Row& row = m_rows[place->second];
    const bool isGroup = row.kind == "group";
    const auto add = [&](Figure figure) { m_series[series.index] = {place->second, figure}; };
    const auto addValue = [&](Figure figure, double& value) {
        add(figure);
        value = 0;
    };
    if (series.name == (isGroup ? "processed" : "completed")) addValue(Figure::Completed, row.completed);
    if (series.name == (isGroup ? "processingFailed" : "failed")) addValue(Figure::Failed, row.failed);
    if (series.name == "inSystem") addValue(Figure::InSystem, row.inSystem);
    if (series.kind == trace::SeriesKind::Latency && series.name == (isGroup ? "endToEndLatency" : "latency")) {
        add(Figure::Latency);
        row.latencyOf = series.name;
    }
}

void LatencyTable::frame(const trace::Frame& frame) {
    for (const auto& [series, value] : frame.values) {
        const auto place = m_series.find(series);
        if (place == m_series.end()) continue;
        Row& row = m_rows[place->second.row];
        // What Kafka knows of a group isn't what it tells of itself.
        row.isTold = row.isTold || row.kind != "group";
        switch (place->second.figure) {
            case Figure::Completed: row.completed = value; break;
            case Figure::Failed: row.failed = value; break;
            case Figure::InSystem: row.inSystem = value; break;
            case Figure::Latency: break;
        }
    }
    for (const auto& [series, sketch] : frame.sketches) {
        const auto place = m_series.find(series);
        if (place == m_series.end()) continue;
        m_rows[place->second.row].ended.merge(sketch);
        m_rows[place->second.row].isTold = true;
    }
    for (Row& row : m_rows) {
        row.samples.push_back({frame.time, row.completed, row.failed, std::exchange(row.ended, {})});
        // One more than the window, to count from.
        while (row.samples.size() > 2 && frame.time - row.samples[1].time >= window) row.samples.pop_front();
    }
}

LatencyRow LatencyTable::shown(const Row& row) {
    LatencyRow result;
    result.kind = row.kind;
    result.name = row.name;
    result.latencyOf = row.latencyOf;
    result.inSystem = row.inSystem;
    const Sample& first = row.samples.front();
    const Sample& last = row.samples.back();
    const double seconds = (last.time - first.time).toSeconds();
    if (seconds <= 0) return result;
    // A counter that nobody had told of by then begins at nothing.
    const double completed = last.completed - (std::isnan(first.completed) ? 0 : first.completed);
    const double failed = last.failed - (std::isnan(first.failed) ? 0 : first.failed);
    result.throughput = completed / seconds;
    if (failed == 0 || completed + failed > 0) result.failed = failed == 0 ? 0 : failed / (completed + failed);
    trace::LatencySketch latency;
    for (std::size_t i = 1; i < row.samples.size(); ++i) latency.merge(row.samples[i].latency);
    if (latency.empty()) return result;
    result.mean = latency.mean() / nanosecondsPerSecond;
    result.p50 = latency.quantile(0.5) / nanosecondsPerSecond;
    result.p99 = latency.quantile(0.99) / nanosecondsPerSecond;
    return result;
}

std::vector<LatencyRow> LatencyTable::rows() const {
    std::vector<LatencyRow> result;
    for (const std::string_view kind : kinds)
        for (const Row& row : m_rows)
            if (row.kind == kind && row.isTold) result.push_back(shown(row));
    return result;
}

std::string latencyText(const LatencyTable& table, std::size_t width) {
    TextTable text(
        {fmt::format("last {} s", LatencyTable::window.toSeconds()), "throughput", "failed", "mean", "p50", "p99", "in flight"});
    for (const LatencyRow& row : table.rows())
        text.add({row.kind + " " + row.name, orUnknown(row.throughput, "/s"),
                  std::isnan(row.failed) ? unknown : formatValue(row.failed, "%"), orUnknown(row.mean, "s"),
                  orUnknown(row.p50, "s"), orUnknown(row.p99, "s"),
                  std::isnan(row.inSystem) ? "" : fmt::format("{:.0f}", row.inSystem)});
    return text.empty() ? std::string{} : text.render(width);
}

}  // namespace headroom::presentation
