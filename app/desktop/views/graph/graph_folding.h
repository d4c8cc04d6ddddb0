#pragma once

#include <map>
#include <string>

#include "app/desktop/views/graph/graph.h"

namespace headroom::views {

/// Prefixes ("orders-") under which so many of a graph's components stand that they can be drawn as one.
QStringList bundlePrefixes(const Graph& graph, int atLeast = 3);

/// The graph as it is drawn: what the layout collapses is one node each, and edges lead to what is drawn.
Graph folded(const Graph& graph, const std::map<std::string, model::LayoutEntry>& layout);

}  // namespace headroom::views
