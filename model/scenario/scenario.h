#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario/elements.h"
#include "model/scenario/expectation.h"
#include "model/scenario/fault.h"

namespace headroom::model {

struct Versions {
    std::string kafka = "3.9";
    std::string kubernetes = "1.33";
    std::string resilience4j = "2.4";
    std::string client = "java";  ///< or "librdkafka"
};

/// An input the user does not know: guess(lo..hi). `value` is what this instance of the scenario uses.
struct Guess {
    std::string path;  ///< dotted place in the scenario, "services.transaction.operations.create[0].cpu.mean"
    double low = 0;
    double high = 0;
    double value = 0;
    std::string unit;
    std::string origin;  ///< the comment beside it, if any: where the range comes from
    SourceLocation location;
};

/// A quantity fitted to observations: measured(p50=…, p99=…).
struct Measured {
    std::string path;
    std::string description;
    SourceLocation location;
};

/// Effective value of one setting and why it has it; `headroom explain` prints these.
struct EffectiveValue {
    std::string path;  ///< "topics.orders.config.'min.insync.replicas'"
    std::string value;
    std::string origin;  ///< "scenario.yaml:12:5", "default of Kafka 3.9", "--set", "no effect here"
};

/// A point a run starts from instead of emptiness.
struct InitialState {
    struct Lag {
        std::string topic;
        std::string groupId;
        std::int64_t records = 0;  ///< spread evenly over the partitions
        Duration age{0};           ///< of the oldest
        int partitions = 0;        ///< only the topic's first so many hold them; 0: all
    };
    std::vector<Lag> lags;
    std::map<std::string, int> replicas;  ///< by service
};

/// Where an element stands in a drawing; what nobody placed has no coordinates. No part of it reaches a run.
struct LayoutEntry {
    std::optional<double> x;  ///< of the top left corner, in drawing units; present or absent together with y
    std::optional<double> y;
    bool isCollapsed = false;  ///< shown without what it contains
    bool operator==(const LayoutEntry&) const = default;
};

/// What the architecture is: the one model that simulation, services and views share. Every number is concrete:
/// guesses are resolved when the scenario is bound, and listed.
struct Scenario {
    std::string name;
    std::string description;
    Versions versions;
    Duration duration = Duration::seconds(60);
    Duration warmup{0};  ///< frames before it are left out of steady-state figures
    Duration frameInterval = Duration::seconds(1);
    std::uint64_t seed = 1;
    enum class Granularity { Batch, Record } granularity = Granularity::Batch;

    std::vector<Zone> zones;
    std::vector<ZoneLink> links;
    std::vector<NodeGroup> nodes;  ///< empty: every pod has a node of its own
    HpaControllerConfig hpaController;
    Duration nodeMonitorGracePeriod =
        Duration::seconds(50);  ///< silence after which a node is unreachable; 40 s before Kubernetes 1.32
    std::vector<Client> clients;
    std::vector<Service> services;
    std::vector<Store> stores;
    std::vector<KafkaCluster> clusters;
    std::vector<Topic> topics;
    InitialState initial;
    std::vector<Fault> faults;
    std::vector<Expectation> expectations;
    std::map<std::string, LayoutEntry> layout;  ///< by element id

    std::vector<Guess> guesses;
    std::vector<Measured> measured;
    std::vector<EffectiveValue> effective;

    const Service* findService(const std::string& name) const;
    const Store* findStore(const std::string& name) const;
    const Topic* findTopic(const std::string& name) const;
    const KafkaCluster* findCluster(const std::string& name) const;
    const Client* findClient(const std::string& name) const;
};

}  // namespace headroom::model
