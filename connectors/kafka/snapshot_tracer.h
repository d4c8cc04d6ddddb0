#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/error.h"
#include "connectors/kafka/element_names.h"
#include "connectors/kafka/finding.h"
#include "connectors/kafka/finding_memory.h"
#include "connectors/kafka/group_activity.h"
#include "connectors/kafka/snapshot.h"
#include "connectors/live_trace.h"

namespace headroom::connectors::kafka {

/// Turns looks at a cluster into the elements, series, frames and events a simulation's trace has, by the same names.
///
/// Counters grow by what ends and commits grow from one look to the next: what a topic held before, or lost, doesn't count.
/// The trace's beginning, frames and end are the caller's.
class SnapshotTracer {
public:
    /// The trace outlives it. What the names know is declared at once, its figures unknown until they are seen.
    SnapshotTracer(LiveTrace& trace, ElementNames names);

    /// From now on brokers go by these names; those without one by their numbers.
    void nameBrokers(std::map<std::int32_t, std::string> names) { m_names.brokers = std::move(names); }
    /// The values of one frame, and an event for each thing that has changed since the look before: what was found only now, too,
    /// and what isn't found any more. Instants ascend.
    void take(const Snapshot& snapshot, const std::vector<Finding>& findings, trace::Instant now);
    /// The next frame has only unknown values; an event unless the look before failed alike.
    void fail(const Error& error, trace::Instant now);

private:
    struct GroupMemory {
        std::string activity;
        std::optional<trace::Instant> arrived;  ///< when an end was last seen to move; at first the first look
        std::optional<trace::Instant> committed;
    };

    void declareKnown(const KnownElement& element);
    void takeProblems(const std::vector<Error>& problems, trace::Instant now);
    void takeBrokers(const std::vector<Broker>& brokers);
    void takeTopic(const Topic& topic, trace::Instant now);
    void takeGroup(const Group& group, trace::Instant now);
    void takePartitions(const Group& group, GroupMemory& memory, trace::Instant now);
    void noteDeleted(const Snapshot& snapshot, trace::Instant now);
    void noteActivity(const std::string& group, const std::string& activity, trace::Instant now);
    /// By how much a position has grown since it was last seen; remembers it.
    double growth(const std::string& key, std::optional<std::int64_t> position);
    void tell(trace::Instant now, const std::string& kind, const std::string& element, const std::string& severity,
              const std::string& summary, const std::string& result);
    void tell(trace::Instant now, trace::Event event);

    LiveTrace& m_trace;
    ElementNames m_names;
    std::string m_cluster;  ///< its element
    std::string m_failure;  ///< of the look before; empty: it went well
    bool m_hasSeen = false;
    std::vector<std::string> m_problems;
    FindingMemory m_findings;
    std::vector<std::int32_t> m_brokers;
    std::map<TopicPartition, std::optional<std::int32_t>> m_leaders;
    std::map<std::string, std::int64_t> m_positions;
    std::map<std::string, GroupMemory> m_groups;
};

}  // namespace headroom::connectors::kafka
