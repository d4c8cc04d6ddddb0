#pragma once

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/config/kafka.h"
#include "services/execution/trace_context.h"
#include "services/kafka/client_properties.h"

namespace headroom::services {

/// A record as it was read.
struct ConsumedRecord {
    std::string topic;
    int partition = 0;
    std::int64_t offset = 0;
    std::optional<std::string> key;
    std::int64_t bytes = 0;
    Errand errand;
    std::int64_t sentNs = 0;  ///< since the epoch; the record's own timestamp where its producer said nothing
    bool isPoison = false;
};

/// A member of a consumer group. For one thread, but for hasJoined().
class Consumer {
public:
    /// Throws std::runtime_error where librdkafka refuses a property or the topics.
    Consumer(const KafkaAccess& access, const model::ConsumerConfig& config, const std::string& groupId,
             const std::vector<std::string>& topics);
    /// Leaves the group.
    ~Consumer();
    Consumer(const Consumer&) = delete;
    Consumer& operator=(const Consumer&) = delete;

    /// What is there, at most max.poll.records; waits so long for the first.
    std::vector<ConsumedRecord> poll(model::Duration wait);
    /// Commits the offsets behind the records and waits for the answer; false: they stay to be committed, or come again, here or
    /// elsewhere.
    bool commit(const std::vector<ConsumedRecord>& processed);
    /// Tries once more what couldn't be committed, of partitions that are still this member's.
    bool commitAgain();
    /// The group has said what is this member's, be it nothing.
    bool hasJoined() const { return m_hasJoined; }
    /// The last failure of the client itself, and forgets it.
    std::string takeTrouble();

private:
    static void rebalance(rd_kafka_t* handle, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* partitions, void* self);

    std::atomic<bool> m_hasJoined{false};
    std::size_t m_most;
    std::string m_trouble;
    std::map<std::pair<std::string, int>, std::int64_t> m_uncommitted;  ///< offsets behind what is processed
    KafkaHandle m_handle;
};

}  // namespace headroom::services
