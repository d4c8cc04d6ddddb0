#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "connectors/kafka/finding.h"
#include "connectors/kafka/snapshot.h"
#include "model/analysis/lag_trend.h"

namespace headroom::connectors::kafka {

/// Finds groups that lose records because these are deleted before they are read, and those on course to.
///
/// On course is a group whose oldest unread record of a topic has used up a tenth of its retention at least, and has been getting
/// older significantly over the last ten minutes, so fast that it is deleted within a day. It takes five looks ten seconds apart.
class RetentionWatch {
public:
    /// What holds at this look. Instants ascend.
    std::vector<Finding> take(const Snapshot& snapshot, trace::Instant now);

private:
    /// The worst of a group's shares of a topic.
    struct Standing {
        double retention = 0;   ///< seconds
        double oldest = 0;      ///< age in seconds of what has waited longest, at most the retention
        std::int64_t lost = 0;  ///< records
        bool isKnown = true;    ///< retention and age, of all shares
    };
    /// What is known of topics and partitions.
    struct Logs {
        std::map<std::string, double> retentions;
        std::map<TopicPartition, std::int64_t> starts;
    };
    using Key = std::pair<std::string, std::string>;  ///< group and topic

    static std::map<Key, Standing> standings(const Snapshot& snapshot);
    static void add(const GroupPartition& share, const Logs& logs, Standing& standing);
    static Logs logsOf(const Snapshot& snapshot);
    void sample(const Key& key, const Standing& standing, trace::Instant now);
    std::optional<Finding> breach(const Key& key, const Standing& standing);

    std::map<Key, std::deque<model::LagSample>> m_ages;
    std::map<Key, double> m_foreseen;  ///< seconds to the breach, as last told
};

/// "3 h", "20 min", "45 s": as exact as a forecast is.
std::string roughly(double seconds);

}  // namespace headroom::connectors::kafka
