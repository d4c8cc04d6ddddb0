#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/config/kafka.h"
#include "model/rules/kafka/built_in_partitioner.h"
#include "sim/components/execution/record_sink.h"
#include "sim/components/execution/timeout_queue.h"
#include "sim/components/kafka/client_connection.h"
#include "sim/components/kafka/cluster.h"
#include "sim/components/kafka/key_partitions.h"
#include "sim/components/kafka/produce_request.h"
#include "sim/components/kafka/staged_records.h"

namespace headroom::sim {

class StepRunner;

/// Counters of all producers of one service or client.
struct ProducerCounters {
    std::int64_t sent = 0;         ///< records handed to send()
    std::int64_t acknowledged = 0; ///< records acknowledged
    std::int64_t failed = 0;       ///< records given up (delivery.timeout.ms)
    std::int64_t requests = 0;
    std::int64_t batches = 0;
    std::int64_t retries = 0;      ///< batches sent again
    std::int64_t blocked = 0;      ///< sends that waited for buffer memory
};

/// Draws records ahead and appends them late: a producer lets it catch up before it looks at its batches.
class RecordSource {
public:
    /// Appends what was sent up to now.
    virtual void catchUp() = 0;
    /// The batches have changed otherwise than by the source's own records.
    virtual void onBatchesChanged() = 0;

protected:
    ~RecordSource() = default;
};

/// A Kafka producer: one accumulator a partition and the sender thread. Rules: semantics of RecordAccumulator and Sender
/// (kafka-clients), with model/rules/kafka for sizes, partitioning and back-off.
class Producer final : public RecordSink, public EventTarget, public TimeoutListener, public ClientConnection {
public:
    Producer(Cluster& cluster, StepRunner& runner, Place place, const model::ProducerConfig& config, RandomStream& random,
             KeyPartitions& keys, ProducerCounters& counters);
    ~Producer();

    Acceptance send(const OutgoingRecord& record, bool awaitAck, std::uint64_t token) override;
    /// Sets the one source of records that are drawn ahead; it outlives the producer's events.
    void setSource(RecordSource& source) { m_source = &source; }
    /// The partition a key's records go to; -1: keys do not decide.
    std::int32_t partitionOfKey(std::uint32_t topic, std::int64_t key);
    /// How many staged records from `from` on send() would only add to open batches: nobody could tell until the sender runs.
    std::size_t countQuiet(std::uint32_t topic, const StagedRecords& staged, std::size_t from);
    /// Does to the records [from, to), quiet all of them, what send() does without waiting for an acknowledgement.
    void appendQuiet(std::uint32_t topic, const StagedRecords& staged, std::size_t from, std::size_t to);
    /// The answer to a request came back.
    void onProduced(ProduceRequest request);
    void onDisconnected(model::BrokerIndex broker) override;
    /// Forgets everything buffered and in flight: the process died.
    void abandon();

    std::int64_t bufferedBytes() const { return m_bufferedBytes; }
    void onEvent(std::uint32_t code, std::uint64_t argument) override;
    void onTimeout(std::uint64_t token) override;
    bool isWaiting(std::uint64_t token) const override { return findInFlight(token) != nullptr; }

private:
    static constexpr std::uint32_t noQueue = ~0U;
    struct Queue {
        Partition* partition = nullptr;
        std::deque<ProducerBatch> batches;
        std::int64_t nextSequence = 0;
        int inFlight = 0;
    };
    struct TopicState {
        Topic* topic = nullptr;
        std::unique_ptr<rules::BuiltInPartitioner> sticky;
        std::vector<std::uint32_t> queues;  ///< by partition number
    };
    struct InFlight {
        model::BrokerIndex broker;
        bool isLive = false;
        std::uint32_t generation = 0;
        std::vector<ProducerBatch> batches;  ///< kept to be sent again
    };
    struct Blocked {
        OutgoingRecord record;
        bool awaitAck;
        std::uint64_t token;
        Instant since;
    };

    const InFlight* findInFlight(std::uint64_t token) const;
    TopicState& topicState(std::uint32_t topic);
    int choosePartition(TopicState& state, const OutgoingRecord& record);
    void append(TopicState& state, Queue& queue, const OutgoingRecord& record, bool awaitAck, std::uint64_t token);
    bool isReady(const Queue& queue, Instant now);
    std::optional<Instant> readyAt(const Queue& queue) const;
    void wakeSoon();
    void wakeAt(Instant at);
    void runSender();
    Instant sendReady(Instant now);
    void expireBlocked();
    /// One request to the broker, at most a batch a partition; false when there was nothing to send.
    bool drain(model::BrokerIndex broker);
    void transmit(model::BrokerIndex broker, std::vector<ProducerBatch> batches);
    void retryLater(ProducerBatch batch);
    void complete(ProducerBatch& batch, bool isAcknowledged);
    void failInFlight(std::uint32_t slot);
    void reconnect(model::BrokerIndex broker);
    void expireBatches();
    void disconnect(model::BrokerIndex broker);
    std::int64_t roomOf(const Queue& queue) const;
    std::size_t countQuietSticky(const TopicState& state, const StagedRecords& staged, std::size_t from, std::int64_t memory) const;
    std::size_t countQuietKeyed(const TopicState& state, const StagedRecords& staged, std::size_t from, std::int64_t memory);
    void letSourceCatchUp() {
        if (m_source != nullptr) m_source->catchUp();
    }
    void tellSource() {
        if (m_source != nullptr) m_source->onBatchesChanged();
    }
    void admitBlocked();

    Cluster& m_cluster;
    StepRunner& m_runner;
    Place m_place;
    const model::ProducerConfig& m_config;
    RandomStream& m_random;
    KeyPartitions& m_keys;
    ProducerCounters& m_counters;
    std::uint32_t m_id;
    std::uint32_t m_epoch = 0;
    std::vector<TopicState> m_topics;
    std::deque<Queue> m_queues;
    struct Connection {
        std::uint32_t id = 0;
        std::uint64_t nextOrder = 0;
    };
    std::vector<Connection> m_connections;  ///< by broker
    std::vector<int> m_inFlightByBroker;
    std::vector<InFlight> m_inFlight;
    std::vector<std::size_t> m_drainStart;  ///< by broker: where the next drain begins
    std::deque<Blocked> m_blocked;
    std::int64_t m_queuedBatches = 0;
    std::vector<bool> m_isBrokerReady;      ///< scratch of sendReady()
    std::vector<std::int64_t> m_room;       ///< scratch of countQuietKeyed(): by partition
    RecordSource* m_source = nullptr;
    std::int64_t m_bufferedBytes = 0;
    TimeoutQueue m_requestTimeouts;
    EventHandle m_wake;
    Instant m_wakeAt = Instant::never();
};

}  // namespace headroom::sim
