#include "model/rules/kafka/sticky_input.h"

#include <algorithm>
#include <numeric>

#include "model/rules/kafka/java_hash_order.h"
#include "model/rules/kafka/java_strings.h"

namespace headroom::rules {
namespace {

bool subscriptionsAreEqual(const std::vector<MemberSubscription>& subscriptions, const std::vector<std::size_t>& order) {
    std::set<std::string> first;
    for (const std::size_t index : order) {
        const auto& topics = subscriptions[index].topics;
        if (first.empty()) {
            first.insert(topics.begin(), topics.end());
        } else if (topics.size() != first.size() ||
                   !std::all_of(topics.begin(), topics.end(), [&](const auto& topic) { return first.contains(topic); })) {
            return false;
        }
    }
    return true;
}

}  // namespace

StickyInput::StickyInput(const std::vector<MemberSubscription>& subscriptions, const TopicSizes& subscribedTopics) {
    for (const auto& [name, count] : subscribedTopics) topics.push_back({name, javaHashCode(name), count});
    std::sort(topics.begin(), topics.end(), [](const Topic& a, const Topic& b) { return javaLess(a.name, b.name); });
    numberMembers(subscriptions);
    allSubscriptionsEqual = subscriptionsAreEqual(subscriptions, iterationOrder);
    settleClaims(subscriptions);
}

void StickyInput::numberMembers(const std::vector<MemberSubscription>& subscriptions) {
    members.resize(subscriptions.size());
    std::vector<std::size_t> byId(subscriptions.size());
    std::iota(byId.begin(), byId.end(), std::size_t{0});
    std::sort(byId.begin(), byId.end(),
              [&](std::size_t a, std::size_t b) { return javaLess(subscriptions[a].memberId, subscriptions[b].memberId); });
    for (std::size_t rank = 0; rank < byId.size(); ++rank) members[byId[rank]].rank = rank;

    // Two Java maps are chained: the subscriptions in response order, then the owned partitions in that map's order.
    JavaHashOrder bySubscription;
    JavaHashOrder byOwned;
    const auto hashOf = [&](std::size_t index) { return javaHashCode(subscriptions[index].memberId); };
    for (std::size_t index = 0; index < subscriptions.size(); ++index) bySubscription.insert(index, hashOf(index));
    iterationOrder = bySubscription.keys();
    for (const std::size_t index : iterationOrder) byOwned.insert(index, hashOf(index));
    ownedIterationOrder = byOwned.keys();
    for (std::size_t index = 0; index < subscriptions.size(); ++index) readMember(subscriptions[index], members[index]);
}

void StickyInput::readMember(const MemberSubscription& subscription, Member& member) const {
    const auto numberOf = [&](const std::string& name) {
        const auto it = std::lower_bound(topics.begin(), topics.end(), name,
                                         [](const Topic& topic, const std::string& n) { return javaLess(topic.name, n); });
        return it != topics.end() && it->name == name ? static_cast<std::size_t>(it - topics.begin()) : topics.size();
    };
    for (const std::string& name : subscription.topics) {
        if (const std::size_t topic = numberOf(name); topic < topics.size()) member.topics.push_back(topic);
    }
    for (const TopicPartition& owned : subscription.owned) {
        const std::size_t topic = numberOf(owned.topic);
        if (topic < topics.size() && owned.partition >= 0 && owned.partition < topics[topic].partitions) {
            member.claimed.emplace_back(topic, owned.partition);
        }
    }
    member.generation = subscription.generation;
}

void StickyInput::settleClaims(const std::vector<MemberSubscription>& subscriptions) {
    constexpr int kNoGeneration = -1;
    std::map<Partition, std::size_t> ownerOf;
    for (const std::size_t index : iterationOrder) {
        Member& member = members[index];
        const int generation = member.generation.value_or(kNoGeneration);
        maxGeneration = std::max(maxGeneration, generation);
        for (const Partition& partition : member.claimed) {
            const auto [it, isFirst] = ownerOf.try_emplace(partition, index);
            if (isFirst) {
                member.owned.push_back(partition);
                continue;
            }
            const MemberSubscription& other = subscriptions[it->second];
            const int otherGeneration = other.claimGeneration.value_or(other.generation.value_or(kNoGeneration));
            if (generation < otherGeneration) continue;
            std::erase(members[it->second].owned, partition);
            it->second = index;
            if (generation == otherGeneration) {
                doublyClaimed.insert(partition);
            } else {
                member.owned.push_back(partition);
            }
        }
    }
}

}  // namespace headroom::rules
