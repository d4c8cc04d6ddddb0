#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/integration/kafka/client.h"

namespace headroom::integration {

/// Makes and removes topics and groups; each returns when every broker knows, and throws std::runtime_error when it can't
/// be.
class Administration {
public:
    explicit Administration(const std::string& bootstrap);

    void createTopic(const std::string& name, int partitions, const Settings& settings = {});
    void deleteTopic(const std::string& name);
    /// Removes the records before an offset, as retention would.
    void deleteRecords(const std::string& topic, std::int32_t partition, std::int64_t before);
    /// Commits for a group without members, which that creates if need be.
    void commit(const std::string& group, const Offsets& offsets);
    void deleteGroup(const std::string& group);

    /// The end offset a reader of uncommitted records sees.
    std::int64_t endOffset(const std::string& topic, std::int32_t partition);
    /// Waits until none is open: a producer hears of its end before the marker is written.
    void waitForTransactions(const std::string& topic, std::int32_t partition);
    /// How many records a reader from the beginning gets; compaction and transactions leave holes.
    std::int64_t countRecords(const std::string& topic, std::int32_t partition);

private:
    struct EventDeleter {
        void operator()(rd_kafka_event_t* event) const { rd_kafka_event_destroy(event); }
    };
    using Event = std::unique_ptr<rd_kafka_event_t, EventDeleter>;

    /// Makes a request that answers into the queue, and waits for the answer.
    Event ask(const std::string& what, const std::function<void(rd_kafka_queue_t*)>& request);
    std::int64_t endFor(const std::string& isolation, const std::string& topic, std::int32_t partition);
    /// Whether every broker sees the topic with so many partitions that have a leader; 0: sees no such topic.
    bool allSee(const std::string& topic, int partitions);

    std::string m_bootstrap;
    Client m_client;
    std::vector<Client> m_brokers;               ///< each has heard of one broker first, needs no other, and so asks no other
    std::map<std::string, Client> m_committers;  ///< one a group: a new client takes a hundred times longer than a commit
};

}  // namespace headroom::integration
