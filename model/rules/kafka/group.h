#pragma once
// What the coordinator of a classic group decides, and when its members count as gone.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/quantities.h"
#include "model/rules/kafka/assignor.h"

namespace headroom::rules {

enum class GroupState { Empty, PreparingRebalance, CompletingRebalance, Stable, Dead };

/// The wait of a group that was empty before its first generation: grows while new members keep coming.
struct InitialJoinWait {
    model::Duration delay;      ///< the wait now running
    model::Duration remaining;  ///< what may still be added

    auto operator<=>(const InitialJoinWait&) const = default;
};

/// The first wait: group.initial.rebalance.delay, with the largest rebalance timeout less that to go.
InitialJoinWait firstJoinWait(model::Duration initialDelay, model::Duration rebalanceTimeout);

/// The wait that follows one that has run out; none: the join completes. Source: InitialDelayedJoin.
std::optional<InitialJoinWait> nextJoinWait(const InitialJoinWait& expired, model::Duration initialDelay,
                                            bool memberAddedMeanwhile);

/// One member as the coordinator sees it during a join; members are given in the order they first joined.
struct JoiningMember {
    std::string memberId;
    bool isStatic = false;
    bool hasJoined = false;  ///< its JoinGroup waits for the answer
    model::Duration rebalanceTimeout;
    std::vector<AssignorKind> protocols;  ///< in its order of preference
};

/// Whether a join ends at once: every known member has (re)joined and nobody given an id is yet to come back with it.
bool isJoinComplete(std::span<const JoiningMember> members, int pendingMemberIds);

/// How long a join may last: the largest rebalance timeout of the members (their max.poll.interval.ms).
model::Duration joinTimeout(std::span<const JoiningMember> members);

/// Whether a member that missed the join is removed at its end: dynamic ones are, static ones stay until their session ends.
bool isRemovedAfterJoin(const JoiningMember& member);

/// The leader of the new generation: the present one if it (re)joined, else the first that did; none if nobody did (then a group
/// of absent static members waits for another join). Without a present leader it is the first to join.
std::optional<std::string> chooseGroupLeader(std::span<const JoiningMember> members, const std::optional<std::string>& present);

/// The assignor of the generation: each member votes for its first one that all support; most votes win, ties by the order of a
/// Java HashMap over protocol names. None if there is no common one.
std::optional<AssignorKind> voteAssignor(std::span<const JoiningMember> members);

/// What a JoinGroup of a known member meets in a stable group.
enum class RejoinAnswer { CurrentGeneration, Rebalance };

/// A follower with unchanged metadata gets the current generation; a leader, or changed metadata, starts a rebalance.
RejoinAnswer rejoinInStable(bool isLeader, bool hasChangedMetadata);

/// A static member that comes back with a known instance id gets its old assignment unless the chosen assignor would change.
RejoinAnswer staticRejoinInStable(bool keepsChosenProtocol);

/// Whether the coordinator drops a member for silence: session.timeout.ms since its last heartbeat; never while it waits for a
/// join or sync answer.
bool isMemberSessionExpired(model::Instant lastHeartbeat, model::Instant now, model::Duration sessionTimeout,
                            bool awaitsJoinOrSync);

/// Whether a member leaves by itself: max.poll.interval.ms since its last poll. A static one leaves without telling.
bool isPollOverdue(model::Instant lastPoll, model::Instant now, model::Duration maxPollInterval);

/// What a member gives up before joining (eager: everything; cooperative: nothing).
std::vector<TopicPartition> revokedBeforeJoin(AssignorKind kind, const std::vector<TopicPartition>& owned);
/// What a cooperative member gives up on its new assignment: owned minus assigned, in the owned order. If this isn't empty it
/// rejoins at once, and the partitions are handed over by that second rebalance.
std::vector<TopicPartition> revokedAfterSync(const std::vector<TopicPartition>& owned,
                                             const std::vector<TopicPartition>& assigned);

}  // namespace headroom::rules
