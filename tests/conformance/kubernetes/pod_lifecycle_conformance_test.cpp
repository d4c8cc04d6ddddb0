#include <gtest/gtest.h>

#include <optional>

#include "model/rules/kubernetes/cfs_quota.h"
#include "model/rules/kubernetes/crash_loop_back_off.h"
#include "model/rules/kubernetes/rolling_update.h"
#include "tests/conformance/trace_file.h"

namespace headroom::conformance {
namespace {

using model::Duration;
using model::Instant;

TEST(CrashLoopBackOffConformance, agreesWithFlowControl) {
    std::optional<rules::CrashLoopBackOff> backOff;
    Instant now;
    int blockedCount = 0;
    for (const TraceLine& line : readTrace(HEADROOM_TRACES "/crash_loop_back_off.csv")) {
        if (line.text(0) == "C") {
            backOff.emplace();
            continue;
        }
        if (line.text(0) == "x") {
            now = now + Duration{line.integer(1)};
            continue;
        }
        now = now + Duration{line.integer(0)};
        const bool blocked = backOff->blockedUntil(now, now - Duration{line.integer(1)}).has_value();
        ASSERT_EQ(blocked, line.flag(2)) << "line " << line.number;
        ASSERT_EQ(backOff->current(), Duration{line.integer(3)}) << "line " << line.number;
        blockedCount += blocked ? 1 : 0;
    }
    EXPECT_GT(blockedCount, 100);
}

std::pair<int, bool> limitOf(const std::string& text) {
    return {std::stoi(text), text.back() == '%'};
}

rules::ReplicaSetState setOf(const std::string& text) {
    const auto fields = split(text, '/');
    return {std::stoi(fields[0]), std::stoi(fields[1])};
}

TEST(RollingUpdateConformance, agreesWithTheDeploymentController) {
    int lines = 0;
    for (const TraceLine& line : readTrace(HEADROOM_TRACES "/rolling_update.csv")) {
        model::RollingUpdate update;
        std::tie(update.maxSurge, update.maxSurgeIsPercent) = limitOf(line.text(1));
        std::tie(update.maxUnavailable, update.maxUnavailableIsPercent) = limitOf(line.text(2));
        std::vector<rules::ReplicaSetState> olds;
        std::vector<int> expected;
        if (!line.isEmpty(4)) {
            for (const std::string& old : split(line.text(4), ';')) olds.push_back(setOf(old));
            for (const std::string& after : split(line.text(6), ';')) expected.push_back(std::stoi(after));
        }
        const auto step = rules::rollingStep(line.small(0), update, setOf(line.text(3)), olds);
        ASSERT_EQ(step.newReplicas, line.integer(5)) << "line " << line.number;
        ASSERT_EQ(step.oldReplicas, expected) << "line " << line.number;
        ++lines;
    }
    EXPECT_EQ(lines, 1500);
}

TEST(CfsConformance, agreesWithTheKubelet) {
    for (const TraceLine& line : readTrace(HEADROOM_TRACES "/cfs.csv")) {
        const model::MilliCpu cpu{line.integer(0)};
        // The kubelet's quota 0 means none.
        const Duration expected = line.integer(1) == 0 ? Duration::infinite() : Duration::microseconds(line.integer(1));
        ASSERT_EQ(rules::cfsQuota(cpu), expected) << "line " << line.number;
        ASSERT_EQ(rules::cpuShares(cpu), line.integer(2)) << "line " << line.number;
    }
}

}  // namespace
}  // namespace headroom::conformance
