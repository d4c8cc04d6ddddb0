#pragma once
// How much flows where: rates of every part of a scenario at a given load, without running it.

#include <map>
#include <string>
#include <vector>

#include "model/quantities.h"
#include "model/scenario/scenario.h"

namespace headroom::model {

/// Which level of the load profiles is meant.
struct LoadPoint {
    enum class Kind { Peak, Mean, At } kind = Kind::Peak;
    Instant at;  ///< At only
};

enum class ReplicaChoice {
    Declared,     ///< what the deployment, or `initial`, says
    SteadyState,  ///< where the autoscaler settles at this load
    Maximum,      ///< as many as the autoscaler may start
};

struct AnalysisOptions {
    LoadPoint point;
    double loadFactor = 1;  ///< multiplies arrival rates and numbers of users
    ReplicaChoice replicas = ReplicaChoice::Declared;
    std::map<std::string, double> failures;  ///< by element id: share of its requests that fail; of a topic: poison records
};

struct ClientFlow {
    std::string client;
    bool closed = false;
    double users = 0;
    double thinkTime = 0;     ///< seconds
    double offered = 0;       ///< arrivals a second if nothing ever queued; of an open load, its rate
    double arrivals = 0;      ///< arrivals a second that queueing leaves
    double responseTime = 0;  ///< of a journey, seconds, queueing included; infinite when it grows without bound
    double uncontended = 0;   ///< the same without any queueing
};

/// Of an operation, a listener's record, a topic, or a store's operation.
struct ActivityFlow {
    std::string activity;  ///< "service/transaction.create", "group/audit@audit.audit", "store/ledger.insert"
    std::string element;
    double perSecond = 0;  ///< calls, records or operations, retries and redeliveries included
    double failureProbability = 0;
    double holdTime = 0;  ///< seconds of one, without queueing
};

struct TopicFlow {
    std::string topic;
    double recordsPerSecond = 0;
    double recordBytes = 0;     ///< mean serialized value
    double bytesPerSecond = 0;  ///< appended by leaders, batch headers included
    double batchesPerSecond = 0;
    double recordsPerBatch = 0;
    double replicatedBytesPerSecond = 0;  ///< (RF - 1) times bytesPerSecond
    double hottestShare = 0;              ///< of its records in the fullest partition
};

struct GroupFlow {
    std::string group;
    std::string service;
    std::string listener;
    double recordsPerSecond = 0;     ///< first deliveries
    double deliveriesPerSecond = 0;  ///< redeliveries included
    double deadLettersPerSecond = 0;
    double recordsPerPoll = 0;
    double pollsPerSecond = 0;
    double bytesPerSecond = 0;
    int members = 0;  ///< consumer threads
    int partitions = 0;
    double fullestShare = 0;    ///< of the records, at the fullest member
    double recordTime = 0;      ///< seconds a record, redeliveries and its share of the poll included, without queueing
    double bestRecordTime = 0;  ///< the same with polls of max.poll.records
};

struct OutboxFlow {
    std::string service;
    std::string store;
    std::string topic;  ///< the last it publishes to
    double rowsPerSecond = 0;
    double pollsPerSecond = 0;
    double deletesPerSecond = 0;
    double rowsPerPoll = 0;
    double capacity = 0;          ///< rows a second when every poll is full, at this load
    double idleCapacity = 0;      ///< the same with nothing else to wait for
    bool sharesCpu = false;       ///< with the requests of its pods
};

struct ClusterFlow {
    std::string cluster;
    double produceRequestsPerSecond = 0;
    double fetchRequestsPerSecond = 0;  ///< of consumers
    double replicationRequestsPerSecond = 0;
    double batchesPerSecond = 0;
    double bytesIn = 0;  ///< per second, from producers
    double bytesReplicated = 0;
    double bytesOut = 0;         ///< to consumers
    double ioThreadSeconds = 0;  ///< a second, in all brokers
};

/// All flows at one load. Elements are in the scenario's order.
struct FlowBalance {
    std::vector<ClientFlow> clients;
    std::vector<ActivityFlow> activities;
    std::vector<TopicFlow> topics;
    std::vector<GroupFlow> groups;
    std::vector<OutboxFlow> outboxes;
    std::vector<ClusterFlow> clusters;
    std::map<std::string, double> cpuSeconds;  ///< a second, by service name
    std::map<std::string, int> replicas;       ///< by service name
    double seen = 1;                           ///< share of the others that an arrival meets: 1 with an open load, (N-1)/N closed
    std::vector<std::string> diverging;        ///< activities in cycles that feed themselves more than they consume

    double totalArrivals() const;
    double totalOffered() const;
    /// Rate of an activity; 0 when there is none of that id.
    double rate(const std::string& activity) const;
    const TopicFlow* findTopic(const std::string& topic) const;
    const GroupFlow* findGroup(const std::string& group) const;
};

/// Arrivals of closed loads follow from their users by approximate mean value analysis; a step of the analysis never takes
/// time-outs, open breakers or faults into account.
FlowBalance balanceFlows(const Scenario& scenario, const AnalysisOptions& options = {});

/// The level of a client's load at a point: arrivals a second, or users.
double levelAt(const Load& load, const LoadPoint& point, Duration duration);

}  // namespace headroom::model
