#include "services/kafka/producer_client.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include "services/execution/work.h"

namespace headroom::services {

namespace {

constexpr int servePause = 100;         // milliseconds
constexpr int leaveTakesAtMost = 5000;  // milliseconds

/// One argument of rd_kafka_produceva.
rd_kafka_vu_t argument(rd_kafka_vtype_t type) {
    rd_kafka_vu_t made{};
    made.vtype = type;
    return made;
}

HeadersHandle headersOf(const OutgoingRecord& record) {
    HeadersHandle headers(rd_kafka_headers_new(4));
    const auto add = [&](const char* name, const std::string& value) {
        rd_kafka_header_add(headers.get(), name, -1, value.data(), static_cast<ssize_t>(value.size()));
    };
    add("traceparent", record.trace.text());
    if (record.originNs > 0) add("baggage", baggageOf(record.originNs));
    add("headroom-sent", std::to_string(wallClockNs()));
    if (record.isPoison) add("headroom-poison", "1");
    return headers;
}

}  // namespace

void Delivery::end(rd_kafka_resp_err_t code) {
    const std::scoped_lock lock(m_mutex);
    m_code = code;
    m_isDone = true;
    m_done.notify_one();
}

Outcome Delivery::await() {
    std::unique_lock lock(m_mutex);
    m_done.wait(lock, [this] { return m_isDone; });
    if (m_code == RD_KAFKA_RESP_ERR_NO_ERROR) return Outcome::Ok;
    return m_code == RD_KAFKA_RESP_ERR__MSG_TIMED_OUT ? Outcome::TimedOut : Outcome::Failed;
}

ProducerClient::ProducerClient(const KafkaAccess& access, const model::ProducerConfig& config) {
    ConfigurationHandle made = configuration(access, producerProperties(config));
    rd_kafka_conf_set_dr_msg_cb(made.get(), &ProducerClient::delivered);
    std::array<char, 512> why{};
    m_handle.reset(rd_kafka_new(RD_KAFKA_PRODUCER, made.get(), why.data(), why.size()));
    if (m_handle == nullptr) throw std::runtime_error(std::string("no Kafka producer: ") + why.data());
    (void)made.release();  // the client's now
    m_thread = std::thread([this] { serve(); });
}

ProducerClient::~ProducerClient() {
    rd_kafka_flush(m_handle.get(), leaveTakesAtMost);
    rd_kafka_purge(m_handle.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(m_handle.get(), leaveTakesAtMost);
    m_isEnding = true;
    m_thread.join();
}

void ProducerClient::serve() {
    while (!m_isEnding) {
        rd_kafka_poll(m_handle.get(), servePause);
        // librdkafka purges once: records that come right behind it would wait until their time-out.
        if (fatalError()) rd_kafka_purge(m_handle.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_NON_BLOCKING);
    }
}

void ProducerClient::delivered(rd_kafka_t*, const rd_kafka_message_t* message, void*) {
    auto* delivery = static_cast<Delivery*>(message->_private);
    if (delivery != nullptr) delivery->end(message->err);
}

bool ProducerClient::enqueue(const OutgoingRecord& record, Delivery* delivery) {
    const std::string value(static_cast<std::size_t>(std::max<std::int64_t>(record.bytes, 0)), 'x');
    HeadersHandle headers = headersOf(record);
    std::vector<rd_kafka_vu_t> arguments;
    arguments.push_back(argument(RD_KAFKA_VTYPE_TOPIC));
    arguments.back().u.cstr = record.topic.c_str();
    arguments.push_back(argument(RD_KAFKA_VTYPE_MSGFLAGS));
    arguments.back().u.i = RD_KAFKA_MSG_F_COPY | RD_KAFKA_MSG_F_BLOCK;
    arguments.push_back(argument(RD_KAFKA_VTYPE_VALUE));
    arguments.back().u.mem = {const_cast<char*>(value.data()), value.size()};
    arguments.push_back(argument(RD_KAFKA_VTYPE_OPAQUE));
    arguments.back().u.ptr = delivery;
    arguments.push_back(argument(RD_KAFKA_VTYPE_HEADERS));
    arguments.back().u.headers = headers.get();
    if (record.key) {
        arguments.push_back(argument(RD_KAFKA_VTYPE_KEY));
        arguments.back().u.mem = {const_cast<char*>(record.key->data()), record.key->size()};
    }
    if (record.partition) {
        arguments.push_back(argument(RD_KAFKA_VTYPE_PARTITION));
        arguments.back().u.i32 = *record.partition;
    }
    rd_kafka_error_t* error = rd_kafka_produceva(m_handle.get(), arguments.data(), arguments.size());
    if (error == nullptr) {
        (void)headers.release();  // the record's now
        return true;
    }
    rd_kafka_error_destroy(error);
    return false;
}

std::optional<std::string> ProducerClient::fatalError() const {
    std::array<char, 512> why{};
    if (rd_kafka_fatal_error(m_handle.get(), why.data(), why.size()) == RD_KAFKA_RESP_ERR_NO_ERROR) return std::nullopt;
    return why.data();
}

}  // namespace headroom::services
