#include "tests/integration/kafka/administration.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>

namespace headroom::integration {

namespace {

constexpr int requestTimeoutMs = 30'000;

void checkTopics(const rd_kafka_topic_result_t* const* results, std::size_t count, const std::string& what) {
    for (std::size_t i = 0; i < count; ++i) check(rd_kafka_topic_result_error(results[i]), what);
}

/// The topic's number of partitions with a leader; 0 if there is no such topic.
int visiblePartitions(const Client& broker, const std::string& topic) {
    rd_kafka_topic_t* handle = rd_kafka_topic_new(broker.get(), topic.c_str(), nullptr);
    const rd_kafka_metadata_t* metadata = nullptr;
    const rd_kafka_resp_err_t code = rd_kafka_metadata(broker.get(), 0, handle, &metadata, requestTimeoutMs);
    rd_kafka_topic_destroy(handle);
    check(code, "metadata of " + topic);
    int partitions = 0;
    for (int i = 0; metadata->topic_cnt == 1 && i < metadata->topics[0].partition_cnt; ++i)
        if (metadata->topics[0].partitions[i].err == RD_KAFKA_RESP_ERR_NO_ERROR) ++partitions;
    rd_kafka_metadata_destroy(metadata);
    return partitions;
}

/// Commits; the first error there is, of the request or of a partition.
rd_kafka_resp_err_t committed(const Client& committer, rd_kafka_topic_partition_list_t& offsets) {
    if (const rd_kafka_resp_err_t code = rd_kafka_commit(committer.get(), &offsets, 0)) return code;
    for (int i = 0; i < offsets.cnt; ++i)
        if (offsets.elems[i].err) return offsets.elems[i].err;
    return RD_KAFKA_RESP_ERR_NO_ERROR;
}

/// A new cluster tells which broker a group's coordinator is before that broker knows or has loaded the group's offsets.
bool isWithoutCoordinator(rd_kafka_resp_err_t code) {
    return code == RD_KAFKA_RESP_ERR_NOT_COORDINATOR || code == RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE ||
           code == RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS;
}

}  // namespace

Administration::Administration(const std::string& bootstrap)
    : m_bootstrap(bootstrap), m_client(makeClient(RD_KAFKA_PRODUCER, bootstrap, {})) {
    std::istringstream brokers(bootstrap);
    for (std::string broker; std::getline(brokers, broker, ',');) m_brokers.push_back(makeClient(RD_KAFKA_PRODUCER, broker, {}));
}

Administration::Event Administration::ask(const std::string& what, const std::function<void(rd_kafka_queue_t*)>& request) {
    const std::unique_ptr<rd_kafka_queue_t, void (*)(rd_kafka_queue_t*)> queue(rd_kafka_queue_new(m_client.get()),
                                                                               rd_kafka_queue_destroy);
    request(queue.get());
    Event event(rd_kafka_queue_poll(queue.get(), 2 * requestTimeoutMs));
    if (!event) throw std::runtime_error(what + ": no answer");
    check(rd_kafka_event_error(event.get()), what);
    return event;
}

bool Administration::allSee(const std::string& topic, int partitions) {
    return std::ranges::all_of(m_brokers, [&](const Client& broker) { return visiblePartitions(broker, topic) == partitions; });
}

void Administration::createTopic(const std::string& name, int partitions, const Settings& settings) {
    std::array<char, 512> why{};
    rd_kafka_NewTopic_t* topic = rd_kafka_NewTopic_new(name.c_str(), partitions, -1, why.data(), why.size());
    if (topic == nullptr) throw std::runtime_error(why.data());
    for (const auto& [key, value] : settings) rd_kafka_NewTopic_set_config(topic, key.c_str(), value.c_str());
    const Event event = ask("creating " + name,
                            [&](rd_kafka_queue_t* queue) { rd_kafka_CreateTopics(m_client.get(), &topic, 1, nullptr, queue); });
    rd_kafka_NewTopic_destroy(topic);
    std::size_t count = 0;
    const auto* results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
    checkTopics(results, count, "creating " + name);
    waitUntil(name + " is there", [&] { return allSee(name, partitions); });
}

void Administration::deleteTopic(const std::string& name) {
    rd_kafka_DeleteTopic_t* topic = rd_kafka_DeleteTopic_new(name.c_str());
    const Event event = ask("deleting " + name,
                            [&](rd_kafka_queue_t* queue) { rd_kafka_DeleteTopics(m_client.get(), &topic, 1, nullptr, queue); });
    rd_kafka_DeleteTopic_destroy(topic);
    std::size_t count = 0;
    const auto* results = rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event.get()), &count);
    checkTopics(results, count, "deleting " + name);
    waitUntil(name + " is gone", [&] { return allSee(name, 0); });
}

