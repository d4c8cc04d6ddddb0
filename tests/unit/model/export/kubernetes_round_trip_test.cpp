// What an export says in Kubernetes' and Strimzi's language, the scenario language reads back to what the scenario was.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/model/export/exporting.h"

namespace headroom::model {
namespace {

namespace fs = std::filesystem;

std::string fieldsOf(const std::optional<Probe>& probe) {
    if (!probe) return "none";
    return fmt::format("{} {} {} {} {}", probe->initialDelay.ns, probe->period.ns, probe->timeout.ns, probe->successThreshold,
                       probe->failureThreshold);
}

std::string fieldsOf(const ResourceAmounts& amounts) {
    return fmt::format("cpu {} memory {}", amounts.cpu ? amounts.cpu->value : -1, amounts.memory ? amounts.memory->value : -1);
}

/// Without the readiness and liveness probes, where the scenario has none.
std::string fieldsOf(const Deployment& d, const Deployment& stated) {
    const RollingUpdate& r = d.rollingUpdate;
    return fmt::format(
        "replicas {}, requests {}, limits {}, startup {}, readiness {}, liveness {}, grace {}, preStop {}, ready {}, {} {} {} {}",
        d.replicas, fieldsOf(d.requests), fieldsOf(d.limits), fieldsOf(d.startupProbe),
        stated.readinessProbe ? fieldsOf(d.readinessProbe) : "", stated.livenessProbe ? fieldsOf(d.livenessProbe) : "",
        d.terminationGracePeriod.ns, d.preStop.ns, d.minReadySeconds.ns, r.maxSurge, r.maxSurgeIsPercent, r.maxUnavailable,
        r.maxUnavailableIsPercent);
}

std::string fieldsOf(const HpaScalingRules& rules) {
    std::string text = fmt::format("{} {} {}", rules.stabilizationWindow ? rules.stabilizationWindow->ns : -1,
                                   static_cast<int>(rules.selectPolicy), rules.tolerance.value_or(-1));
    for (const HpaScalingPolicy& policy : rules.policies)
        text += fmt::format(" [{} {} {}]", static_cast<int>(policy.type), policy.value, policy.period.ns);
    return text;
}

std::string fieldsOf(const std::optional<HpaBehavior>& behavior) {
    return behavior ? "up " + fieldsOf(behavior->scaleUp) + " down " + fieldsOf(behavior->scaleDown) : "no behavior";
}

std::string fieldsOf(const std::optional<HorizontalPodAutoscaler>& hpa) {
    if (!hpa) return "none";
    std::string text = fmt::format("{} {}..{}", hpa->scaleTargetRef, hpa->minReplicas, hpa->maxReplicas);
    for (const HpaMetric& m : hpa->metrics)
        text += fmt::format(" [{} {} {} {} {}]", static_cast<int>(m.type), m.name, m.object, static_cast<int>(m.targetType),
                            m.target);
    return text + " " + fieldsOf(hpa->behavior);
}

std::string fieldsOf(const std::optional<ScaledObject>& object) {
    if (!object) return "none";
    std::string text =
        fmt::format("{} {} {} {} {}..{}", object->scaleTargetRef, object->pollingInterval.ns, object->cooldownPeriod.ns,
                    object->initialCooldownPeriod.ns, object->minReplicaCount, object->maxReplicaCount);
    for (const KedaKafkaTrigger& t : object->triggers)
        text +=
            fmt::format(" [{} {} {} {} {} {} {} {} {} {}]", t.topic, t.consumerGroup, t.lagThreshold, t.activationLagThreshold,
                        static_cast<int>(t.offsetResetPolicy), t.allowIdleConsumers, t.scaleToZeroOnInvalidOffset,
                        t.excludePersistentLag, t.limitToPartitionsWithLag, t.ensureEvenDistributionOfPartitions);
    return text + " " + fieldsOf(object->behavior);
}

std::string fieldsOf(const Topic& topic) {
    const TopicConfig& c = topic.config;
    return fmt::format("{} {} {} {} {} {} {} {} {} {} {}", topic.name, topic.partitions, topic.replicas, c.minInsyncReplicas,
                       c.retentionTime.ns, c.retentionBytes, c.segmentBytes.value, c.segmentTime.ns,
                       c.uncleanLeaderElectionEnable, c.compact, c.maxMessageBytes.value);
}

/// The scenario with its own words about deployments, autoscalers and topics replaced by pointers to the export's files.
class RoundTrip {
public:
    explicit RoundTrip(const ReadResult& read) : m_exported(exportKubernetes(*read.scenario, read.resolved, {"shop.yaml"})) {
        std::string pattern = testing::TempDir() + "exportXXXXXX";
        m_folder = mkdtemp(pattern.data());
        for (const auto& [path, text] : m_exported.files) {
            fs::create_directories((m_folder / path).parent_path());
            std::ofstream(m_folder / path) << text;
        }
        Document document = Document::parse(read.resolved.scenario, "resolved.yaml", m_diagnostics);
        for (const Service& service : read.scenario->services) point(document, service);
        for (const Topic& topic : read.scenario->topics)
            set(document, "topics.'" + topic.name + "'", "topics.yaml#KafkaTopic/" + objectNameOf(topic.name));
        again = readScenarioText(document.text(), (m_folder / "scenario.yaml").string());
    }
    ~RoundTrip() { fs::remove_all(m_folder); }
    RoundTrip(const RoundTrip&) = delete;
    RoundTrip& operator=(const RoundTrip&) = delete;

