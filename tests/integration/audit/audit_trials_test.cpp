// Nothing is lost and nothing is done twice while brokers, pods, the database and the supervisor are killed at random under load:
// what clients were told is compared, one by one, with what is in the stores and in the dead-letter topics.
#include <array>
#include <cstdio>
#include <set>
#include <string>

#include "tests/integration/audit/audit_trials.h"

namespace headroom::integration {
namespace {

using services::AuditEvidence;
using services::AuditReport;

// Each in the first few trials, then by lot.
constexpr std::array victims{Victim::Broker, Victim::Process, Victim::Database, Victim::Supervisor};

std::set<std::string> tracesIn(const AuditEvidence& evidence, const std::string& topic) {
    std::set<std::string> traces;
    const auto letters = evidence.deadLetters.find(topic);
    if (letters != evidence.deadLetters.end())
        for (const auto& [trace, count] : letters->second) traces.insert(trace);
    return traces;
}

TEST_F(AuditTrials, NothingIsLostAndNothingIsDoneTwice) {
    begin();
    for (std::uint64_t trial = 0; trial < HEADROOM_TRIALS && !HasFailure(); ++trial)
        tryIt(static_cast<int>(trial) + 1, victims.at(trial < victims.size() ? trial : drawn(victims.size())));
    m_run.pauseLoad();
    const AuditReport before = drained();
    ASSERT_TRUE(before.findings.empty()) << before.text();
    EXPECT_EQ(m_run.stop(), 0) << m_run.said();

    const AuditEvidence evidence = m_farEnd->evidence(m_run.ledgers());
    const AuditReport report = services::audit(FarEnd::duties(), evidence);
    std::printf("in the end: %s", report.text().c_str());
    EXPECT_TRUE(report.findings.empty()) << report.text();
    EXPECT_GT(report.accepted, 50U * HEADROOM_TRIALS);
    // Poisoned records, and no others: so both groups have given up the same.
    EXPECT_GT(report.deadLetters, 0U);
    EXPECT_EQ(tracesIn(evidence, "billing-dlt"), tracesIn(evidence, "notification-dlt"));
}

}  // namespace
}  // namespace headroom::integration
