#pragma once
// Kubernetes and KEDA objects, reduced to the fields that matter here, under their own names.

#include <optional>
#include <string>
#include <vector>

#include "model/quantities.h"

namespace headroom::model {

struct ResourceAmounts {
    std::optional<MilliCpu> cpu;
    std::optional<Bytes> memory;
};

struct Probe {
    Duration initialDelay{0};                 ///< initialDelaySeconds
    Duration period = Duration::seconds(10);  ///< periodSeconds
    Duration timeout = Duration::seconds(1);  ///< timeoutSeconds
    int successThreshold = 1;
    int failureThreshold = 3;
};

struct RollingUpdate {
    int maxSurge = 25;         ///< percent of replicas when the flag says so, else pods
    int maxUnavailable = 25;
    bool maxSurgeIsPercent = true;
    bool maxUnavailableIsPercent = true;
};

/// A Deployment with the one container that does the work (requests and limits are the pod's sums).
struct Deployment {
    int replicas = 1;
    ResourceAmounts requests;
    ResourceAmounts limits;
    std::optional<Probe> readinessProbe;
    std::optional<Probe> livenessProbe;
    std::optional<Probe> startupProbe;
    Duration terminationGracePeriod = Duration::seconds(30);
    Duration preStop{0};
    Duration minReadySeconds{0};
    RollingUpdate rollingUpdate;
};

/// One entry of HorizontalPodAutoscaler.spec.metrics.
struct HpaMetric {
    enum class Type { Resource, ContainerResource, Pods, Object, External };
    enum class TargetType { Utilization, AverageValue, Value };

    Type type = Type::Resource;
    std::string name;    ///< "cpu", "memory", or the metric's name
    std::string object;  ///< Object: the described object's element id; External: the selector's target element
    TargetType targetType = TargetType::Utilization;
    double target = 80;  ///< percent for Utilization; milli-units of cpu, bytes or the metric's own unit otherwise
};

struct HpaScalingPolicy {
    enum class Type { Pods, Percent };
    Type type = Type::Pods;
    int value = 4;
    Duration period = Duration::seconds(15);  ///< periodSeconds
};

struct HpaScalingRules {
    enum class SelectPolicy { Max, Min, Disabled };
    std::optional<Duration> stabilizationWindow;  ///< stabilizationWindowSeconds; absent down: controller's 300 s
    SelectPolicy selectPolicy = SelectPolicy::Max;
    std::vector<HpaScalingPolicy> policies;
    std::optional<double> tolerance;  ///< from Kubernetes 1.33, behind HPAConfigurableTolerance
};

struct HpaBehavior {
    HpaScalingRules scaleUp;
    HpaScalingRules scaleDown;
};

/// HorizontalPodAutoscaler (autoscaling/v2).
struct HorizontalPodAutoscaler {
    std::string scaleTargetRef;  ///< the service's name
    int minReplicas = 1;
    int maxReplicas = 1;
    std::vector<HpaMetric> metrics;
    std::optional<HpaBehavior> behavior;
};

/// kube-controller-manager flags of the HPA controller and the age its metrics arrive with.
struct HpaControllerConfig {
    Duration syncPeriod = Duration::seconds(15);
    Duration downscaleStabilization = Duration::seconds(300);
    double tolerance = 0.1;
    Duration cpuInitializationPeriod = Duration::seconds(300);
    Duration initialReadinessDelay = Duration::seconds(30);
    Duration metricsResolution = Duration::seconds(15);  ///< metrics-server scrape period
    Duration metricsWindow = Duration::seconds(15);      ///< window over which the kubelet computes CPU usage
};

/// The kubelet's back-off before restarting a container that exited (crashLoopBackOff.maxContainerRestartPeriod).
struct CrashLoopBackOffConfig {
    Duration initial = Duration::seconds(10);      ///< at most `maximum`
    Duration maximum = Duration::seconds(300);
    Duration resetAfter = Duration::seconds(600);  ///< between the last restart and an exit
};

/// How the control plane notices a lost node (kube-controller-manager flags and the default toleration).
struct NodeFailureConfig {
    Duration leaseRenewal = Duration::seconds(10);
    Duration nodeMonitorPeriod = Duration::seconds(5);
    Duration nodeMonitorGracePeriod = Duration::seconds(50);  ///< 40 s up to Kubernetes 1.31
    Duration tolerationSeconds = Duration::seconds(300);
    double nodeEvictionRate = 0.1;            ///< nodes a second
    double secondaryNodeEvictionRate = 0.01;  ///< in a partially disrupted zone of a large cluster
    float unhealthyZoneThreshold = 0.55F;
    int largeClusterSizeThreshold = 50;
};

/// KEDA's Kafka scaler trigger.
struct KedaKafkaTrigger {
    std::string topic;
    std::string consumerGroup;
    std::int64_t lagThreshold = 10;
    std::int64_t activationLagThreshold = 0;
    enum class OffsetResetPolicy { Latest, Earliest } offsetResetPolicy = OffsetResetPolicy::Latest;
    bool allowIdleConsumers = false;
    bool scaleToZeroOnInvalidOffset = false;
    bool excludePersistentLag = false;
    bool limitToPartitionsWithLag = false;
    bool ensureEvenDistributionOfPartitions = false;
};

/// KEDA ScaledObject.
struct ScaledObject {
    std::string scaleTargetRef;
    Duration pollingInterval = Duration::seconds(30);
    Duration cooldownPeriod = Duration::seconds(300);
    Duration initialCooldownPeriod{0};
    int minReplicaCount = 0;
    int maxReplicaCount = 100;
    std::vector<KedaKafkaTrigger> triggers;
    std::optional<HpaBehavior> behavior;  ///< advanced.horizontalPodAutoscalerConfig.behavior
};

}  // namespace headroom::model