void Administration::deleteRecords(const std::string& topic, std::int32_t partition, std::int64_t before) {
    const PartitionList list = makeList({{{topic, partition}, before}});
    rd_kafka_DeleteRecords_t* records = rd_kafka_DeleteRecords_new(list.get());
    const Event event = ask("deleting records of " + topic, [&](rd_kafka_queue_t* queue) {
        rd_kafka_DeleteRecords(m_client.get(), &records, 1, nullptr, queue);
    });
    rd_kafka_DeleteRecords_destroy(records);
    const auto* result = rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event.get()));
    check(result->elems[0].err, "deleting records of " + topic);
}

void Administration::commit(const std::string& group, const Offsets& offsets) {
    Client& committer = m_committers[group];
    if (!committer)
        committer = makeClient(RD_KAFKA_CONSUMER, m_bootstrap, {{"group.id", group}, {"enable.auto.commit", "false"}});
    waitUntil("the coordinator of " + group + " serves", [&] {
        const PartitionList list = makeList(offsets);
        const rd_kafka_resp_err_t code = committed(committer, *list);
        if (isWithoutCoordinator(code)) return false;
        check(code, "committing for " + group);
        return true;
    });
}

void Administration::deleteGroup(const std::string& group) {
    rd_kafka_DeleteGroup_t* request = rd_kafka_DeleteGroup_new(group.c_str());
    const Event event = ask("deleting " + group,
                            [&](rd_kafka_queue_t* queue) { rd_kafka_DeleteGroups(m_client.get(), &request, 1, nullptr, queue); });
    rd_kafka_DeleteGroup_destroy(request);
    std::size_t count = 0;
    const auto* results = rd_kafka_DeleteGroups_result_groups(rd_kafka_event_DeleteGroups_result(event.get()), &count);
    for (std::size_t i = 0; i < count; ++i)
        if (const rd_kafka_error_t* error = rd_kafka_group_result_error(results[i]))
            throw std::runtime_error("deleting " + group + ": " + rd_kafka_error_string(error));
}

std::int64_t Administration::endFor(const std::string& isolation, const std::string& topic, std::int32_t partition) {
    const Client reader = makeClient(RD_KAFKA_CONSUMER, m_bootstrap, {{"group.id", "reader"}, {"isolation.level", isolation}});
    std::int64_t begin = 0;
    std::int64_t end = 0;
    check(rd_kafka_query_watermark_offsets(reader.get(), topic.c_str(), partition, &begin, &end, requestTimeoutMs),
          "end of " + topic);
    return end;
}

std::int64_t Administration::endOffset(const std::string& topic, std::int32_t partition) {
    return endFor("read_uncommitted", topic, partition);
}

void Administration::waitForTransactions(const std::string& topic, std::int32_t partition) {
    waitUntil("no transaction is open in " + topic,
              [&] { return endFor("read_committed", topic, partition) == endFor("read_uncommitted", topic, partition); });
}

std::int64_t Administration::countRecords(const std::string& topic, std::int32_t partition) {
    const Client reader = makeClient(
        RD_KAFKA_CONSUMER, m_bootstrap,
        {{"group.id", "reader"}, {"enable.auto.commit", "false"}, {"enable.partition.eof", "true"}, {"fetch.wait.max.ms", "10"}});
    check(rd_kafka_assign(reader.get(), makeList({{{topic, partition}, RD_KAFKA_OFFSET_BEGINNING}}).get()), "reading " + topic);
    std::int64_t count = 0;
    while (true) {
        rd_kafka_message_t* message = rd_kafka_consumer_poll(reader.get(), requestTimeoutMs);
        if (message == nullptr) throw std::runtime_error("reading " + topic + ": no end of it");
        const rd_kafka_resp_err_t code = message->err;
        rd_kafka_message_destroy(message);
        if (code == RD_KAFKA_RESP_ERR__PARTITION_EOF) break;
        check(code, "reading " + topic);
        ++count;
    }
    rd_kafka_consumer_close(reader.get());
    return count;
}

}  // namespace headroom::integration
