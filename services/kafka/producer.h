#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "services/execution/ports.h"
#include "services/kafka/client_properties.h"
#include "services/kafka/producer_client.h"
#include "services/metrics/metrics.h"
#include "services/process/log.h"

namespace headroom::services {

/// A process's producer. Records carry the headers traceparent, baggage (when the journey began), headroom-sent
/// (nanoseconds since the epoch) and, where it holds, headroom-poison; their value is filler of the right size. Where its client
/// meets a fatal error it says so and goes on with another, after a second at the earliest; records until then fail. From any
/// thread.
class Producer final : public RecordSink {
public:
    /// Throws std::runtime_error where librdkafka refuses a property. `metrics` and `log` outlive it.
    Producer(KafkaAccess access, const model::ProducerConfig& config, Metrics& metrics, Log& log);

    /// Waits for room in the buffer, too.
    Outcome send(const OutgoingRecord& record, bool awaitAcknowledgement) override;
    /// All in order, then all acknowledgements; each record's own outcome.
    std::vector<Outcome> sendAll(const std::vector<const OutgoingRecord*>& records);

private:
    using Client = std::shared_ptr<ProducerClient>;

    Client client();
    void renew(const std::string& reason);
    bool enqueue(ProducerClient& client, const OutgoingRecord& record, Delivery* delivery);

    const KafkaAccess m_access;
    const model::ProducerConfig m_config;
    Metrics& m_metrics;
    Log& m_log;
    std::mutex m_mutex;
    Client m_client;
    model::Instant m_tried;  ///< when the client was made, or could not be
};

}  // namespace headroom::services
