#pragma once

#include <string>

#include "model/analysis/flow_balance.h"
#include "model/scenario/scenario.h"

namespace headroom::forecast {

/// How fast a group can read, and how fast records come.
struct GroupPace {
    double arrivals = 0;    ///< records a second
    double capacity = 0;    ///< records a second, the lesser of what its threads and the resources they use can do
    std::string limitedBy;  ///< "2 threads", "store/ledger's servers"
    double steadyLag = 0;   ///< records it has in hand when it isn't behind: a second of arrivals, or a poll if that takes longer
};

/// How fast a group can read at the start of a scenario: by its own threads, and by what they wait for. The scenario must outlive
/// it.
class GroupLimits {
public:
    /// Throws std::out_of_range where there is no such group.
    GroupLimits(const model::Scenario& scenario, const std::string& group);

    const GroupPace& pace() const { return m_pace; }
    /// Records a second of one thread with full polls; 0 where there is none, infinite where a record costs nothing.
    double threadRate() const { return m_threadRate; }
    /// Of what arrives, a second, the part of the thread that gets most.
    double arrivalsAtFullest() const { return m_pace.arrivals * m_fullestShare; }
    /// Partitions of a topic at the thread that has most.
    int partitionsAtFullest(const std::string& topic) const;
    /// Of a topic's first `holders` partitions, those at the thread that has most of them: as many as it gets where ranges are
    /// assigned, an even share otherwise.
    int holdersAtFullest(const std::string& topic, int holders) const;
    /// Records a second at which the first thing it waits for is full, while everything else goes on; infinite where none is.
    double resourceLimit() const { return m_resourceLimit; }

private:
    const model::Listener* listenerOf(const std::string& topic) const;
    void findThreads(const model::FlowBalance& flows);
    void findResources(const model::FlowBalance& flows);

    const model::Scenario& m_scenario;
    std::string m_group;
    GroupPace m_pace;
    int m_members = 0;
    double m_threadRate = 0;
    double m_fullestShare = 0;
    double m_resourceLimit = 0;
};

}  // namespace headroom::forecast
