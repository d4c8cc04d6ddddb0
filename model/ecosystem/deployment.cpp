#include <algorithm>

#include <fmt/format.h>

#include "model/ecosystem/kubernetes_objects.h"
#include "model/ecosystem/value_codec.h"

namespace headroom::model {

namespace {

using Names = std::vector<std::string>;

const KeyTable& objectTable() {
    static const KeyTable table{"a Deployment", {"kind", "spec"}, {"apiVersion", "metadata", "status"}};
    return table;
}

const KeyTable& deploymentSpecTable() {
    static const KeyTable table{"a Deployment's spec",
                                {"replicas", "template", "strategy", "minReadySeconds"},
                                {"selector", "revisionHistoryLimit", "progressDeadlineSeconds", "paused"}};
    return table;
}

const KeyTable& podTemplateTable() {
    static const KeyTable table{"a pod template", {"spec"}, {"metadata"}};
    return table;
}

const KeyTable& podSpecTable() {
    static const KeyTable table{"a pod's spec",
                                {"containers", "terminationGracePeriodSeconds"},
                                {"activeDeadlineSeconds",
                                 "affinity",
                                 "automountServiceAccountToken",
                                 "dnsConfig",
                                 "dnsPolicy",
                                 "enableServiceLinks",
                                 "ephemeralContainers",
                                 "hostAliases",
                                 "hostIPC",
                                 "hostNetwork",
                                 "hostPID",
                                 "hostUsers",
                                 "hostname",
                                 "imagePullSecrets",
                                 "initContainers",
                                 "nodeName",
                                 "nodeSelector",
                                 "os",
                                 "overhead",
                                 "preemptionPolicy",
                                 "priority",
                                 "priorityClassName",
                                 "readinessGates",
                                 "resourceClaims",
                                 "resources",
                                 "restartPolicy",
                                 "runtimeClassName",
                                 "schedulerName",
                                 "schedulingGates",
                                 "securityContext",
                                 "serviceAccount",
                                 "serviceAccountName",
                                 "setHostnameAsFQDN",
                                 "shareProcessNamespace",
                                 "subdomain",
                                 "tolerations",
                                 "topologySpreadConstraints",
                                 "volumes"}};
    return table;
}

const KeyTable& containerTable() {
    static const KeyTable table{"a container",
                                {"resources", "readinessProbe", "livenessProbe", "startupProbe", "lifecycle"},
                                {"args", "command", "env", "envFrom", "image", "imagePullPolicy", "name", "ports", "resizePolicy",
                                 "restartPolicy", "securityContext", "stdin", "stdinOnce", "terminationMessagePath",
                                 "terminationMessagePolicy", "tty", "volumeDevices", "volumeMounts", "workingDir"}};
    return table;
}

const KeyTable& probeTable() {
    static const KeyTable table{
        "a probe",
        {"initialDelaySeconds", "periodSeconds", "timeoutSeconds", "successThreshold", "failureThreshold"},
        {"httpGet", "tcpSocket", "exec", "grpc", "terminationGracePeriodSeconds"}};
    return table;
}

bool bindQuantity(BindingContext& context, const SourceNode& node, const std::string& path, double& target) {
    const auto value = node.isScalar() ? parseKubernetesQuantity(node.value) : std::nullopt;
    if (!value) {
        context.error(node, fmt::format("{} is no Kubernetes quantity", node.describe()), "write 500m, 2, 512Mi or 1Gi");
        return false;
    }
    target = *value;
    context.effective(path, node.value, node);
    return true;
}

void bindAmounts(BindingContext& context, const MappingReader& resources, const std::string& key, ResourceAmounts& amounts) {
    static const KeyTable table{"resource amounts", {"cpu", "memory"}, {"ephemeral-storage", "hugepages-2Mi", "hugepages-1Gi"}};
    const MappingReader reader(context, resources.find(key), resources.pathOf(key), table);
    double value = 0;
    if (const SourceNode* cpu = reader.find("cpu"); cpu != nullptr && bindQuantity(context, *cpu, reader.pathOf("cpu"), value)) {
        if (value > 1e6)
            context.error(*cpu, "more than a million cores");
        else
            amounts.cpu = MilliCpu{amounts.cpu.value_or(MilliCpu{0}).value + static_cast<std::int64_t>(value * 1000 + 0.999)};
    }
    if (const SourceNode* memory = reader.find("memory");
        memory != nullptr && bindQuantity(context, *memory, reader.pathOf("memory"), value))
        amounts.memory = Bytes{amounts.memory.value_or(Bytes{0}).value + static_cast<std::int64_t>(std::min(value, 1e17))};
}

/// A command that only sleeps: ["sleep", "5"] or ["sh", "-c", "sleep 5"].
std::optional<Duration> sleepOf(const SourceNode& command) {
    std::string text;
    for (const auto& item : command.items) text += (text.empty() ? "" : " ") + item->value;
    const std::size_t at = text.rfind("sleep ");
    if (at == std::string::npos) return std::nullopt;
    std::string seconds = text.substr(at + 6);
    if (seconds.find_first_not_of("0123456789.smh") != std::string::npos || seconds.empty()) return std::nullopt;
    if (seconds.back() >= '0' && seconds.back() <= '9') seconds += "s";
    return parseGoDuration(seconds);
}

void bindLifecycle(BindingContext& context, const SourceNode* node, const std::string& path, Duration& preStop) {
    static const KeyTable lifecycleTable{"a container's lifecycle", {"preStop"}, {"postStart", "stopSignal"}};
    static const KeyTable handlerTable{"a lifecycle handler", {"exec", "sleep"}, {"httpGet", "tcpSocket"}};
    static const KeyTable execTable{"an exec action", {"command"}, {}};
    static const KeyTable sleepTable{"a sleep action", {"seconds"}, {}};
    if (node == nullptr) return;
    const MappingReader lifecycle(context, node, path, lifecycleTable);
    const MappingReader handler(context, lifecycle.find("preStop"), lifecycle.pathOf("preStop"), handlerTable);
    const MappingReader sleep(context, handler.find("sleep"), handler.pathOf("sleep"), sleepTable);
    if (sleep.find("seconds") != nullptr) wholeSeconds(sleep, "seconds", preStop);
    const MappingReader exec(context, handler.find("exec"), handler.pathOf("exec"), execTable);
    const SourceNode* command = exec.findList("command");
    if (command == nullptr) return;
    const auto slept = sleepOf(*command);
    if (!slept) return context.withoutEffect(exec.pathOf("command"), *command);
    preStop = *slept;
    context.effective(exec.pathOf("command"), "sleep " + springDurationCodec().show(preStop), *command);
}

void bindContainer(BindingContext& context, const SourceNode& node, const std::string& path, Deployment& deployment) {
    const MappingReader reader(context, &node, path, containerTable());
    if (const SourceNode* resources = reader.find("resources"))
        bindResources(context, *resources, reader.pathOf("resources"), deployment.requests, deployment.limits);
    if (const SourceNode* probe = reader.find("readinessProbe"))
        bindProbe(context, *probe, reader.pathOf("readinessProbe"), deployment.readinessProbe);
    if (const SourceNode* probe = reader.find("livenessProbe"))
        bindProbe(context, *probe, reader.pathOf("livenessProbe"), deployment.livenessProbe);
    if (const SourceNode* probe = reader.find("startupProbe"))
        bindProbe(context, *probe, reader.pathOf("startupProbe"), deployment.startupProbe);
    bindLifecycle(context, reader.find("lifecycle"), reader.pathOf("lifecycle"), deployment.preStop);
}

void bindIntOrPercent(BindingContext& context, const MappingReader& reader, const std::string& key, int& value, bool& isPercent) {
    const SourceNode* node = reader.find(key);
    if (node == nullptr) return;
    std::string text = node->value;
    const bool hasSign = !text.empty() && text.back() == '%';
    if (hasSign) text.pop_back();
    std::string problem;
    const auto number = intCodec(0, 1'000'000).read(text, problem);
    if (!node->isScalar() || !number)
        return context.error(*node, fmt::format("'{}' can't be {}", key, node->describe()), "write 1 or 25%");
    value = *number;
    isPercent = hasSign;
    context.effective(reader.pathOf(key), node->value, *node);
}

void bindStrategy(BindingContext& context, const SourceNode* node, const std::string& path, RollingUpdate& rolling) {
    static const KeyTable strategyTable{"a Deployment's strategy", {"rollingUpdate"}, {"type"}};
    static const KeyTable rollingTable{"a rolling update", {"maxSurge", "maxUnavailable"}, {}};
    if (node == nullptr) return;
    const MappingReader strategy(context, node, path, strategyTable);
    const MappingReader reader(context, strategy.find("rollingUpdate"), strategy.pathOf("rollingUpdate"), rollingTable);
    bindIntOrPercent(context, reader, "maxSurge", rolling.maxSurge, rolling.maxSurgeIsPercent);
    bindIntOrPercent(context, reader, "maxUnavailable", rolling.maxUnavailable, rolling.maxUnavailableIsPercent);
}

void bindPod(BindingContext& context, const SourceNode* node, const std::string& path, Deployment& deployment) {
    if (node == nullptr) return;
    const MappingReader pod(context, node, path, podSpecTable());
    if (pod.find("terminationGracePeriodSeconds") != nullptr)
        wholeSeconds(pod, "terminationGracePeriodSeconds", deployment.terminationGracePeriod);
    const SourceNode* containers = pod.findList("containers");
    for (std::size_t i = 0; containers != nullptr && i < containers->items.size(); ++i)
        bindContainer(context, *containers->items[i], joinPath(pod.pathOf("containers"), i), deployment);
}

}  // namespace

bool isKind(BindingContext& context, const SourceNode& node, const std::string& kind) {
    const SourceNode* given = node.find("kind");
    if (given == nullptr || given->value == kind) return true;
    context.error(*given, fmt::format("expected a {}, not a {}", kind, given->describe()));
    return false;
}

bool wholeSeconds(const MappingReader& reader, const std::string& key, Duration& target, int low) {
    int seconds = static_cast<int>(target.ns / 1'000'000'000);
    if (!reader.count(key, seconds, low, 1'000'000'000)) return false;
    target = Duration::seconds(seconds);
    return true;
}

void bindProbe(BindingContext& context, const SourceNode& node, const std::string& path, std::optional<Probe>& probe) {
    const MappingReader reader(context, &node, path, probeTable());
    Probe result;
    wholeSeconds(reader, "initialDelaySeconds", result.initialDelay);
    wholeSeconds(reader, "periodSeconds", result.period, 1);
    wholeSeconds(reader, "timeoutSeconds", result.timeout, 1);
    reader.count("successThreshold", result.successThreshold, 1);
    reader.count("failureThreshold", result.failureThreshold, 1);
    probe = result;
}

void bindResources(BindingContext& context, const SourceNode& node, const std::string& path, ResourceAmounts& requests,
                   ResourceAmounts& limits) {
    static const KeyTable table{"resources", {"requests", "limits"}, {"claims"}};
    const MappingReader reader(context, &node, path, table);
    bindAmounts(context, reader, "requests", requests);
    bindAmounts(context, reader, "limits", limits);
    if (!requests.cpu) requests.cpu = limits.cpu;  // as Kubernetes defaults it
    if (!requests.memory) requests.memory = limits.memory;
    if (requests.cpu && limits.cpu && *requests.cpu > *limits.cpu)
        context.error(node, "the CPU request is above the limit; Kubernetes refuses that");
    if (requests.memory && limits.memory && *requests.memory > *limits.memory)
        context.error(node, "the memory request is above the limit; Kubernetes refuses that");
}

void bindDeployment(BindingContext& context, const SourceNode& node, const std::string& path, Deployment& deployment) {
    if (!isKind(context, node, "Deployment")) return;
    const MappingReader object(context, &node, path, objectTable());
    const SourceNode* specNode = object.require("spec");
    const MappingReader spec(context, specNode, object.pathOf("spec"), deploymentSpecTable());
    spec.count("replicas", deployment.replicas, 0, 100'000);
    wholeSeconds(spec, "minReadySeconds", deployment.minReadySeconds);
    bindStrategy(context, spec.find("strategy"), spec.pathOf("strategy"), deployment.rollingUpdate);
    const MappingReader pod(context, spec.find("template"), spec.pathOf("template"), podTemplateTable());
    bindPod(context, pod.find("spec"), pod.pathOf("spec"), deployment);
}

}  // namespace headroom::model
