#pragma once

#include <string>
#include <vector>

#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::presentation {

/// One figure of an element over time; NaN where it has no value.
struct FigureLine {
    std::string name;  ///< as an element's metric: "throughput", "utilisation", "latencyP99", "lagEnd", "replicasEnd"
    std::string unit;
    std::vector<double> values;
};

/// What an element does at each of `times`.
struct ElementFigures {
    std::string id;
    std::string kind;
    std::string name;
    std::vector<FigureLine> lines;
};

struct FrameFigures {
    std::vector<double> times;  ///< seconds; the end of each interval
    std::vector<ElementFigures> elements;
};

/// Figures for charts: frames merged into at most `most` intervals, rates and percentiles of each interval, gauges at its end.
/// Parts of elements (pods, partitions) are left out.
FrameFigures frameFigures(const trace::MemoryTrace& trace, const model::Scenario* scenario, std::size_t most);

}  // namespace headroom::presentation
