#include "model/rules/kafka/replication.h"

#include <algorithm>

namespace headroom::rules {
namespace {

bool contains(std::span<const model::BrokerIndex> brokers, model::BrokerIndex broker) {
    return std::find(brokers.begin(), brokers.end(), broker) != brokers.end();
}

}  // namespace

FollowerProgress::FollowerProgress(bool isInIsr, model::Instant now) {
    if (isInIsr) m_lastCaughtUp = now;
}

void FollowerProgress::fetched(model::Offset offset, model::Offset leaderEnd, model::Instant now) {
    const auto advanceTo = [&](model::Instant time) { m_lastCaughtUp = m_lastCaughtUp ? std::max(*m_lastCaughtUp, time) : time; };
    if (offset >= leaderEnd) {
        advanceTo(now);
    } else if (m_leaderEndAtLastFetch && offset >= *m_leaderEndAtLastFetch) {
        advanceTo(m_lastFetch);
    }
    m_logEnd = offset;
    m_leaderEndAtLastFetch = leaderEnd;
    m_lastFetch = now;
}

bool FollowerProgress::isCaughtUp(model::Offset leaderEnd, model::Instant now, model::Duration lagTimeMax) const {
    return m_logEnd == leaderEnd || (m_lastCaughtUp && now - *m_lastCaughtUp <= lagTimeMax);
}

model::Duration isrShrinkCheckInterval(model::Duration lagTimeMax) {
    return lagTimeMax / 2;
}

bool mayJoinIsr(model::Offset followerEnd, model::Offset highWatermark, model::Offset epochStart, bool isBrokerEligible) {
    return isBrokerEligible && followerEnd >= highWatermark && followerEnd >= epochStart;
}

int effectiveMinIsr(int minInsyncReplicas, int replicas) {
    return std::min(minInsyncReplicas, replicas);
}

model::Offset highWatermark(model::Offset current, model::Offset leaderEnd, std::span<const FollowerView> followers, int isrSize,
                            int effectiveMinIsr) {
    if (isrSize < effectiveMinIsr) return current;
    model::Offset least = leaderEnd;
    for (const FollowerView& follower : followers) {
        if (!follower.isInMaximalIsr && !follower.isJoining) continue;
        if (!follower.logEnd) return current;
        least = std::min(least, *follower.logEnd);
    }
    return std::max(current, least);
}

AckState mayAppend(model::Acks acks, int isrSize, int effectiveMinIsr) {
    return acks == model::Acks::All && isrSize < effectiveMinIsr ? AckState::NotEnoughReplicas : AckState::Complete;
}

AckState ackState(model::Acks acks, model::Offset requiredOffset, model::Offset highWatermark, int maximalIsrSize,
                  int effectiveMinIsr) {
    if (acks != model::Acks::All) return AckState::Complete;
    if (highWatermark < requiredOffset) return AckState::Waiting;
    return effectiveMinIsr <= maximalIsrSize ? AckState::Complete : AckState::NotEnoughReplicasAfterAppend;
}

LeaderChoice chooseLeader(std::optional<model::BrokerIndex> present, std::span<const model::BrokerIndex> replicas,
                          std::span<const model::BrokerIndex> isr, std::span<const model::BrokerIndex> alive,
                          bool uncleanAllowed) {
    const auto isClean = [&](model::BrokerIndex broker) { return contains(isr, broker) && contains(alive, broker); };
    if (present && isClean(*present)) return {present, false};
    const auto clean = std::find_if(replicas.begin(), replicas.end(), isClean);
    if (clean != replicas.end()) return {*clean, false};
    if (!uncleanAllowed) return {};
    if (present && contains(alive, *present)) return {present, true};
    const auto any = std::find_if(replicas.begin(), replicas.end(), [&](model::BrokerIndex b) { return contains(alive, b); });
    return any == replicas.end() ? LeaderChoice{} : LeaderChoice{*any, true};
}

std::vector<model::BrokerIndex> isrWithout(std::span<const model::BrokerIndex> isr, model::BrokerIndex gone) {
    std::vector<model::BrokerIndex> result(isr.begin(), isr.end());
    if (result.size() > 1) std::erase(result, gone);
    return result;
}

bool shouldElectPreferred(std::optional<model::BrokerIndex> present, std::span<const model::BrokerIndex> replicas,
                          std::span<const model::BrokerIndex> isr, std::span<const model::BrokerIndex> alive) {
    if (replicas.empty() || present == replicas.front()) return false;
    return contains(isr, replicas.front()) && contains(alive, replicas.front());
}

bool isLeaderImbalanced(int preferredFor, int ledElsewhere, int percentage) {
    return preferredFor > 0 && ledElsewhere * 100 > preferredFor * percentage;
}

bool isBrokerSessionExpired(model::Instant lastContact, model::Instant now, model::Duration sessionTimeout) {
    return lastContact + sessionTimeout < now;
}

}  // namespace headroom::rules
