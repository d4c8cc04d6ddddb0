#pragma once
// Internal to the connector: names librdkafka.

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/kafka/client.h"
#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// Asks what topics are set to, now and then: settings change rarely, and a refusal doesn't either.
class TopicSettingsReader {
public:
    /// Fills in the settings of topics as they were when last told, asking once a minute, and adds why some weren't told.
    void read(Client& client, Snapshot& snapshot, const std::function<bool()>& isCancelled);

private:
    void ask(Client& client, const Snapshot& snapshot, const std::function<bool()>& isCancelled);
    bool isDue(const Snapshot& snapshot) const;

    std::map<std::string, std::optional<TopicSettings>> m_known;  ///< of every topic that was asked about
    std::vector<Error> m_problems;
    std::optional<std::chrono::steady_clock::time_point> m_asked;
};

}  // namespace headroom::connectors::kafka
