#pragma once
// Internal to the connector: names librdkafka.

#include <functional>
#include <optional>
#include <vector>

#include "connectors/kafka/client.h"
#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// Where a partition's log reaches, or did.
struct OffsetQuestion {
    static constexpr std::int64_t end = -1;
    static constexpr std::int64_t start = -2;

    TopicPartition place;
    std::int32_t leader = 0;
    std::int64_t which = end;            ///< end, start, or the first record as young as this, in milliseconds since 1970
    std::optional<std::int64_t> answer;  ///< negative: there is no record as young as that
};

/// Answers what can be answered; how many that are. Each leader is asked for its own, so that one that is gone costs no other's
/// answers; it becomes a problem.
std::size_t askOffsets(Client& client, std::vector<OffsetQuestion>& questions, std::vector<Error>& problems,
                       const std::function<bool()>& isCancelled);

/// Whether a partition is asked about.
using IsWanted = std::function<bool(const std::string& topic, std::int32_t partition)>;

/// Fills in the starts, then the ends of the wanted partitions of all topics but Kafka's own; what isn't answered stays unknown.
void readOffsets(Client& client, Snapshot& snapshot, const IsWanted& isWanted, const std::function<bool()>& isCancelled);

}  // namespace headroom::connectors::kafka
