#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/integration/audit/audited_run.h"
#include "tests/integration/audit/far_end.h"
#include "tests/integration/kafka/cluster.h"
#include "tests/integration/postgres/server.h"

namespace headroom::integration {

enum class Victim { Broker, Process, Database, Supervisor };

/// A run under load in which things are killed, with a database of its own; what is drawn is the same each time, when it happens
/// is not.
class AuditTrials : public testing::Test {
protected:
    /// `options` are of headroom up.
    explicit AuditTrials(std::vector<std::string> options = {});
    /// Before anything else.
    void begin();

    std::uint64_t drawn(std::uint64_t below) { return m_random() % below; }
    /// Kills under load, lets it recover under load, lets it drain, and compares.
    void tryIt(int number, Victim victim);
    /// Says what was killed.
    std::string killSome(Victim victim);
    /// What is found once nothing is on its way any more. What is still missing may be with a request that nobody hears the end
    /// of, and is waited for.
    services::AuditReport drained();

    Cluster& m_cluster = Cluster::shared();
    Server m_server;
    std::mt19937_64 m_random{2026};
    AuditedRun m_run;
    std::optional<FarEnd> m_farEnd;  ///< once there are topics

private:
    std::string killBroker();
    std::string killDatabase();
};

}  // namespace headroom::integration
