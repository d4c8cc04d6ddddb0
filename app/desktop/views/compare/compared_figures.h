#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/desktop/views/compare/comparison.h"

namespace headroom::views {

/// A figure of one element over a window.
struct ComparedFigure {
    std::string name;
    std::string unit;
    double importance = 1;
    double value = 0;
    std::optional<double> halfWidth;
};

/// The main figures an element has over a window.
std::vector<ComparedFigure> comparedFigures(const ComparedRun& run, const trace::Element& element,
                                            const model::MetricQuery::Window& window, Thoroughness thoroughness);
/// "p99 latency", "lag", "replicas".
QString wordsFor(const std::string& figure);
/// Whether elements of this kind stand for themselves: not pods and partitions.
bool isCompared(const trace::Element& element);

}  // namespace headroom::views
