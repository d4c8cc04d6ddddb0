#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "services/execution/ports.h"
#include "services/kafka/client_handles.h"
#include "services/kafka/client_properties.h"

namespace headroom::services {

/// What came of a record somebody waits for.
class Delivery {
public:
    void end(rd_kafka_resp_err_t code);
    Outcome await();

private:
    std::mutex m_mutex;
    std::condition_variable m_done;
    rd_kafka_resp_err_t m_code = RD_KAFKA_RESP_ERR_NO_ERROR;
    bool m_isDone = false;
};

/// One producing client of librdkafka, and the thread that hears of its deliveries. From any thread.
class ProducerClient {
public:
    /// Throws std::runtime_error where librdkafka refuses a property.
    ProducerClient(const KafkaAccess& access, const model::ProducerConfig& config);
    /// Waits some seconds for what is under way and gives up the rest; every delivery has ended then.
    ~ProducerClient();
    ProducerClient(const ProducerClient&) = delete;
    ProducerClient& operator=(const ProducerClient&) = delete;

    /// Waits for room in the buffer; false where the record is refused. `delivery`, where there is one, is to be awaited.
    bool enqueue(const OutgoingRecord& record, Delivery* delivery);
    /// Why it refuses all records for good: librdkafka ends an idempotent producer whose sequence numbers and the broker's have
    /// parted, after a change of leaders say, where Java's goes on with another epoch (KIP-360).
    std::optional<std::string> fatalError() const;

private:
    static void delivered(rd_kafka_t* handle, const rd_kafka_message_t* message, void* self);
    void serve();

    std::atomic<bool> m_isEnding{false};
    KafkaHandle m_handle;
    std::thread m_thread;
};

}  // namespace headroom::services
