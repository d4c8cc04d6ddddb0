#include "tests/integration/audit/audit_trials.h"

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include "tests/integration/kafka/client.h"

namespace headroom::integration {

using services::AuditReport;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::seconds patience{60};

std::vector<std::string> withLoad(std::vector<std::string> options) {
    options.insert(options.end(), {"--load-scale", HEADROOM_LOAD});
    return options;
}

}  // namespace

AuditTrials::AuditTrials(std::vector<std::string> options) : m_run(m_cluster, m_server, withLoad(std::move(options))) {}

void AuditTrials::begin() {
    m_run.start();
    m_farEnd.emplace(m_server, m_cluster.bootstrap());
}

void AuditTrials::tryIt(int number, Victim victim) {
    const Clock::time_point began = Clock::now();
    m_run.awaitAccepted(20 + drawn(120));
    const std::string killed = killSome(victim);
    m_run.awaitAccepted(30);
    m_run.pauseLoad();
    const AuditReport report = drained();
    const std::chrono::duration<double> took = Clock::now() - began;
    std::printf("trial %d: %s; %.1f s; %s", number, killed.c_str(), took.count(), report.text().c_str());
    std::fflush(stdout);
    EXPECT_TRUE(report.findings.empty()) << "trial " << number << ", " << killed << ":\n" << report.text();
    m_run.resumeLoad();
}

std::string AuditTrials::killSome(Victim victim) {
    switch (victim) {
        case Victim::Broker: return killBroker();
        case Victim::Process: return m_run.killProcess(drawn(1000));
        case Victim::Database: return killDatabase();
        case Victim::Supervisor: break;
    }
    m_run.killSupervisor();
    m_run.start();
    return "the supervisor";
}

std::string AuditTrials::killBroker() {
    const int number = 1 + static_cast<int>(drawn(3));
    m_cluster.kill(number);
    m_run.awaitAccepted(drawn(100));
    m_cluster.revive(number);
    return "broker " + std::to_string(number);
}

std::string AuditTrials::killDatabase() {
    m_server.kill();
    m_server.startAgain();
    return "the database";
}

AuditReport AuditTrials::drained() {
    const Clock::time_point end = Clock::now() + patience;
    AuditReport report;
    std::string rest;
    do {
        rest = m_farEnd->onItsWay();
        if (rest.empty()) report = services::audit(FarEnd::duties(), m_farEnd->evidence(m_run.ledgers()));
    } while ((!rest.empty() || report.count(services::AuditFinding::Kind::Lost) > 0) && Clock::now() < end);
    if (!rest.empty()) throw std::runtime_error("it doesn't come to an end: " + rest);
    return report;
}

}  // namespace headroom::integration
