#include "tests/integration/kafka/record_source.h"

#include <array>
#include <stdexcept>

namespace headroom::integration {

namespace {

constexpr int timeoutMs = 30'000;

Settings producerSettings(const std::string& transactionalId) {
    Settings settings{{"linger.ms", "0"}, {"acks", "all"}, {"message.timeout.ms", std::to_string(timeoutMs)}};
    if (!transactionalId.empty()) settings["transactional.id"] = transactionalId;
    return settings;
}

void check(rd_kafka_error_t* error, const std::string& what) {
    if (error == nullptr) return;
    const std::string why = rd_kafka_error_string(error);
    rd_kafka_error_destroy(error);
    throw std::runtime_error(what + ": " + why);
}

}  // namespace

RecordSource::RecordSource(const std::string& bootstrap, const std::string& transactionalId)
    : m_client(makeClient(RD_KAFKA_PRODUCER, bootstrap, producerSettings(transactionalId))) {
    if (!transactionalId.empty())
        check(rd_kafka_init_transactions(m_client.get(), timeoutMs), "transactions of " + transactionalId);
}

void RecordSource::add(const Records& records, int index, rd_kafka_resp_err_t* failure) {
    std::string value = "record " + std::to_string(index);
    std::string key = records.keys == 0 ? "" : "key " + std::to_string(index % records.keys);
    const std::int64_t time = records.firstTimeMs == 0 ? 0 : records.firstTimeMs + index * records.stepMs;
    std::array<rd_kafka_vu_t, 7> fields{};
    fields[0] = {RD_KAFKA_VTYPE_TOPIC, {.cstr = records.topic.c_str()}};
    fields[1] = {RD_KAFKA_VTYPE_PARTITION, {.i32 = records.partition}};
    fields[2] = {RD_KAFKA_VTYPE_VALUE, {.mem = {value.data(), value.size()}}};
    fields[3] = {RD_KAFKA_VTYPE_TIMESTAMP, {.i64 = time}};
    fields[4] = {RD_KAFKA_VTYPE_MSGFLAGS, {.i = RD_KAFKA_MSG_F_COPY}};
    fields[5] = {RD_KAFKA_VTYPE_OPAQUE, {.ptr = failure}};
    fields[6] = {RD_KAFKA_VTYPE_KEY, {.mem = {key.data(), key.size()}}};
    const std::size_t count = records.keys == 0 ? fields.size() - 1 : fields.size();
    while (true) {
        rd_kafka_error_t* error = rd_kafka_produceva(m_client.get(), fields.data(), count);
        if (error == nullptr || rd_kafka_error_code(error) != RD_KAFKA_RESP_ERR__QUEUE_FULL)
            return check(error, "producing to " + records.topic);
        rd_kafka_error_destroy(error);
        rd_kafka_poll(m_client.get(), 100);
    }
}

void RecordSource::produce(const Records& records) {
    rd_kafka_resp_err_t failure = RD_KAFKA_RESP_ERR_NO_ERROR;
    for (int i = 0; i < records.count; ++i) add(records, i, &failure);
    // All reports are in after that, since messages time out sooner.
    integration::check(rd_kafka_flush(m_client.get(), 2 * timeoutMs), "producing to " + records.topic);
    integration::check(failure, "producing to " + records.topic);
}

void RecordSource::beginTransaction() {
    check(rd_kafka_begin_transaction(m_client.get()), "beginning a transaction");
}

void RecordSource::commitTransaction() {
    check(rd_kafka_commit_transaction(m_client.get(), timeoutMs), "committing a transaction");
}

void RecordSource::abortTransaction() {
    check(rd_kafka_abort_transaction(m_client.get(), timeoutMs), "aborting a transaction");
}

}  // namespace headroom::integration
