#include "services/kafka/consumer.h"

#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace headroom::services {

namespace {

std::string_view header(const rd_kafka_headers_t* headers, const char* name) {
    const void* value = nullptr;
    std::size_t size = 0;
    if (headers == nullptr || rd_kafka_header_get_last(headers, name, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR ||
        value == nullptr)
        return {};
    return {static_cast<const char*>(value), size};
}

/// A record that came without a trace begins one, which its place and time decide.
TraceContext ownTrace(const ConsumedRecord& record) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : record.topic) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    const TraceContext seed{hash, static_cast<std::uint64_t>(record.offset) + 1, 1};
    return {hash ^ static_cast<std::uint64_t>(record.sentNs), seed.child(static_cast<std::uint64_t>(record.partition)).span, 1};
}

std::int64_t sentNs(const rd_kafka_message_t& message, std::string_view sent) {
    std::int64_t at = 0;
    const char* const end = sent.data() + sent.size();
    if (!sent.empty() && std::from_chars(sent.data(), end, at).ptr == end) return at;
    rd_kafka_timestamp_type_t type{};
    return rd_kafka_message_timestamp(&message, &type) * 1'000'000;
}

ConsumedRecord read(rd_kafka_message_t& message) {
    ConsumedRecord record;
    record.topic = rd_kafka_topic_name(message.rkt);
    record.partition = message.partition;
    record.offset = message.offset;
    record.bytes = static_cast<std::int64_t>(message.len);
    if (message.key != nullptr) record.key.emplace(static_cast<const char*>(message.key), message.key_len);
    rd_kafka_headers_t* headers = nullptr;
    rd_kafka_message_headers(&message, &headers);
    const auto trace = TraceContext::read(header(headers, "traceparent"));
    record.sentNs = sentNs(message, header(headers, "headroom-sent"));
    // Who publishes without a journey begins with the record.
    const std::int64_t origin = originIn(header(headers, "baggage")).value_or(record.sentNs);
    record.errand = Errand::of(trace ? *trace : ownTrace(record), origin);
    record.isPoison = header(headers, "headroom-poison") == "1";
    record.errand.isPoison = record.isPoison;
    return record;
}

}  // namespace

Consumer::Consumer(const KafkaAccess& access, const model::ConsumerConfig& config, const std::string& groupId,
                   const std::vector<std::string>& topics)
    : m_most(static_cast<std::size_t>(config.maxPollRecords)) {
    ConfigurationHandle made = configuration(access, consumerProperties(config, groupId));
    rd_kafka_conf_set_rebalance_cb(made.get(), &Consumer::rebalance);
    rd_kafka_conf_set_opaque(made.get(), this);
    std::array<char, 512> why{};
    m_handle.reset(rd_kafka_new(RD_KAFKA_CONSUMER, made.get(), why.data(), why.size()));
    if (m_handle == nullptr) throw std::runtime_error(std::string("no Kafka consumer: ") + why.data());
    (void)made.release();  // the client's now
    rd_kafka_poll_set_consumer(m_handle.get());
    const PartitionsHandle wanted(rd_kafka_topic_partition_list_new(static_cast<int>(topics.size())));
    for (const std::string& topic : topics) rd_kafka_topic_partition_list_add(wanted.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
    const rd_kafka_resp_err_t code = rd_kafka_subscribe(m_handle.get(), wanted.get());
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) throw std::runtime_error(std::string("no subscription: ") + rd_kafka_err2str(code));
}

Consumer::~Consumer() {
    rd_kafka_consumer_close(m_handle.get());
}

void Consumer::rebalance(rd_kafka_t* handle, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* partitions, void* self) {
    const bool isAssigned = code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS;
    Consumer& member = *static_cast<Consumer*>(self);
    // Whoever has them next begins where they were committed, and may be further by now.
    for (int i = 0; i < partitions->cnt && !isAssigned; ++i)
        member.m_uncommitted.erase({partitions->elems[i].topic, partitions->elems[i].partition});
    if (std::string_view(rd_kafka_rebalance_protocol(handle)) == "COOPERATIVE") {
        rd_kafka_error_t* error =
            isAssigned ? rd_kafka_incremental_assign(handle, partitions) : rd_kafka_incremental_unassign(handle, partitions);
        if (error != nullptr) rd_kafka_error_destroy(error);
    } else {
        rd_kafka_assign(handle, isAssigned ? partitions : nullptr);
    }
    if (isAssigned) member.m_hasJoined = true;
}

std::vector<ConsumedRecord> Consumer::poll(model::Duration wait) {
    std::vector<ConsumedRecord> records;
    int patience = static_cast<int>(wait.toMilliseconds());
    while (records.size() < m_most) {
        const RecordHandle message(rd_kafka_consumer_poll(m_handle.get(), patience));
        patience = 0;
        if (message == nullptr) break;
        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
            records.push_back(read(*message));
        else if (message->err != RD_KAFKA_RESP_ERR__PARTITION_EOF)
            m_trouble = rd_kafka_message_errstr(message.get());
    }
    return records;
}

bool Consumer::commit(const std::vector<ConsumedRecord>& processed) {
    for (const ConsumedRecord& record : processed) m_uncommitted[{record.topic, record.partition}] = record.offset + 1;
    return commitAgain();
}

bool Consumer::commitAgain() {
    if (m_uncommitted.empty()) return true;
    const PartitionsHandle offsets(rd_kafka_topic_partition_list_new(static_cast<int>(m_uncommitted.size())));
    for (const auto& [partition, offset] : m_uncommitted)
        rd_kafka_topic_partition_list_add(offsets.get(), partition.first.c_str(), partition.second)->offset = offset;
    const rd_kafka_resp_err_t code = rd_kafka_commit(m_handle.get(), offsets.get(), 0);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
        m_uncommitted.clear();
    else
        m_trouble = std::string("commit: ") + rd_kafka_err2str(code);
    return code == RD_KAFKA_RESP_ERR_NO_ERROR;
}

std::string Consumer::takeTrouble() {
    return std::exchange(m_trouble, {});
}

}  // namespace headroom::services
