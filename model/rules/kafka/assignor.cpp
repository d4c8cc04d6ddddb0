#include "model/rules/kafka/assignor.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "model/rules/kafka/java_hash_order.h"
#include "model/rules/kafka/java_strings.h"
#include "model/rules/kafka/sticky_input.h"

namespace headroom::rules {
namespace {

using Members = std::vector<const MemberSubscription*>;

bool comesBefore(const MemberSubscription* a, const MemberSubscription* b) {
    if (a->groupInstanceId && b->groupInstanceId) return javaLess(*a->groupInstanceId, *b->groupInstanceId);
    if (a->groupInstanceId || b->groupInstanceId) return a->groupInstanceId.has_value();
    return javaLess(a->memberId, b->memberId);
}

Members sortedMembers(const std::vector<MemberSubscription>& members) {
    Members result;
    for (const MemberSubscription& member : members) result.push_back(&member);
    std::stable_sort(result.begin(), result.end(), comesBefore);
    return result;
}

bool isSubscribed(const MemberSubscription& member, const std::string& topic) {
    return std::find(member.topics.begin(), member.topics.end(), topic) != member.topics.end();
}

/// The topics an assignor is given: those somebody subscribes to that have partitions.
TopicSizes subscribedTopics(const std::vector<MemberSubscription>& members, const TopicSizes& topics) {
    TopicSizes result;
    for (const MemberSubscription& member : members) {
        for (const std::string& topic : member.topics) {
            const auto it = topics.find(topic);
            if (it != topics.end() && it->second > 0) result.insert(*it);
        }
    }
    return result;
}

Assignment emptyAssignment(const std::vector<MemberSubscription>& members) {
    Assignment result;
    for (const MemberSubscription& member : members) {
        if (!result.try_emplace(member.memberId).second) throw std::logic_error("member id given twice: " + member.memberId);
    }
    return result;
}

std::vector<std::string> inJavaOrder(const TopicSizes& topics) {
    std::vector<std::string> names;
    for (const auto& [name, count] : topics) names.push_back(name);
    std::sort(names.begin(), names.end(), javaLess);
    return names;
}

/// The topics in the order of the Java map an assignor gets: a set of all subscribed topics, copied into a map.
std::vector<std::string> inMapOrder(const std::vector<MemberSubscription>& members, const TopicSizes& topics) {
    JavaHashOrder memberOrder;
    for (std::size_t i = 0; i < members.size(); ++i) memberOrder.insert(i, javaHashCode(members[i].memberId));
    std::vector<std::string> names;
    JavaHashOrder subscribed;
    for (const std::size_t member : memberOrder.keys()) {
        for (const std::string& topic : members[member].topics) {
            if (std::find(names.begin(), names.end(), topic) != names.end()) continue;
            subscribed.insert(names.size(), javaHashCode(topic));
            names.push_back(topic);
        }
    }
    JavaHashOrder known;
    for (const std::size_t topic : subscribed.keys()) {
        if (topics.contains(names[topic])) known.insert(topic, javaHashCode(names[topic]));
    }
    std::vector<std::string> result;
    for (const std::size_t topic : known.keys()) result.push_back(names[topic]);
    return result;
}

void assignRange(const std::vector<MemberSubscription>& members, const TopicSizes& topics, Assignment& result) {
    const Members sorted = sortedMembers(members);
    for (const std::string& topic : inMapOrder(members, topics)) {
        Members subscribed;
        std::copy_if(sorted.begin(), sorted.end(), std::back_inserter(subscribed),
                     [&](const MemberSubscription* member) { return isSubscribed(*member, topic); });
        const int count = topics.at(topic);
        const int quota = count / static_cast<int>(subscribed.size());
        int extra = count % static_cast<int>(subscribed.size());
        int next = 0;
        for (const MemberSubscription* member : subscribed) {
            const int share = quota + (extra-- > 0 ? 1 : 0);
            for (const int end = next + share; next < end; ++next) result[member->memberId].push_back({topic, next});
        }
    }
}

void assignRoundRobin(const std::vector<MemberSubscription>& members, const TopicSizes& topics, Assignment& result) {
    const Members sorted = sortedMembers(members);
    std::size_t next = 0;
    for (const std::string& topic : inJavaOrder(topics)) {
        for (int partition = 0; partition < topics.at(topic); ++partition) {
            while (!isSubscribed(*sorted[next], topic)) next = (next + 1) % sorted.size();
            result[sorted[next]->memberId].push_back({topic, partition});
            next = (next + 1) % sorted.size();
        }
    }
}

void assignSticky(AssignorKind kind, const std::vector<MemberSubscription>& members, const TopicSizes& topics,
                  Assignment& result) {
    const StickyInput input(members, topics);
    StickyResult decided = input.allSubscriptionsEqual ? assignConstrained(input) : assignGeneral(input);
    if (isCooperative(kind)) {
        for (const auto& [partition, owner] : decided.transfers) std::erase(decided.partitions[owner], partition);
    }
    for (std::size_t index = 0; index < members.size(); ++index) {
        auto& partitions = result[members[index].memberId];
        for (const auto& [topic, number] : decided.partitions[index]) partitions.push_back({input.topics[topic].name, number});
    }
}

}  // namespace

Assignment assign(AssignorKind kind, const std::vector<MemberSubscription>& members, const TopicSizes& topics) {
    Assignment result = emptyAssignment(members);
    if (members.empty()) return result;
    const TopicSizes subscribed = subscribedTopics(members, topics);
    switch (kind) {
        case AssignorKind::Range: assignRange(members, subscribed, result); break;
        case AssignorKind::RoundRobin: assignRoundRobin(members, subscribed, result); break;
        case AssignorKind::Sticky:
        case AssignorKind::CooperativeSticky: assignSticky(kind, members, subscribed, result); break;
    }
    return result;
}

bool isCooperative(AssignorKind kind) {
    return kind == AssignorKind::CooperativeSticky;
}

const char* protocolName(AssignorKind kind) {
    switch (kind) {
        case AssignorKind::Range: return "range";
        case AssignorKind::RoundRobin: return "roundrobin";
        case AssignorKind::Sticky: return "sticky";
        case AssignorKind::CooperativeSticky: return "cooperative-sticky";
    }
    throw std::logic_error("unknown assignor");
}

int fullestMemberPartitions(int partitions, int members) {
    if (partitions < 0 || members <= 0) throw std::logic_error("partitions must not be negative and members must be positive");
    return (partitions + members - 1) / members;
}

}  // namespace headroom::rules
