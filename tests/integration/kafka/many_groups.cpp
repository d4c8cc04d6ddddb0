#include "tests/integration/kafka/many_groups.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/integration/kafka/administration.h"
#include "tests/integration/kafka/client.h"

namespace headroom::integration {

namespace {

constexpr int patienceMilliseconds = 300'000;
constexpr int topicsARequest = 50;

template <class T, void (*destroy)(T*)>
struct Destroyer {
    void operator()(T* thing) const { destroy(thing); }
};
using Queue = std::unique_ptr<rd_kafka_queue_t, Destroyer<rd_kafka_queue_t, rd_kafka_queue_destroy>>;
using Event = std::unique_ptr<rd_kafka_event_t, Destroyer<rd_kafka_event_t, rd_kafka_event_destroy>>;
using Topic = std::unique_ptr<rd_kafka_topic_t, Destroyer<rd_kafka_topic_t, rd_kafka_topic_destroy>>;
using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, Destroyer<rd_kafka_NewTopic_t, rd_kafka_NewTopic_destroy>>;
using Alteration = std::unique_ptr<rd_kafka_AlterConsumerGroupOffsets_t,
                                   Destroyer<rd_kafka_AlterConsumerGroupOffsets_t, rd_kafka_AlterConsumerGroupOffsets_destroy>>;

std::string topicName(int number) {
    return "scale-topic-" + std::to_string(number);
}

std::string groupName(int number) {
    return "scale-group-" + std::to_string(number);
}

/// Sends so many requests, so many at a time, and checks what is answered.
void sendAll(const Client& client, int count, int atATime, const std::function<void(int, rd_kafka_queue_t*)>& send,
             const std::function<void(rd_kafka_event_t*)>& check) {
    const Queue queue(rd_kafka_queue_new(client.get()));
    int sent = 0;
    for (int answered = 0; answered < count; ++answered) {
        for (; sent < count && sent - answered < atATime; ++sent) send(sent, queue.get());
        const Event event(rd_kafka_queue_poll(queue.get(), patienceMilliseconds));
        if (!event) throw std::runtime_error("no answer");
        integration::check(rd_kafka_event_error(event.get()), "a request");
        check(event.get());
    }
}

void makeTopics(const Client& client, const Extent& extent) {
    const auto send = [&](int number, rd_kafka_queue_t* queue) {
        std::vector<NewTopic> topics;
        std::vector<rd_kafka_NewTopic_t*> handles;
        std::array<char, 256> why{};
        for (int i = number * topicsARequest; i < std::min((number + 1) * topicsARequest, extent.topics); ++i) {
            topics.emplace_back(rd_kafka_NewTopic_new(topicName(i).c_str(), extent.partitions, 1, why.data(), why.size()));
            handles.push_back(topics.back().get());
        }
        rd_kafka_CreateTopics(client.get(), handles.data(), handles.size(), nullptr, queue);
    };
    const auto checkTopics = [](rd_kafka_event_t* event) {
        std::size_t count = 0;
        const auto* results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count);
        for (std::size_t i = 0; i < count; ++i) check(rd_kafka_topic_result_error(results[i]), "creating a topic");
    };
    sendAll(client, (extent.topics + topicsARequest - 1) / topicsARequest, 1, send, checkTopics);
}

int topicsSeen(const Client& client) {
    const rd_kafka_metadata_t* metadata = nullptr;
    check(rd_kafka_metadata(client.get(), 1, nullptr, &metadata, patienceMilliseconds), "metadata");
    const int count = metadata->topic_cnt;
    rd_kafka_metadata_destroy(metadata);
    return count;
}

/// A broker makes ten thousand logs one after the other; that they will be there was said before.
void waitForTopics(const Client& client, int topics) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(patienceMilliseconds);
    while (topicsSeen(client) < topics) {
        if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("waited in vain for the topics");
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
}

void produceRecords(const Client& client, const Extent& extent) {
    std::string value(100, 'x');
    rd_kafka_resp_err_t failure = RD_KAFKA_RESP_ERR_NO_ERROR;  // of the last delivery that failed
    for (int number = 0; number < extent.topics; ++number) {
        const Topic topic(rd_kafka_topic_new(client.get(), topicName(number).c_str(), nullptr));
        for (int partition = 0; partition < extent.partitions; ++partition)
            for (int record = 0; record < extent.records; ++record)
                if (rd_kafka_produce(topic.get(), partition, RD_KAFKA_MSG_F_COPY | RD_KAFKA_MSG_F_BLOCK, value.data(),
                                     value.size(), nullptr, 0, &failure) != 0)
                    check(rd_kafka_last_error(), "producing");
        rd_kafka_poll(client.get(), 0);
    }
    check(rd_kafka_flush(client.get(), patienceMilliseconds), "producing");
    check(failure, "delivering");
}

void commitForGroups(const Client& client, const Extent& extent) {
    const auto send = [&](int number, rd_kafka_queue_t* queue) {
        Offsets offsets;
        for (int partition = 0; partition < extent.partitions; ++partition)
            offsets[{topicName(number % extent.topics), partition}] = extent.committed;
        const Alteration alteration(rd_kafka_AlterConsumerGroupOffsets_new(groupName(number).c_str(), makeList(offsets).get()));
        rd_kafka_AlterConsumerGroupOffsets_t* handle = alteration.get();
        rd_kafka_AlterConsumerGroupOffsets(client.get(), &handle, 1, nullptr, queue);
    };
    const auto checkGroup = [](rd_kafka_event_t* event) {
        std::size_t count = 0;
        const auto* groups =
            rd_kafka_AlterConsumerGroupOffsets_result_groups(rd_kafka_event_AlterConsumerGroupOffsets_result(event), &count);
        for (std::size_t i = 0; i < count; ++i) {
            if (const rd_kafka_error_t* error = rd_kafka_group_result_error(groups[i]))
                throw std::runtime_error(std::string("committing: ") + rd_kafka_error_string(error));
            const rd_kafka_topic_partition_list_t* partitions = rd_kafka_group_result_partitions(groups[i]);
            for (int k = 0; k < partitions->cnt; ++k) check(partitions->elems[k].err, "committing");
        }
    };
    sendAll(client, extent.groups, extent.atATime, send, checkGroup);
}

}  // namespace

void makeManyGroups(const std::string& bootstrap, const Extent& extent) {
    {
        const Client client = makeClient(RD_KAFKA_PRODUCER, bootstrap,
                                         {{"queue.buffering.max.messages", "1000000"}, {"message.timeout.ms", "300000"}});
        makeTopics(client, extent);
        waitForTopics(client, extent.topics);
        produceRecords(client, extent);
    }
    // Makes the brokers' topic of offsets: librdkafka's administrative requests wait for good for a coordinator there isn't yet.
    Administration(bootstrap).commit(groupName(0), {{{topicName(0), 0}, extent.committed}});
    commitForGroups(makeClient(RD_KAFKA_PRODUCER, bootstrap, {}), extent);
}

}  // namespace headroom::integration
