#include "connectors/kafka/groups.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/kafka/requests.h"

namespace headroom::connectors::kafka {
namespace {

// librdkafka makes a request of each group: 64 are under way.
constexpr std::size_t mostAtATime = 8;
constexpr std::size_t groupsARequest = 8;

GroupState stateOf(rd_kafka_consumer_group_state_t state) {
    switch (state) {
        case RD_KAFKA_CONSUMER_GROUP_STATE_PREPARING_REBALANCE: return GroupState::PreparingRebalance;
        case RD_KAFKA_CONSUMER_GROUP_STATE_COMPLETING_REBALANCE: return GroupState::CompletingRebalance;
        case RD_KAFKA_CONSUMER_GROUP_STATE_STABLE: return GroupState::Stable;
        case RD_KAFKA_CONSUMER_GROUP_STATE_DEAD: return GroupState::Dead;
        case RD_KAFKA_CONSUMER_GROUP_STATE_EMPTY: return GroupState::Empty;
        default: return GroupState::Unknown;
    }
}

std::vector<TopicPartition> assignmentOf(const rd_kafka_MemberDescription_t* member) {
    std::vector<TopicPartition> assignment;
    const rd_kafka_MemberAssignment_t* assigned = rd_kafka_MemberDescription_assignment(member);
    if (assigned == nullptr) return assignment;
    const rd_kafka_topic_partition_list_t* list = rd_kafka_MemberAssignment_partitions(assigned);
    for (int i = 0; list != nullptr && i < list->cnt; ++i) assignment.push_back({list->elems[i].topic, list->elems[i].partition});
    std::ranges::sort(assignment);
    return assignment;
}

std::vector<Member> membersOf(const rd_kafka_ConsumerGroupDescription_t* description) {
    std::vector<Member> members;
    for (std::size_t i = 0; i < rd_kafka_ConsumerGroupDescription_member_count(description); ++i) {
        const rd_kafka_MemberDescription_t* member = rd_kafka_ConsumerGroupDescription_member(description, i);
        members.push_back({rd_kafka_MemberDescription_consumer_id(member), rd_kafka_MemberDescription_client_id(member),
                           rd_kafka_MemberDescription_host(member), assignmentOf(member)});
    }
    std::ranges::sort(members, {}, &Member::id);
    return members;
}

/// Brokers say "dead" of a group that doesn't exist, but also of one whose protocol (KIP-848) this request doesn't know:
/// what lists it or holds its offsets knows better.
void take(const rd_kafka_ConsumerGroupDescription_t* description, Group& group) {
    const rd_kafka_error_t* error = rd_kafka_ConsumerGroupDescription_error(description);
    if (error != nullptr && rd_kafka_error_code(error) != RD_KAFKA_RESP_ERR_NO_ERROR) return;
    const GroupState state = stateOf(rd_kafka_ConsumerGroupDescription_state(description));
    if (state == GroupState::Dead) return;
    group.state = state;
    group.members = membersOf(description);
}

void takeAll(const rd_kafka_event_t* event, std::vector<Group*>& groups) {
    std::size_t count = 0;
    const auto* result = rd_kafka_event_DescribeConsumerGroups_result(const_cast<rd_kafka_event_t*>(event));
    const rd_kafka_ConsumerGroupDescription_t** descriptions = rd_kafka_DescribeConsumerGroups_result_groups(result, &count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = rd_kafka_ConsumerGroupDescription_group_id(descriptions[i]);
        const auto found = std::ranges::find(groups, name, [](const Group* group) { return group->name; });
        if (found != groups.end()) take(descriptions[i], **found);
    }
}

}  // namespace

Result<std::vector<Group>> listGroups(Client& client, std::vector<Error>& problems, const std::function<bool()>& isCancelled) {
    std::vector<Group> groups;
    std::optional<Error> failure;
    const auto send = [&](std::size_t, const rd_kafka_AdminOptions_t* options, rd_kafka_queue_t* queue) {
        rd_kafka_ListConsumerGroups(client.handle(), options, queue);
    };
    const auto takeList = [&](std::size_t, const rd_kafka_event_t* event) {
        failure = failureOf(client, event, "the list of groups");
        if (failure) return;
        const auto* result = rd_kafka_event_ListConsumerGroups_result(const_cast<rd_kafka_event_t*>(event));
        std::size_t count = 0;
        const rd_kafka_ConsumerGroupListing_t** listed = rd_kafka_ListConsumerGroups_result_valid(result, &count);
        for (std::size_t i = 0; i < count; ++i) {
            Group group;
            group.name = rd_kafka_ConsumerGroupListing_group_id(listed[i]);
            group.state = stateOf(rd_kafka_ConsumerGroupListing_state(listed[i]));
            group.isListed = true;
            groups.push_back(std::move(group));
        }
        const rd_kafka_error_t** errors = rd_kafka_ListConsumerGroups_result_errors(result, &count);
        for (std::size_t i = 0; i < count; ++i) {
            Error error = client.failure(rd_kafka_error_code(errors[i]), "the list of groups", rd_kafka_error_string(errors[i]));
            if (std::ranges::find(problems, error) == problems.end()) problems.push_back(std::move(error));
            if (groups.empty()) failure = problems.back();
        }
    };
    Requests(client, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPS).run(1, 1, send, takeList, isCancelled);
    if (failure) return *failure;
    std::ranges::sort(groups, {}, &Group::name);
    return groups;
}

void describeGroups(Client& client, Snapshot& snapshot, std::span<Group> groups, const std::function<bool()>& isCancelled) {
    std::vector<std::vector<Group*>> batches;
    for (Group& group : groups) {
        if (batches.empty() || batches.back().size() == groupsARequest) batches.emplace_back();
        batches.back().push_back(&group);
    }
    const auto send = [&](std::size_t number, const rd_kafka_AdminOptions_t* options, rd_kafka_queue_t* queue) {
        std::vector<const char*> names;
        for (const Group* group : batches[number]) names.push_back(group->name.c_str());
        rd_kafka_DescribeConsumerGroups(client.handle(), names.data(), names.size(), options, queue);
    };
    const auto takeBatch = [&](std::size_t number, const rd_kafka_event_t* event) {
        if (auto failure = failureOf(client, event, "the description of groups")) {
            if (std::ranges::find(snapshot.problems, *failure) == snapshot.problems.end()) snapshot.problems.push_back(*failure);
            return;
        }
        takeAll(event, batches[number]);
    };
    Requests(client, RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS).run(batches.size(), mostAtATime, send, takeBatch, isCancelled);
}

}  // namespace headroom::connectors::kafka
