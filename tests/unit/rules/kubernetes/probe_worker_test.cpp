#include "model/rules/kubernetes/probe_worker.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;
using Action = ProbeWorker::Action;
using Kind = ProbeWorker::Kind;
using Result = ProbeWorker::Result;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

ProbeWorker::Container running(std::uint64_t id = 1) {
    ProbeWorker::Container container;
    container.id = id;
    container.running = container.started = true;
    return container;
}

model::Probe probe(int successes, int failures, int initialDelay = 0) {
    model::Probe result;
    result.successThreshold = successes;
    result.failureThreshold = failures;
    result.initialDelay = Duration::seconds(initialDelay);
    return result;
}

TEST(ProbeWorker, startsFromTheKindsInitialResult) {
    for (const auto& [kind, expected] :
         {std::pair{Kind::Readiness, Result::Failure}, {Kind::Liveness, Result::Success}, {Kind::Startup, Result::Unknown}}) {
        ProbeWorker worker(kind, probe(1, 3));
        EXPECT_EQ(worker.stored(), std::nullopt);
        EXPECT_EQ(worker.tick(at(0), {}), Action::Skip);
        worker.tick(at(0), running());
        EXPECT_EQ(worker.stored(), expected);
    }
}

TEST(ProbeWorker, changesOnlyAtTheThresholdOfResultsInARow) {
    ProbeWorker worker(Kind::Readiness, probe(2, 3));
    EXPECT_EQ(worker.tick(at(0), running()), Action::Probe);
    EXPECT_EQ(worker.report(true), std::nullopt);
    EXPECT_EQ(worker.report(true), Result::Success);
    EXPECT_EQ(worker.report(true), std::nullopt);
    EXPECT_EQ(worker.report(false), std::nullopt);
    EXPECT_EQ(worker.report(false), std::nullopt);
    EXPECT_EQ(worker.report(true), std::nullopt);
    EXPECT_EQ(worker.report(false), std::nullopt);
    EXPECT_EQ(worker.report(false), std::nullopt);
    EXPECT_EQ(worker.report(false), Result::Failure);
}

TEST(ProbeWorker, discardsExecutionErrors) {
    ProbeWorker worker(Kind::Readiness, probe(1, 2));
    worker.tick(at(0), running());
    worker.report(true);
    worker.report(false);
    EXPECT_EQ(worker.report(std::nullopt), std::nullopt);
    EXPECT_EQ(worker.report(false), Result::Failure);
}

TEST(ProbeWorker, skipsTheInitialDelayInWholeSeconds) {
    ProbeWorker worker(Kind::Readiness, probe(1, 3, 5));
    EXPECT_EQ(worker.tick(at(4.999), running()), Action::Skip);
    EXPECT_EQ(worker.tick(at(5), running()), Action::Probe);
}

TEST(ProbeWorker, waitsForTheStartupProbe) {
    ProbeWorker::Container starting = running();
    starting.started = false;
    EXPECT_EQ(ProbeWorker(Kind::Readiness, probe(1, 3)).tick(at(0), starting), Action::Skip);
    EXPECT_EQ(ProbeWorker(Kind::Liveness, probe(1, 3)).tick(at(0), starting), Action::Skip);
    ProbeWorker startup(Kind::Startup, probe(1, 3));
    EXPECT_EQ(startup.tick(at(0), starting), Action::Probe);
    EXPECT_EQ(startup.report(true), Result::Success);
    EXPECT_TRUE(startup.onHold());
    EXPECT_EQ(startup.tick(at(10), running()), Action::Skip);
}

TEST(ProbeWorker, aFailedLivenessProbeHoldsUntilANewContainer) {
    ProbeWorker worker(Kind::Liveness, probe(1, 2));
    worker.tick(at(0), running());
    worker.report(false);
    EXPECT_EQ(worker.report(false), Result::Failure);
    EXPECT_EQ(worker.tick(at(10), running()), Action::Skip);
    EXPECT_EQ(worker.tick(at(20), running(2)), Action::Probe);
    EXPECT_EQ(worker.stored(), Result::Success);
    EXPECT_EQ(worker.report(false), std::nullopt);  // counting begins anew
}

TEST(ProbeWorker, aContainerThatDoesNotRunHasFailed) {
    ProbeWorker worker(Kind::Readiness, probe(1, 3));
    worker.tick(at(0), running());
    worker.report(true);
    ProbeWorker::Container exited = running();
    exited.running = false;
    EXPECT_EQ(worker.tick(at(1), exited), Action::Skip);
    EXPECT_EQ(worker.stored(), Result::Failure);
    exited.willRestart = false;
    EXPECT_EQ(worker.tick(at(2), exited), Action::Stop);
}

TEST(ProbeWorker, deletionStopsAllButReadiness) {
    ProbeWorker::Container container = running();
    container.podBeingDeleted = true;
    EXPECT_EQ(ProbeWorker(Kind::Readiness, probe(1, 3)).tick(at(0), container), Action::Probe);
    ProbeWorker liveness(Kind::Liveness, probe(1, 3));
    EXPECT_EQ(liveness.tick(at(0), container), Action::Stop);
    EXPECT_EQ(liveness.stored(), Result::Success);
}

TEST(ProbeWorker, theRunOfResultsSurvivesANewContainerUnlessOnHold) {
    ProbeWorker worker(Kind::Readiness, probe(1, 3));
    worker.tick(at(0), running());
    worker.report(true);
    worker.report(false);
    worker.report(false);
    worker.tick(at(1), running(2));
    EXPECT_EQ(worker.stored(), Result::Failure);
    worker.report(false);
    EXPECT_EQ(worker.report(true), Result::Success);
    EXPECT_THROW(ProbeWorker(Kind::Readiness, probe(1, 3)).report(true), std::logic_error);
}

TEST(ProbeWorker, onlyAYoungKubeletDelaysTheFirstProbe) {
    EXPECT_EQ(firstProbeDelay({}, Duration::seconds(9), 0.25), Duration::milliseconds(2500));
    EXPECT_EQ(firstProbeDelay({}, Duration::seconds(10), 0.25), Duration{0});
    EXPECT_THROW(firstProbeDelay({}, Duration::seconds(9), 1), std::logic_error);
}

}  // namespace
}  // namespace headroom::rules
