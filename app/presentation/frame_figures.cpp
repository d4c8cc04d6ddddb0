#include "app/presentation/frame_figures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/presentation/element_figures.h"

namespace headroom::presentation {
namespace {

constexpr std::array shown{"client", "service", "store", "cluster", "broker", "topic", "group", "link"};
constexpr std::array names{"throughput", "utilisation", "latencyP50", "latencyP99", "lagEnd",
                           "timeLagEnd", "replicasEnd", "queuedEnd",  "failedRate"};

/// The figures of one interval as rows.
void addInterval(const trace::MemoryTrace& trace, const trace::FrameSpan& span, const model::Scenario* scenario,
                 FrameFigures& figures, std::size_t interval, std::size_t intervals) {
    for (ElementFigures& element : figures.elements) {
        const ElementRow row = elementRow(trace, span, trace.element(element.id), scenario, RowDetail::Chart);
        for (const char* name : names) {
            const Metric* metric = row.findMetric(name);
            if (metric == nullptr) continue;
            auto line =
                std::find_if(element.lines.begin(), element.lines.end(), [&](const FigureLine& l) { return l.name == name; });
            if (line == element.lines.end()) {
                element.lines.push_back({name, metric->unit, std::vector<double>(intervals, std::nan(""))});
                line = element.lines.end() - 1;
            }
            line->values[interval] = metric->value;
        }
    }
}

}  // namespace

FrameFigures frameFigures(const trace::MemoryTrace& trace, const model::Scenario* scenario, std::size_t most) {
    FrameFigures figures;
    for (const trace::Element& element : trace.elements())
        if (std::find(shown.begin(), shown.end(), element.kind) != shown.end())
            figures.elements.push_back({element.id, element.kind, element.name, {}});
    // The first frame is the start: nothing has happened in an interval before it.
    const std::size_t first = !trace.frames().empty() && trace.frames().front().time.ns == 0 ? 1 : 0;
    if (trace.frames().size() <= first) return figures;
    const std::vector<trace::FrameSpan> spans = trace::split(trace, trace::spanOf(trace, first, trace.frames().size()), most);
    for (std::size_t i = 0; i < spans.size(); ++i) {
        figures.times.push_back(static_cast<double>(spans[i].end.ns) / 1e9);
        addInterval(trace, spans[i], scenario, figures, i, spans.size());
    }
    return figures;
}

}  // namespace headroom::presentation
