#include "services/kafka/producer.h"

#include <deque>
#include <stdexcept>
#include <utility>

#include "services/execution/work.h"

namespace headroom::services {

namespace {

// So that a cluster which refuses every client isn't asked all the time.
constexpr model::Duration renewalPause = model::Duration::seconds(1);

}  // namespace

Producer::Producer(KafkaAccess access, const model::ProducerConfig& config, Metrics& metrics, Log& log)
    : m_access(std::move(access)),
      m_config(config),
      m_metrics(metrics),
      m_log(log),
      m_client(std::make_shared<ProducerClient>(m_access, m_config)),
      m_tried(now()) {}

Producer::Client Producer::client() {
    Client retired;  // may end here, which takes its time: after the lock
    const std::scoped_lock lock(m_mutex);
    const auto reason = m_client->fatalError();
    if (!reason || now() < m_tried + renewalPause) return m_client;
    retired = m_client;
    renew(*reason);
    return m_client;
}

void Producer::renew(const std::string& reason) {
    m_tried = now();
    m_log.error("kafka", "the producer can't go on, another takes its place", {{"reason", reason}});
    try {
        m_client = std::make_shared<ProducerClient>(m_access, m_config);
    } catch (const std::runtime_error& error) {
        m_log.error("kafka", "there is no other producer", {{"reason", error.what()}});
    }
}

bool Producer::enqueue(ProducerClient& client, const OutgoingRecord& record, Delivery* delivery) {
    if (!client.enqueue(record, delivery)) return false;
    m_metrics.sentRecords(record.topic).add();
    return true;
}

Outcome Producer::send(const OutgoingRecord& record, bool awaitAcknowledgement) {
    if (!awaitAcknowledgement) return enqueue(*client(), record, nullptr) ? Outcome::Ok : Outcome::Failed;
    const model::Instant began = now();
    const Outcome outcome = sendAll({&record}).front();
    m_metrics.kafkaOperations("send", record.topic, {}).observe(isOk(outcome) ? "" : word(outcome), now() - began);
    return outcome;
}

std::vector<Outcome> Producer::sendAll(const std::vector<const OutgoingRecord*>& records) {
    // One for all: where it ends among them, those behind fail with those before, and none overtakes.
    const Client client = this->client();
    std::deque<Delivery> deliveries(records.size());
    std::vector<bool> isEnqueued;
    isEnqueued.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) isEnqueued.push_back(enqueue(*client, *records[i], &deliveries[i]));
    std::vector<Outcome> outcomes;
    outcomes.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) outcomes.push_back(isEnqueued[i] ? deliveries[i].await() : Outcome::Failed);
    return outcomes;
}

}  // namespace headroom::services
