// Who waits for a connection or a place in a bulkhead, and stops waiting.

#include <gtest/gtest.h>

#include "model/scenario/reader.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

using testing::Lab;

model::Scenario scenarioOf(const std::string& text) {
    model::ReadResult result = model::readScenarioText(text, "waiting.yaml");
    for (const model::Diagnostic& diagnostic : result.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) ADD_FAILURE() << model::toString(diagnostic);
    return *result.scenario;
}

double last(const Lab& lab, const std::string& element, const std::string& metric) {
    return lab.trace.column(lab.trace.findSeries(element, metric)->index).back();
}

/// Three calls a second for one connection that each keeps for a second: the next in line is served in the instant in which
/// its patience ends.
TEST(Waiting, AConnectionHandedOverInTheInstantOfATimeoutIsNotLost) {
    Lab lab(scenarioOf(R"(scenario: pool
duration: 60s
clients: {users: {load: constant(3/s), journey: [{call: {to: s.op}}]}}
services:
  s:
    pools: {db: {maximumPoolSize: 1, connectionTimeout: 1s}}
    operations: {op: [{store: db.query}]}
stores: {db: {kind: postgresql, servers: 10, operations: {query: 1s}}}
)"));
    lab.runTo(60);
    EXPECT_GT(last(lab, "client/users", "completed"), 25);
}

/// Of four at once two are served; the third gives its place back at its time limit, which is the fourth's limit too.
TEST(Waiting, APlaceInABulkheadHandedOverInTheInstantOfATimeLimitIsNotLost) {
    Lab lab(scenarioOf(R"(scenario: bulkhead
duration: 60s
clients: {users: {load: 'closed(users=4, thinkTime=10s)', journey: [{call: {to: s.op}}]}}
services:
  s:
    application:
      resilience4j.bulkhead.instances.db: {max-concurrent-calls: 1, max-wait-duration: 10s}
      resilience4j.timelimiter.instances.db: {timeout-duration: 1s}
    operations: {op: [{store: {on: db.query, bulkhead: db, timeLimiter: db}}]}
stores: {db: {kind: other, servers: 10, operations: {query: 400ms}}}
)"));
    lab.runTo(60);
    EXPECT_GT(last(lab, "client/users", "completed"), 8);
}

/// Calls of 4 s for one place, one a second, each willing to wait for 6 s: in the long run a call is answered every 4 s, after a
/// wait that comes close to the 6 s.
TEST(Waiting, EachCallerWaitsForABulkheadAsLongAsItMay) {
    Lab lab(scenarioOf(R"(scenario: patience
duration: 400s
clients: {users: {load: constant(1/s), journey: [{call: {to: s.op}}]}}
services:
  s:
    application:
      resilience4j.bulkhead.instances.db: {max-concurrent-calls: 1, max-wait-duration: 6s}
    operations: {op: [{store: {on: db.query, bulkhead: db}}]}
stores: {db: {kind: other, servers: 10, operations: {query: 4s}}}
)"));
    lab.runTo(400);
    EXPECT_NEAR(last(lab, "client/users", "completed"), 100, 2);
    const trace::Series* latency = lab.trace.findSeries("client/users", "latency");
    const trace::LatencySketch all = lab.trace.merged(latency->index, 100, 400);
    EXPECT_GE(static_cast<double>(all.min()) / 1e9, 4 + 5);
}

}  // namespace
}  // namespace headroom::sim
