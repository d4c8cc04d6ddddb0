#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "services/execution/ports.h"
#include "services/kafka/client_properties.h"
#include "services/metrics/metrics.h"

namespace headroom::services {

/// A process's producer. Records carry the headers traceparent, baggage (when the journey began), headroom-sent
/// (nanoseconds since the epoch) and, where it holds, headroom-poison; their value is filler of the right size. From any thread.
class Producer final : public RecordSink {
public:
    /// Throws std::runtime_error where librdkafka refuses a property. `metrics` outlives it.
    Producer(const KafkaAccess& access, const model::ProducerConfig& config, Metrics& metrics);
    /// Waits for what is under way as long as the delivery time-out.
    ~Producer() override;
    Producer(const Producer&) = delete;
    Producer& operator=(const Producer&) = delete;

    /// Waits for room in the buffer, too.
    Outcome send(const OutgoingRecord& record, bool awaitAcknowledgement) override;
    /// All in order, then all acknowledgements; each record's own outcome.
    std::vector<Outcome> sendAll(const std::vector<const OutgoingRecord*>& records);

private:
    class Delivery;
    static void delivered(rd_kafka_t* handle, const rd_kafka_message_t* message, void* self);
    bool enqueue(const OutgoingRecord& record, Delivery* delivery);
    void serve();

    Metrics& m_metrics;
    std::atomic<bool> m_isEnding{false};
    KafkaHandle m_handle;
    std::thread m_thread;  ///< hears of deliveries
};

}  // namespace headroom::services
