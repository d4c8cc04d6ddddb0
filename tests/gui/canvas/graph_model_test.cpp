#include "app/desktop/views/graph/graph_model.h"

#include <gtest/gtest.h>

#include "app/desktop/views/graph/edge_routing.h"
#include "app/desktop/views/graph/graph_builder.h"
#include "tests/gui/canvas/canvas_fixture.h"
#include "tests/gui/run/told_trace.h"

namespace headroom::views {
namespace {

using desktop::CanvasFixture;

struct Drawn {
    ScenarioDocument document;
    StaticAnalysis analysis{document};
    RecordedTrace source;
    GraphModel graph{document, analysis, source};
};

TEST(GraphModel, TopicsLieInTheirClusterAndGroupsAtTheirService) {
    Drawn drawn;
    drawn.document.startNew(CanvasFixture::sample());
    const GraphNode* cluster = drawn.graph.find(QStringLiteral("cluster/main"));
    const GraphNode* topic = drawn.graph.find(QStringLiteral("topic/placed"));
    ASSERT_TRUE(cluster != nullptr && topic != nullptr);
    EXPECT_TRUE(cluster->rect.contains(topic->rect));
    const GraphNode* group = drawn.graph.find(QStringLiteral("group/billing"));
    EXPECT_EQ(group->parent, QStringLiteral("service/billing"));
    EXPECT_EQ(group->rect.top(), drawn.graph.find(group->parent)->rect.bottom());
}

TEST(GraphModel, WorkFlowsFromLeftToRightAndNothingOverlaps) {
    Drawn drawn;
    drawn.document.startNew(CanvasFixture::sample());
    const Graph& graph = drawn.graph.graph();
    EXPECT_LT(graph.find(QStringLiteral("client/users"))->rect.right(), graph.find(QStringLiteral("service/gateway"))->rect.left());
    EXPECT_LT(graph.find(QStringLiteral("service/gateway"))->rect.right(), graph.find(QStringLiteral("service/orders"))->rect.left());
    for (const GraphNode& one : graph.nodes)
        for (const GraphNode& other : graph.nodes) {
            if (one.id == other.id || one.isContainer() || other.isContainer()) continue;
            EXPECT_FALSE(one.rect.adjusted(1, 1, -1, -1).intersects(other.rect)) << one.id.toStdString() << " " << other.id.toStdString();
        }
}

TEST(GraphModel, KeepsWhatTheUserPlacedAndMakesRoomForIt) {
    Drawn drawn;
    drawn.document.startNew(CanvasFixture::sample());
    const QRectF orders = drawn.graph.find(QStringLiteral("service/orders"))->rect;
    drawn.document.set("layout.'store/ledger'", "{x: " + std::to_string(int(orders.x())) + ", y: " + std::to_string(int(orders.y())) + "}", QStringLiteral("move"));
    const GraphNode* ledger = drawn.graph.find(QStringLiteral("store/ledger"));
    EXPECT_TRUE(ledger->isPlaced);
    EXPECT_EQ(ledger->rect.topLeft(), orders.topLeft());
    EXPECT_FALSE(drawn.graph.find(QStringLiteral("service/orders"))->rect.intersects(ledger->rect));
}

TEST(GraphModel, SaysByIdWhatCameAndWent) {
    Drawn drawn;
    drawn.document.startNew(CanvasFixture::sample());
    QSignalSpy added(&drawn.graph, &GraphModel::added);
    QSignalSpy removed(&drawn.graph, &GraphModel::removed);
    drawn.document.set("stores.cache", "{kind: redis, operations: {get: 1ms}}", QStringLiteral("add"));
    ASSERT_EQ(added.count(), 1);
    EXPECT_EQ(added[0][0].toString(), QStringLiteral("store/cache"));
    EXPECT_EQ(removed.count(), 0);
    drawn.document.undo();
    ASSERT_EQ(removed.count(), 1);
    EXPECT_EQ(removed[0][0].toString(), QStringLiteral("store/cache"));
}

TEST(GraphModel, WithoutAScenarioDrawsWhateverTraceThereIs) {
    ScenarioDocument document;
    const StaticAnalysis analysis(document);
    ToldTrace source;
    const GraphModel graph(document, analysis, source);
    const auto isTraceDrawn = [&] { return graph.find(QStringLiteral("service/a")) != nullptr; };
    EXPECT_TRUE(isTraceDrawn());
    source.replace();
    EXPECT_FALSE(isTraceDrawn());
    source.declareAll();
    source.tell();
    EXPECT_TRUE(isTraceDrawn());

    // Another with as many elements, begun while there was a scenario.
    document.startNew(CanvasFixture::sample());
    source.replace();
    document.startNew();
    EXPECT_FALSE(isTraceDrawn());
    source.declareAll();
    source.tell();
    EXPECT_TRUE(isTraceDrawn());
}

TEST(GraphModel, ManyOfOnePrefixCollapseIntoOne) {
    Drawn drawn;
    drawn.document.startNew(R"(scenario: many
clients:
  users: {load: poisson(1/s), journey: [{call: orders-a.get}, {call: orders-b.get}, {call: orders-c.get}]}
services:
  orders-a: {operations: {get: [{cpu: 1ms}]}}
  orders-b: {operations: {get: [{cpu: 1ms}]}}
  orders-c: {operations: {get: [{cpu: 1ms}]}}
layout:
  bundle/orders-*: {collapsed: true}
)");
    EXPECT_EQ(drawn.graph.find(QStringLiteral("service/orders-a")), nullptr);
    EXPECT_EQ(drawn.graph.drawnFor(QStringLiteral("service/orders-a")), QStringLiteral("bundle/orders-*"));
    ASSERT_EQ(drawn.graph.graph().edges.size(), 1U);
    EXPECT_EQ(drawn.graph.graph().edges[0].to, QStringLiteral("bundle/orders-*"));
}

TEST(GraphModel, ALayoutIsTheSameEveryTime) {
    Drawn one;
    Drawn other;
    one.document.startNew(CanvasFixture::sample());
    other.document.startNew("scenario: before\nservices: {x: {operations: {o: [{cpu: 1ms}]}}}\n");
    other.document.startNew(CanvasFixture::sample());
    EXPECT_EQ(one.graph.graph().nodes, other.graph.graph().nodes);
}

TEST(EdgeRouting, LinesLeadFromRightToLeftWhereTheyLeadForward) {
    Drawn drawn;
    drawn.document.startNew(CanvasFixture::sample());
    const Graph& graph = drawn.graph.graph();
    const auto paths = routeEdges(graph);
    ASSERT_EQ(paths.size(), graph.edges.size());
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const QRectF from = graph.find(graph.edges[i].from)->rect;
        const QRectF to = graph.find(graph.edges[i].to)->rect;
        if (to.left() > from.right() + 30) {
            EXPECT_DOUBLE_EQ(paths[i].start.x(), from.right());
            EXPECT_LT(paths[i].end.x(), to.left());
        }
        EXPECT_EQ(paths[i].at(0), paths[i].start);
        EXPECT_EQ(paths[i].at(paths[i].length() + 1), paths[i].points.back());
    }
}

}  // namespace
}  // namespace headroom::views
