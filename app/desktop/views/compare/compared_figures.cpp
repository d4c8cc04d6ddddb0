#include "app/desktop/views/compare/compared_figures.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>

#include "app/presentation/element_figures.h"
#include "model/trace/batch_means.h"

namespace headroom::views {
namespace {

using Statistic = model::MetricQuery::Statistic;

struct Asked {
    const char* name;
    std::array<const char*, 5> metrics;  ///< the first the element has
    Statistic statistic;
    const char* unit;  ///< null: the series' own
    double importance;
    const char* words;
};

constexpr std::array asked{
    Asked{"failed", {"failed"}, Statistic::Total, nullptr, 3, "failed"},
    Asked{"rejected", {"rejected"}, Statistic::Total, nullptr, 3, "rejected"},
    Asked{"deadLettered", {"deadLettered"}, Statistic::Total, nullptr, 3, "dead-lettered"},
    Asked{"throughput", {"completed", "processed", "appended", "requests", "started"}, Statistic::Rate, "/s", 2, "throughput"},
    Asked{"latencyP99", {"latency", "endToEndLatency"}, Statistic::P99, "s", 2, "p99 latency"},
    Asked{"lag", {"consumerLag"}, Statistic::Mean, nullptr, 2, "mean lag"},
    Asked{"lagMax", {"consumerLag"}, Statistic::Max, nullptr, 1, "greatest lag"},
    Asked{"timeLagMax", {"timeLag"}, Statistic::Max, nullptr, 1, "greatest time lag"},
    Asked{"latencyP50", {"latency", "endToEndLatency"}, Statistic::P50, "s", 1, "p50 latency"},
    Asked{"replicas", {"readyReplicas"}, Statistic::Mean, nullptr, 1, "replicas"},
    Asked{"openBreakers", {"openBreakers"}, Statistic::Mean, nullptr, 1, "open breakers"},
    Asked{"queued", {"queued"}, Statistic::Mean, nullptr, 1, "queued"},
};

const trace::Series* firstOf(const trace::MemoryTrace& trace, const std::string& element, const Asked& what) {
    for (const char* metric : what.metrics)
        if (metric != nullptr)
            if (const trace::Series* series = trace.findSeries(element, metric)) return series;
    return nullptr;
}

std::optional<ComparedFigure> answer(const trace::MemoryTrace& trace, const std::string& element, const Asked& what,
                                     const model::MetricQuery::Window& window, Thoroughness thoroughness) {
    const trace::Series* series = firstOf(trace, element, what);
    if (series == nullptr) return std::nullopt;
    model::MetricQuery query;
    query.statistic = what.statistic;
    query.element = element;
    query.metric = series->name;
    query.window = window;
    ComparedFigure figure{what.name, what.unit != nullptr ? what.unit : series->unit, what.importance, 0, {}};
    if (thoroughness == Thoroughness::Quick) {
        const trace::QueryResult result = trace::evaluate(query, trace);
        if (!result.value || std::isnan(*result.value)) return std::nullopt;
        figure.value = *result.value;
    } else {
        const trace::IntervalEstimate estimate = trace::queryWithInterval(query, trace);
        if (!estimate.value || std::isnan(*estimate.value)) return std::nullopt;
        figure.value = *estimate.value;
        figure.halfWidth = estimate.halfWidth;
    }
    return figure;
}

/// How fast what waits grows, from the window's first frame to its last.
std::optional<ComparedFigure> lagGrowth(const trace::MemoryTrace& trace, const std::string& element, const trace::FrameSpan& span) {
    const trace::Series* series = trace.findSeries(element, "consumerLag");
    if (series == nullptr || span.last - span.first < 2) return std::nullopt;
    const std::vector<double>& column = trace.column(series->index);
    const double seconds = (trace.frames()[span.last - 1].time - trace.frames()[span.first].time).toSeconds();
    const double growth = (column[span.last - 1] - column[span.first]) / seconds;
    if (std::isnan(growth) || std::isinf(growth)) return std::nullopt;
    return ComparedFigure{"lagGrowth", "records/s", 1, growth, {}};
}

}  // namespace

std::vector<ComparedFigure> comparedFigures(const ComparedRun& run, const trace::Element& element,
                                            const model::MetricQuery::Window& window, Thoroughness thoroughness) {
    std::vector<ComparedFigure> figures;
    for (const Asked& what : asked) {
        // Merging all sketches of a run is what costs; one percentile is enough for a first look.
        if (thoroughness == Thoroughness::Quick && what.statistic == Statistic::P50) continue;
        if (auto figure = answer(*run.trace, element.id, what, window, thoroughness)) figures.push_back(std::move(*figure));
    }
    const trace::FrameSpan span = trace::framesWithin(*run.trace, window);
    if (span.empty()) return figures;
    if (auto growth = lagGrowth(*run.trace, element.id, span)) figures.push_back(std::move(*growth));
    const auto row = presentation::elementRow(*run.trace, span, element, run.scenario, presentation::RowDetail::Flow);
    if (const auto* utilisation = row.findMetric("utilisation"))
        figures.push_back({"utilisation", utilisation->unit, 1, utilisation->value, {}});
    const auto hasThroughput = [](const ComparedFigure& figure) { return figure.name == "throughput"; };
    const auto* throughput = row.findMetric("throughput");
    if (throughput != nullptr && std::ranges::none_of(figures, hasThroughput))
        figures.push_back({"throughput", throughput->unit, 2, throughput->value, {}});
    return figures;
}

QString wordsFor(const std::string& figure) {
    const auto found = std::ranges::find_if(asked, [&](const Asked& what) { return figure == what.name; });
    if (found != asked.end()) return QCoreApplication::translate("compare", found->words);
    if (figure == "lagGrowth") return QCoreApplication::translate("compare", "lag growth");
    return QString::fromStdString(figure);
}

bool isCompared(const trace::Element& element) {
    constexpr std::array kinds{"client", "service", "group", "store", "cluster", "broker", "topic", "link"};
    return std::ranges::find(kinds, element.kind) != kinds.end();
}

}  // namespace headroom::views
