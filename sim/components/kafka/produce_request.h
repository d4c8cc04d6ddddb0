#pragma once

#include <cstdint>
#include <vector>

#include "model/config/kafka.h"
#include "sim/components/kafka/partition.h"
#include "sim/components/kafka/record.h"
#include "sim/components/network/network.h"

namespace headroom::sim {

class Partition;
class Producer;

/// A producer's batch for one partition.
struct ProducerBatch {
    Partition* partition = nullptr;
    Records records;
    std::int64_t bytes = 0;
    Instant created;
    Instant retryAt;                     ///< end of the back-off after a failed attempt
    int attempts = 0;
    std::int64_t sequence = -1;
    std::uint32_t epoch = 0;
    bool isClosed = false;
    std::vector<std::uint64_t> waiting;  ///< executions that wait for the acknowledgement
    AppendResult result = AppendResult::Appended;
    std::int64_t logEnd = 0;             ///< offset after it, once appended
    std::uint32_t leaderEpoch = 0;       ///< of its partition when it was appended
};

/// A produce request: at most one batch a partition, all led by one broker.
struct ProduceRequest {
    Producer* producer = nullptr;
    std::uint64_t producerToken = 0;     ///< of the request in the producer
    std::uint32_t connection = 0;        ///< of the producer to the broker
    std::uint64_t order = 0;             ///< of the request on that connection
    model::BrokerIndex broker;
    Place from;
    model::Acks acks = model::Acks::All;
    std::uint32_t producerId = 0;
    std::vector<ProducerBatch> batches;
    int unreplicated = 0;                ///< batches that still wait for the high watermark
};

}  // namespace headroom::sim