    ReadResult again;

private:
    void point(Document& document, const Service& service) {
        const std::string section = service.role == Service::Role::Gateway    ? "gateways"
                                    : service.role == Service::Role::Monolith ? "monoliths"
                                                                              : "services";
        const std::string path = section + "." + service.name;
        const std::string file = "services/" + service.name + ".yaml#";
        for (const char* key : {"replicas", "resources", "readinessProbe", "livenessProbe", "startupProbe",
                                "terminationGracePeriodSeconds", "deployment", "autoscaler"})
            if (document.findPath(path + "." + key) != nullptr) document.remove(path + "." + key, m_diagnostics);
        set(document, path + ".deployment", file + "Deployment/" + service.name);
        if (service.hpa) set(document, path + ".autoscaler", file + "HorizontalPodAutoscaler/" + service.name);
        if (service.scaledObject) set(document, path + ".autoscaler", file + "ScaledObject/" + service.name);
    }
    void set(Document& document, const std::string& path, const std::string& file) {
        EXPECT_TRUE(document.set(path, "!file " + file, m_diagnostics)) << path;
    }
    /// Which object of topics.yaml has the topic.
    std::string objectNameOf(const std::string& topic) const {
        const Made made(m_exported, "topics.yaml");
        for (std::size_t i = 0; i < made.size(); ++i)
            if (made.at("spec.topicName", i) == topic || made.at("metadata.name", i) == topic) return made.at("metadata.name", i);
        return "none";
    }

