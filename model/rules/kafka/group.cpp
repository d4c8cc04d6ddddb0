#include "model/rules/kafka/group.h"

#include <algorithm>
#include <map>

#include "model/rules/kafka/java_hash_order.h"
#include "model/rules/kafka/java_strings.h"

namespace headroom::rules {
namespace {

bool supports(const JoiningMember& member, AssignorKind kind) {
    return std::find(member.protocols.begin(), member.protocols.end(), kind) != member.protocols.end();
}

bool isCommon(std::span<const JoiningMember> members, AssignorKind kind) {
    return std::all_of(members.begin(), members.end(), [&](const JoiningMember& member) { return supports(member, kind); });
}

}  // namespace

InitialJoinWait firstJoinWait(model::Duration initialDelay, model::Duration rebalanceTimeout) {
    return {initialDelay, std::max(model::Duration{0}, rebalanceTimeout - initialDelay)};
}

std::optional<InitialJoinWait> nextJoinWait(const InitialJoinWait& expired, model::Duration initialDelay,
                                            bool memberAddedMeanwhile) {
    if (!memberAddedMeanwhile || expired.remaining.ns == 0) return std::nullopt;
    return InitialJoinWait{std::min(initialDelay, expired.remaining),
                           std::max(model::Duration{0}, expired.remaining - expired.delay)};
}

bool isJoinComplete(std::span<const JoiningMember> members, int pendingMemberIds) {
    return pendingMemberIds == 0 && std::all_of(members.begin(), members.end(), [](const auto& m) { return m.hasJoined; });
}

model::Duration joinTimeout(std::span<const JoiningMember> members) {
    model::Duration longest;
    for (const JoiningMember& member : members) longest = std::max(longest, member.rebalanceTimeout);
    return longest;
}

bool isRemovedAfterJoin(const JoiningMember& member) {
    return !member.hasJoined && !member.isStatic;
}

std::optional<std::string> chooseGroupLeader(std::span<const JoiningMember> members, const std::optional<std::string>& present) {
    std::optional<std::string> first;
    for (const JoiningMember& member : members) {
        if (!member.hasJoined) continue;
        if (present == member.memberId) return present;
        if (!first) first = member.memberId;
    }
    return first;
}

std::optional<AssignorKind> voteAssignor(std::span<const JoiningMember> members) {
    std::vector<AssignorKind> candidates;
    std::map<AssignorKind, int> votes;
    JavaHashOrder order;
    for (const JoiningMember& member : members) {
        const auto vote = std::find_if(member.protocols.begin(), member.protocols.end(),
                                       [&](AssignorKind kind) { return isCommon(members, kind); });
        if (vote == member.protocols.end()) return std::nullopt;
        if (votes[*vote]++ > 0) continue;
        order.insert(candidates.size(), javaHashCode(protocolName(*vote)));
        candidates.push_back(*vote);
    }
    std::optional<AssignorKind> winner;
    for (const std::size_t candidate : order.keys()) {
        if (!winner || votes[candidates[candidate]] > votes[*winner]) winner = candidates[candidate];
    }
    return winner;
}

RejoinAnswer rejoinInStable(bool isLeader, bool hasChangedMetadata) {
    return isLeader || hasChangedMetadata ? RejoinAnswer::Rebalance : RejoinAnswer::CurrentGeneration;
}

RejoinAnswer staticRejoinInStable(bool keepsChosenProtocol) {
    return keepsChosenProtocol ? RejoinAnswer::CurrentGeneration : RejoinAnswer::Rebalance;
}

bool isMemberSessionExpired(model::Instant lastHeartbeat, model::Instant now, model::Duration sessionTimeout,
                            bool awaitsJoinOrSync) {
    return !awaitsJoinOrSync && now - lastHeartbeat >= sessionTimeout;
}

bool isPollOverdue(model::Instant lastPoll, model::Instant now, model::Duration maxPollInterval) {
    return now - lastPoll >= maxPollInterval;
}

std::vector<TopicPartition> revokedBeforeJoin(AssignorKind kind, const std::vector<TopicPartition>& owned) {
    return isCooperative(kind) ? std::vector<TopicPartition>{} : owned;
}

std::vector<TopicPartition> revokedAfterSync(const std::vector<TopicPartition>& owned,
                                             const std::vector<TopicPartition>& assigned) {
    std::vector<TopicPartition> revoked;
    std::copy_if(owned.begin(), owned.end(), std::back_inserter(revoked), [&](const TopicPartition& partition) {
        return std::find(assigned.begin(), assigned.end(), partition) == assigned.end();
    });
    return revoked;
}

}  // namespace headroom::rules
