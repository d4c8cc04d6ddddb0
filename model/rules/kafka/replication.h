#pragma once
// What a partition's leader and the controller decide about replicas.

#include <optional>
#include <span>
#include <vector>

#include "model/config/kafka.h"
#include "model/ids.h"

namespace headroom::rules {

/// What the leader knows of one follower from its fetches. Source: Replica.
class FollowerProgress {
public:
    /// As the leader takes office at `now`: one in the ISR gets the benefit of the doubt, others never caught up.
    FollowerProgress(bool isInIsr, model::Instant now);

    /// Accounts for a fetch at `offset` (the follower's log end) while the leader's log ends at `leaderEnd`.
    void fetched(model::Offset offset, model::Offset leaderEnd, model::Instant now);

    /// The follower's log end as of its latest fetch; empty before the first.
    std::optional<model::Offset> logEnd() const { return m_logEnd; }
    /// When it last had all the leader had then; empty if never.
    std::optional<model::Instant> lastCaughtUp() const { return m_lastCaughtUp; }
    /// Whether its log ends where the leader's does, or it caught up within `lagTimeMax` (replica.lag.time.max.ms).
    bool isCaughtUp(model::Offset leaderEnd, model::Instant now, model::Duration lagTimeMax) const;

private:
    std::optional<model::Offset> m_logEnd;
    std::optional<model::Offset> m_leaderEndAtLastFetch;
    model::Instant m_lastFetch;
    std::optional<model::Instant> m_lastCaughtUp;
};

/// How often the leader looks for followers to drop from the ISR: half of replica.lag.time.max.ms.
model::Duration isrShrinkCheckInterval(model::Duration lagTimeMax);

/// Whether the leader proposes to take a follower back: its log end has reached the high watermark and the start of the
/// leader's epoch, and its broker is neither fenced nor shutting down.
bool mayJoinIsr(model::Offset followerEnd, model::Offset highWatermark, model::Offset epochStart, bool isBrokerEligible);

/// min(min.insync.replicas, replicas): what acks=all and the high watermark go by.
int effectiveMinIsr(int minInsyncReplicas, int replicas);

/// One follower as the high watermark sees it.
struct FollowerView {
    std::optional<model::Offset> logEnd;  ///< empty before its first fetch from this leader
    bool isInMaximalIsr = false;          ///< in the ISR, or about to be added to it
    bool isJoining = false;               ///< caught up and eligible, though not in the ISR
};

/// The high watermark after a change: the least log end of the leader, of the maximal ISR and of those joining; never
/// below `current`; unchanged while the ISR (leader included) is smaller than `effectiveMinIsr`.
model::Offset highWatermark(model::Offset current, model::Offset leaderEnd, std::span<const FollowerView> followers, int isrSize,
                            int effectiveMinIsr);

enum class AckState { Waiting, Complete, NotEnoughReplicas, NotEnoughReplicasAfterAppend };

/// Whether a leader takes an append: with acks=all only if the ISR is large enough. Complete means it does.
AckState mayAppend(model::Acks acks, int isrSize, int effectiveMinIsr);

/// Whether an append up to `requiredOffset` (exclusive end) can be answered. acks=0 and 1 are complete at once.
AckState ackState(model::Acks acks, model::Offset requiredOffset, model::Offset highWatermark, int maximalIsrSize,
                  int effectiveMinIsr);

/// The leader the controller chooses and whether it is unclean.
struct LeaderChoice {
    std::optional<model::BrokerIndex> leader;
    bool isUnclean = false;  ///< the ISR becomes the leader alone; what only others had is lost
    auto operator<=>(const LeaderChoice&) const = default;
};

/// Chooses a leader: the present one while in the ISR and alive; else the first of `replicas` (assignment order) alive and in
/// the ISR; else, if unclean election is allowed, the present leader or first replica alive; else none. Without ELR.
LeaderChoice chooseLeader(std::optional<model::BrokerIndex> present, std::span<const model::BrokerIndex> replicas,
                          std::span<const model::BrokerIndex> isr, std::span<const model::BrokerIndex> alive,
                          bool uncleanAllowed);

/// The ISR that stays when a broker is fenced or shuts down: without it, except that the last member stays.
std::vector<model::BrokerIndex> isrWithout(std::span<const model::BrokerIndex> isr, model::BrokerIndex gone);

/// Whether preferred-leader balancing moves a partition back: another leads it, and the first replica is alive and in the ISR.
/// The KRaft controller looks at every partition at each check and doesn't apply leader.imbalance.per.broker.percentage.
bool shouldElectPreferred(std::optional<model::BrokerIndex> present, std::span<const model::BrokerIndex> replicas,
                          std::span<const model::BrokerIndex> isr, std::span<const model::BrokerIndex> alive);

/// Whether a ZooKeeper-era controller balances a broker: more than `percentage` of the partitions it is preferred for are led by
/// another.
bool isLeaderImbalanced(int preferredFor, int ledElsewhere, int percentage = 10);

/// Whether the controller fences a broker: nothing heard for longer than the session timeout.
bool isBrokerSessionExpired(model::Instant lastContact, model::Instant now, model::Duration sessionTimeout);

}  // namespace headroom::rules
