#include "app/desktop/views/graph/edge_flows.h"

#include <algorithm>

namespace headroom::views {
namespace {

double rateOf(const model::TopologyGraph& topology, const model::TopologyEdge& edge, const model::FlowBalance& flows) {
    double rate = 0;
    for (const model::EdgeStep& step : edge.steps) rate += flows.rate(step.activity) * step.probability;
    const std::string& from = topology.elements()[edge.from].name;
    if (edge.relation == model::Relation::Feeds)
        if (const model::TopicFlow* topic = flows.findTopic(from)) return topic->recordsPerSecond;
    if (edge.relation == model::Relation::DeadLetters)
        if (const model::GroupFlow* group = flows.findGroup(from)) return group->deadLettersPerSecond;
    return rate;
}

}  // namespace

void estimateFlows(Graph& graph, const model::Scenario& scenario, const model::FlowBalance& flows) {
    const model::TopologyGraph topology(scenario);
    QHash<QPair<QString, QString>, double> rates;
    for (const model::TopologyEdge& edge : topology.edges())
        rates[{QString::fromStdString(topology.elements()[edge.from].id), QString::fromStdString(topology.elements()[edge.to].id)}] +=
            rateOf(topology, edge, flows);
    for (GraphEdge& edge : graph.edges) edge.estimate = rates.value({edge.from, edge.to});
}

void shareOut(Graph& graph) {
    QHash<QString, QPair<double, int>> taken;
    for (const GraphEdge& edge : graph.edges) {
        auto& [sum, count] = taken[edge.to];
        sum += edge.estimate;
        ++count;
    }
    for (GraphEdge& edge : graph.edges) {
        const auto [sum, count] = taken.value(edge.to);
        edge.share = sum > 0 ? edge.estimate / sum : 1.0 / std::max(1, count);
    }
}

}  // namespace headroom::views
