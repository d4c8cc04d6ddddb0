#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <vector>

#include "model/scenario/scenario.h"
#include "model/topology/topology_graph.h"

namespace headroom::views {

/// A small drawing of a scenario: what works, what stores, what carries, and the lines between. Groups are drawn as their
/// services, clusters, nodes, zones and dead-letter topics not at all.
struct TopologySketch {
    struct Node {
        model::ElementKind kind = model::ElementKind::Service;
        QString name;
        QRectF box;
        int copies = 1;  ///< pods or partitions
    };
    struct Edge {
        std::vector<QPointF> points;
        bool isRecords = false;  ///< publishes or feeds, rather than calls
    };
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    QSizeF size;
};

TopologySketch sketchOf(const model::Scenario& scenario);

}  // namespace headroom::views
