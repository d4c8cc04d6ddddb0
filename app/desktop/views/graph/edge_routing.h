#pragma once

#include <QPointF>
#include <vector>

#include "app/desktop/views/graph/graph.h"

namespace headroom::views {

/// The line of one edge: a smooth curve as a polyline with its length so far at every point.
struct EdgePath {
    QPointF start, control1, control2, end;  ///< a cubic Bézier curve
    std::vector<QPointF> points;
    std::vector<double> lengths;

    double length() const { return lengths.empty() ? 0 : lengths.back(); }
    /// The point so far along the line; clamped to its ends.
    QPointF at(double distance) const;
};

/// A line for every edge, in the graph's order: from the source's right side to the target's left one where that leads forward,
/// from left to right where it leads back, around the right where one stands above the other. Lines that share a side keep apart.
std::vector<EdgePath> routeEdges(const Graph& graph);

}  // namespace headroom::views
