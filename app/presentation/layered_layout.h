#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace headroom::presentation {

struct Point {
    double x = 0;
    double y = 0;
};

/// Where the nodes and edges of a drawing lie; units are those of the sizes given.
struct Layout {
    std::vector<Point> nodes;               ///< top left corners
    std::vector<std::vector<Point>> edges;  ///< from the source's right side over points to bend at to the target's left side
    double width = 0;
    double height = 0;
};

struct LayoutSizes {
    double nodeWidth = 168;
    double nodeHeight = 66;
    double layerGap = 56;
    double rowGap = 22;
};

/// Draws a directed graph from left to right in layers: edges that close cycles are turned for the layering, layers follow the
/// longest path, orders within layers the median of the neighbours (Sugiyama, Tagawa and Toda 1981). Deterministic.
Layout layeredLayout(std::size_t nodes, const std::vector<std::pair<std::size_t, std::size_t>>& edges,
                     const LayoutSizes& sizes = {});

}  // namespace headroom::presentation
