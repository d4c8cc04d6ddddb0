#include "connectors/kafka/committed_offsets.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "connectors/kafka/requests.h"

namespace headroom::connectors::kafka {
namespace {

constexpr std::size_t mostAtATime = 64;

using AskHandle = std::unique_ptr<rd_kafka_ListConsumerGroupOffsets_t, Destroy<rd_kafka_ListConsumerGroupOffsets_destroy>>;

std::vector<GroupPartition> partitionsOf(const rd_kafka_topic_partition_list_t* list) {
    std::vector<GroupPartition> partitions;
    for (int i = 0; list != nullptr && i < list->cnt; ++i) {
        const rd_kafka_topic_partition_t& element = list->elems[i];
        if (element.err != RD_KAFKA_RESP_ERR_NO_ERROR || element.offset < 0) continue;
        partitions.push_back({{element.topic, element.partition}, element.offset, {}, {}, {}, {}});
    }
    std::ranges::sort(partitions, {}, &GroupPartition::place);
    return partitions;
}

PartitionsHandle allPartitions(const Snapshot& snapshot) {
    PartitionsHandle list(rd_kafka_topic_partition_list_new(0));
    for (const Topic& topic : snapshot.topics)
        for (const Partition& partition : topic.partitions)
            rd_kafka_topic_partition_list_add(list.get(), topic.name.c_str(), partition.number);
    return list;
}

std::optional<Error> take(Client& client, const rd_kafka_event_t* event, Group& group) {
    const std::string what = fmt::format("offsets of group {}", group.name);
    if (auto failure = failureOf(client, event, what)) return failure;
    std::size_t count = 0;
    const auto* result = rd_kafka_event_ListConsumerGroupOffsets_result(const_cast<rd_kafka_event_t*>(event));
    const rd_kafka_group_result_t** groups = rd_kafka_ListConsumerGroupOffsets_result_groups(result, &count);
    if (count != 1) return Error{Error::Kind::Failed, what + ": the answer is of no group", true};
    if (const rd_kafka_error_t* error = rd_kafka_group_result_error(groups[0]))
        return client.failure(rd_kafka_error_code(error), what, rd_kafka_error_string(error));
    group.partitions = partitionsOf(rd_kafka_group_result_partitions(groups[0]));
    return std::nullopt;
}

}  // namespace

void readCommittedOffsets(Client& client, CommitQuery query, Snapshot& snapshot, std::span<Group> groups,
                          const std::function<bool()>& isCancelled) {
    const PartitionsHandle asked = query == CommitQuery::ByPartition ? allPartitions(snapshot) : nullptr;
    const auto send = [&](std::size_t number, const rd_kafka_AdminOptions_t* options, rd_kafka_queue_t* queue) {
        const AskHandle ask(rd_kafka_ListConsumerGroupOffsets_new(groups[number].name.c_str(), asked.get()));
        rd_kafka_ListConsumerGroupOffsets_t* asks = ask.get();
        rd_kafka_ListConsumerGroupOffsets(client.handle(), &asks, 1, options, queue);
    };
    const auto takeOne = [&](std::size_t number, const rd_kafka_event_t* event) {
        if (auto failure = take(client, event, groups[number])) snapshot.problems.push_back(std::move(*failure));
    };
    Requests(client, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS).run(groups.size(), mostAtATime, send, takeOne, isCancelled);
}

}  // namespace headroom::connectors::kafka
