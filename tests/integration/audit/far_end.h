#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "services/audit/auditor.h"
#include "services/kafka/consumer.h"
#include "tests/integration/kafka/client.h"
#include "tests/integration/postgres/server.h"

namespace headroom::integration {

/// Where the events of audited.yaml end: effects in the stores, dead letters in their topics, and what is still on its way.
class FarEnd {
public:
    FarEnd(const Server& server, const std::string& bootstrap);

    static const std::vector<services::Duty>& duties();
    /// What is in the outbox, or not committed by a group, or can't be found out just now; nothing where all is quiet.
    std::string onItsWay();
    /// Effects and dead letters, and the clients' ledgers; throws std::runtime_error where something can't be read.
    services::AuditEvidence evidence(const std::string& ledgers);

private:
    using Place = std::tuple<std::string, int, std::int64_t>;

    services::TraceCounts effects(const std::string& store, const std::string& writer) const;
    void readLetters();
    std::string behind(rd_kafka_t* group, const std::string& topic) const;
    std::int64_t end(const std::string& topic, int partition) const;

    const Server& m_server;
    std::map<std::string, Client> m_groups;
    services::Consumer m_letterReader;
    std::map<Place, std::string> m_letters;  ///< the trace of each
};

}  // namespace headroom::integration