    Exported m_exported;
    fs::path m_folder;
    Diagnostics m_diagnostics;
};

void expectRoundTrip(const ReadResult& read) {
    const RoundTrip trip(read);
    ASSERT_TRUE(trip.again.scenario) << findings(trip.again);
    const Scenario& before = *read.scenario;
    const Scenario& after = *trip.again.scenario;
    ASSERT_EQ(after.services.size(), before.services.size());
    for (std::size_t i = 0; i < before.services.size(); ++i) {
        SCOPED_TRACE(before.services[i].name);
        const Deployment& stated = before.services[i].deployment;
        EXPECT_EQ(fieldsOf(after.services[i].deployment, stated), fieldsOf(stated, stated));
        EXPECT_TRUE(after.services[i].deployment.readinessProbe && after.services[i].deployment.livenessProbe);
        EXPECT_EQ(fieldsOf(after.services[i].hpa), fieldsOf(before.services[i].hpa));
        EXPECT_EQ(fieldsOf(after.services[i].scaledObject), fieldsOf(before.services[i].scaledObject));
    }
    ASSERT_EQ(after.topics.size(), before.topics.size());
    for (std::size_t i = 0; i < before.topics.size(); ++i) EXPECT_EQ(fieldsOf(after.topics[i]), fieldsOf(before.topics[i]));
}

TEST(KubernetesRoundTrip, OfTheReferencePlatformIsWhatItWas) {
    expectRoundTrip(resolvedFile("scenarios/transaction-platform.yaml"));
}

TEST(KubernetesRoundTrip, OfPastedFilesIsWhatTheySaid) {
    expectRoundTrip(resolvedFile("scenarios/paste-your-own/scenario.yaml"));
}

TEST(KubernetesRoundTrip, OfTheMonolithIsWhatItWas) {
    expectRoundTrip(resolvedFile("scenarios/monolith.yaml"));
}

const std::string everything = R"(scenario: everything
clients:
  users: {load: poisson(1/s), journey: [call: orders.create]}
services:
  orders:
    deployment:
      spec:
        replicas: 3
        minReadySeconds: 7
        strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 40%}}
        template:
          spec:
            terminationGracePeriodSeconds: 45
            containers:
              - resources: {requests: {cpu: 1500m, memory: 100M}, limits: {cpu: "2", memory: 1536Mi}}
                startupProbe: {periodSeconds: 2, failureThreshold: 60}
                readinessProbe: {initialDelaySeconds: 4, periodSeconds: 3, timeoutSeconds: 2, successThreshold: 2, failureThreshold: 5}
                livenessProbe: {}
                lifecycle: {preStop: {sleep: {seconds: 9}}}
    autoscaler:
      spec:
        scaleTargetRef: {kind: Deployment, name: orders}
        minReplicas: 2
        maxReplicas: 9
        metrics:
          - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 65}}}
          - {type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 750m}}}
          - {type: ContainerResource, containerResource: {name: cpu, container: c, target: {type: Utilization, averageUtilization: 70}}}
          - {type: Pods, pods: {metric: {name: queued}, target: {type: AverageValue, averageValue: 12500m}}}
          - type: Object
            object: {metric: {name: rate}, describedObject: {kind: Service, name: orders}, target: {type: Value, value: 2k}}
          - {type: External, external: {metric: {name: lag}, target: {type: AverageValue, averageValue: "0.25"}}}
        behavior:
          scaleUp:
            stabilizationWindowSeconds: 0
            selectPolicy: Min
            policies: [{type: Pods, value: 4, periodSeconds: 60}, {type: Percent, value: 100, periodSeconds: 15}]
            tolerance: 50m
          scaleDown: {selectPolicy: Disabled}
    operations: {create: [cpu: 1ms]}
  billing:
    replicas: 2
    autoscaler:
      kind: ScaledObject
      spec:
        scaleTargetRef: {name: billing}
        pollingInterval: 11
        cooldownPeriod: 99
        initialCooldownPeriod: 5
        minReplicaCount: 1
        maxReplicaCount: 8
        advanced: {horizontalPodAutoscalerConfig: {behavior: {scaleDown: {stabilizationWindowSeconds: 30}}}}
        triggers:
          - type: kafka
            metadata: {topic: Orders_Placed.v1, consumerGroup: billing, lagThreshold: "50", activationLagThreshold: "3",
                       offsetResetPolicy: earliest, allowIdleConsumers: "true", limitToPartitionsWithLag: "false",
                       excludePersistentLag: "true"}
    listeners: {placed: {topics: [Orders_Placed.v1], groupId: billing, steps: [cpu: 1ms]}}
kafka:
  main: {brokers: 3, config: {log.retention.ms: 3600000, min.insync.replicas: 2, num.io.threads: 5}}
topics:
  Orders_Placed.v1: {partitions: 6, replicas: 3, config: {cleanup.policy: compact, retention.ms: -1, max.message.bytes: 2000000}}
  orders-placed.v1: {partitions: 1, replicas: 1, config: {min.insync.replicas: 1, unclean.leader.election.enable: true}}
  inherited: {partitions: 2, replicas: 2}
)";

TEST(KubernetesRoundTrip, OfEverythingThatCanBeSaidIsWhatItWas) {
    expectRoundTrip(resolvedScenario(everything));
}

}  // namespace
}  // namespace headroom::model
