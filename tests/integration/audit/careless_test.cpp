// The trials can fail: a consumer that doesn't know what it has seen does some things twice.
#include "tests/integration/audit/audit_trials.h"

namespace headroom::integration {
namespace {

using Kind = services::AuditFinding::Kind;

class CarelessTrials : public AuditTrials {
protected:
    CarelessTrials() : AuditTrials({"--variant", "careless"}) {}
};

TEST_F(CarelessTrials, AreCaught) {
    constexpr int enough = 20;
    begin();
    services::AuditReport report;
    for (int trial = 0; trial < enough && report.count(Kind::Duplicated) == 0; ++trial) {
        m_run.awaitAccepted(20 + drawn(120));
        killSome(trial % 2 == 0 ? Victim::Supervisor : Victim::Process);
        m_run.awaitAccepted(30);
        m_run.pauseLoad();
        report = drained();
        m_run.resumeLoad();
    }
    EXPECT_GT(report.count(Kind::Duplicated), 0U) << report.text();
    EXPECT_EQ(report.count(Kind::Lost), 0U) << report.text();
}

}  // namespace
}  // namespace headroom::integration
