#pragma once
// The partition assignors of the Java consumer, as the group's leader runs them.

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/config/kafka.h"

namespace headroom::rules {

using AssignorKind = model::ConsumerConfig::Assignor;

/// One partition of a named topic.
struct TopicPartition {
    std::string topic;
    int partition = 0;
    auto operator<=>(const TopicPartition&) const = default;
};

/// What one member says of itself when it joins.
struct MemberSubscription {
    std::string memberId;
    std::optional<std::string> groupInstanceId;  ///< set for a static member
    std::vector<std::string> topics;             ///< without repetition
    /// What it holds: for CooperativeSticky the partitions it still owns, for Sticky those of its last assignment; not
    /// used by Range and RoundRobin. Partitions that no longer exist are ignored.
    std::vector<TopicPartition> owned;
    /// The generation in which `owned` was assigned; none for a member that never had an assignment.
    std::optional<int> generation;
    /// The generation of the JoinGroup subscription where it differs from `generation` (Sticky keeps its own in the user
    /// data); it decides only which of two members claiming the same partition is believed.
    std::optional<int> claimGeneration;
};

/// Partitions by member id; every member has an entry.
using Assignment = std::map<std::string, std::vector<TopicPartition>>;

/// Partition counts by topic name.
using TopicSizes = std::map<std::string, int>;

/// Computes the assignment the given assignor of kafka-clients 3.9 makes, in the same order within each member.
/// `members` come in the order of the JoinGroup response (it settles ties between equal hash buckets); member ids are
/// distinct. Topics without a subscriber or without partitions are skipped; no rack information. CooperativeSticky leaves
/// out partitions that change hands: they are given by the rebalance that follows. A member without any topic makes the sticky
/// ones take subscriptions for equal if the map yields it first, as the library does. The assignor is a fresh one: a
/// generation seen only in an earlier call doesn't count. Throws std::logic_error on a repeated member id.
Assignment assign(AssignorKind kind, const std::vector<MemberSubscription>& members, const TopicSizes& topics);

/// Whether a member keeps its partitions while it rejoins (CooperativeSticky) or gives up all of them first.
bool isCooperative(AssignorKind kind);

/// The protocol name of an assignor: "range", "roundrobin", "sticky", "cooperative-sticky".
const char* protocolName(AssignorKind kind);

/// How many partitions the fullest of `members` equal members has: ceil(partitions / members); 0 members is an error.
/// The static capacity figure: a member that can handle r records/s lets the group handle r * partitions / this.
int fullestMemberPartitions(int partitions, int members);

}  // namespace headroom::rules
