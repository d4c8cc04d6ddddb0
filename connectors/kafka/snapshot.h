#pragma once
// What was seen of a Kafka cluster at one time. Absent is unknown.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "connectors/error.h"

namespace headroom::connectors::kafka {

struct TopicPartition {
    std::string topic;
    std::int32_t partition = 0;
    auto operator<=>(const TopicPartition&) const = default;
};

struct Broker {
    std::int32_t id = 0;
    std::string host;
    int port = 0;
};

struct Partition {
    std::int32_t number = 0;
    std::optional<std::int32_t> leader;  ///< absent: there is none
    std::vector<std::int32_t> replicas;
    std::vector<std::int32_t> inSync;
    std::optional<std::int64_t> start;  ///< of the first record there still is
    std::optional<std::int64_t> end;    ///< one beyond the last record (high watermark)
};

/// What a topic is set to, as far as is known.
struct TopicSettings {
    std::optional<double> retention;       ///< seconds a record is kept at least; infinite: for ever
    bool isLimitedBySize = false;          ///< records may go before
    std::optional<int> minInsyncReplicas;  ///< min.insync.replicas
};

struct Topic {
    std::string name;
    std::vector<Partition> partitions;
    std::optional<TopicSettings> settings{};
    bool isInternal() const { return name.starts_with("__"); }
};

enum class GroupState { Unknown, PreparingRebalance, CompletingRebalance, Stable, Dead, Empty };

/// "stable", "preparing rebalance", ...; "unknown".
std::string wordOf(GroupState state);

struct Member {
    std::string id;
    std::string clientId;
    std::string host;
    std::vector<TopicPartition> assignment;
};

/// A group's share of a partition.
struct GroupPartition {
    TopicPartition place;
    std::optional<std::int64_t> committed;  ///< absent: nothing committed, or unknown
    std::optional<std::int64_t> end;
    std::optional<std::int64_t> lag;        ///< records; never negative
    std::optional<double> timeLag{};        ///< seconds the first record that isn't done has been waiting; 0 where none is
    std::string note;                       ///< why the lag is unknown though both offsets are known
    std::optional<double> retentionLeft{};  ///< seconds until the first record that isn't done may be deleted
};

struct Group {
    std::string name;
    GroupState state = GroupState::Unknown;
    std::optional<bool> isListed;                           ///< absent: nobody could list groups
    std::optional<std::vector<Member>> members;             ///< absent: the client can't describe the group
    std::optional<std::vector<GroupPartition>> partitions;  ///< those with a commit or a member; absent: offsets unknown
};

struct Snapshot {
    std::optional<std::string> clusterId;
    std::vector<Broker> brokers;
    std::vector<Topic> topics;             ///< by name
    std::vector<std::string> undescribed;  ///< topics there are, but nobody said what they are like
    std::vector<Group> groups;             ///< by name
    bool hasAllGroups = false;             ///< a group that isn't among them doesn't exist, unless it was not asked for
    std::vector<Error> problems;           ///< what couldn't be found out, and why
};

/// Throws std::out_of_range.
const Topic& topic(const Snapshot& snapshot, const std::string& name);
const Group& group(const Snapshot& snapshot, const std::string& name);

}  // namespace headroom::connectors::kafka
