#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "model/rules/kubernetes/probe_worker.h"
#include "tests/conformance/trace_file.h"

namespace headroom::conformance {
namespace {

using model::Duration;
using model::Instant;
using rules::ProbeWorker;

ProbeWorker workerOf(const TraceLine& line) {
    static const std::map<std::string, ProbeWorker::Kind> kinds = {
        {"R", ProbeWorker::Kind::Readiness}, {"L", ProbeWorker::Kind::Liveness}, {"S", ProbeWorker::Kind::Startup}};
    model::Probe probe;
    probe.successThreshold = line.small(2);
    probe.failureThreshold = line.small(3);
    probe.initialDelay = Duration::seconds(line.integer(4));
    return {kinds.at(line.text(1)), probe};
}

ProbeWorker::Container containerOf(const TraceLine& line, Instant now) {
    ProbeWorker::Container container;
    if (!line.isEmpty(0)) container.id = static_cast<std::uint64_t>(line.integer(0));
    container.running = line.flag(1);
    container.willRestart = line.flag(2);
    container.startedAt = now - Duration::milliseconds(line.integer(3));
    container.started = line.flag(4);
    container.podBeingDeleted = line.flag(5);
    return container;
}

TEST(ProbeConformance, agreesWithTheKubeletOnEveryTick) {
    static const std::map<std::string, ProbeWorker::Action> actions = {
        {"k", ProbeWorker::Action::Skip}, {"p", ProbeWorker::Action::Probe}, {"x", ProbeWorker::Action::Stop}};
    static const std::map<std::string, ProbeWorker::Result> results = {
        {"-1", ProbeWorker::Result::Unknown}, {"0", ProbeWorker::Result::Success}, {"1", ProbeWorker::Result::Failure}};
    const Instant now = Instant::start() + Duration::seconds(1'000'000);
    std::optional<ProbeWorker> worker;
    std::map<std::string, int> seen;
    for (const TraceLine& line : readTrace(HEADROOM_TRACES "/probe.csv")) {
        if (line.text(0) == "C") {
            worker.emplace(workerOf(line));
            continue;
        }
        const auto action = worker->tick(now, containerOf(line, now));
        ASSERT_EQ(action, actions.at(line.text(7))) << "line " << line.number;
        if (action == ProbeWorker::Action::Probe)
            worker->report(line.text(6) == "e" ? std::nullopt : std::optional(line.text(6) == "s"));
        if (!line.isEmpty(8)) {
            ASSERT_EQ(worker->stored(), results.at(line.text(8))) << "line " << line.number;
        }
        ++seen[line.text(7)];
    }
    EXPECT_GT(seen["p"], 200);
    EXPECT_GT(seen["k"], 200);
    EXPECT_GT(seen["x"], 20);
}

}  // namespace
}  // namespace headroom::conformance
