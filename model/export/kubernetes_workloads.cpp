// Deployments and Services of the bundled services and their clients.
#include <fmt/format.h>

#include <algorithm>

#include "model/export/kubernetes_manifests.h"

namespace headroom::model {

namespace {

constexpr const char* portName = "http";
constexpr const char* credentialsFolder = "/etc/headroom-credentials";
constexpr const char* privateFolder = "/run/headroom";
constexpr std::int64_t longestLinger = 5;  // seconds: as long as cluster DNS lets a name's addresses be kept
constexpr std::int64_t lingerOfGrace = 3;  // a third of the grace is left for it
constexpr std::int64_t clientsGrace = 30;  // seconds; journeys in flight get 8

/// What one kind of container needs beside its arguments.
struct ContainerPlan {
    std::string name;
    std::vector<std::string> arguments;
    bool usesKafka = false;
    bool usesDatabase = false;
};

YamlValue texts(const std::vector<std::string>& all) {
    YamlValue list = YamlValue::list();
    for (const std::string& text : all) list.add(text);
    return list;
}

YamlValue selectorOf(const ExportPlan& plan, const std::string& name) {
    YamlValue labels;
    labels.set("app.kubernetes.io/name", name).set("app.kubernetes.io/part-of", plan.name);
    return labels;
}

YamlValue fromConfigMap(const char* variable, const char* key) {
    YamlValue reference;
    reference.set("name", shared::addresses).set("key", key);
    YamlValue source;
    source.set("configMapKeyRef", reference);
    YamlValue entry;
    entry.set("name", variable).set("valueFrom", source);
    return entry;
}

/// Arguments and what they refer to.
void setCommand(const ContainerPlan& plan, YamlValue& container) {
    std::vector<std::string> arguments = plan.arguments;
    YamlValue environment = YamlValue::list();
    if (plan.usesKafka) {
        arguments.insert(arguments.end(), {"--kafka", "$(HEADROOM_KAFKA)", "--properties",
                                           fmt::format("{}/client.properties", credentialsFolder)});
        environment.add(fromConfigMap("HEADROOM_KAFKA", "kafka"));
    }
    if (plan.usesDatabase) {
        arguments.insert(arguments.end(), {"--database", "$(HEADROOM_DATABASE)"});
        environment.add(fromConfigMap("HEADROOM_DATABASE", "database"));
        YamlValue passwords;
        passwords.set("name", "PGPASSFILE").set("value", fmt::format("{}/pgpass", privateFolder));
        environment.add(passwords);
    }
    container.set("args", texts(arguments));
    if (!environment.isEmpty()) container.set("env", environment);
}

YamlValue mount(const char* volume, const char* path, bool isReadOnly) {
    YamlValue entry;
    entry.set("name", volume).set("mountPath", path);
    if (isReadOnly) entry.set("readOnly", true);
    return entry;
}

YamlValue mountsOf(const ContainerPlan& plan) {
    YamlValue mounts = YamlValue::list();
    mounts.add(mount("scenario", inside::scenarioFolder, true)).add(mount("data", inside::dataFolder, false));
    if (plan.usesKafka) mounts.add(mount("credentials", credentialsFolder, true));
    if (plan.usesDatabase) mounts.add(mount("private", privateFolder, true));
    return mounts;
}

YamlValue volumesOf(const ContainerPlan& plan) {
    YamlValue scenario;
    scenario.set("name", "scenario").set("configMap", YamlValue().set("name", shared::scenario));
    YamlValue data;
    data.set("name", "data").set("emptyDir", YamlValue());
    YamlValue volumes = YamlValue::list();
    volumes.add(scenario).add(data);
    if (plan.usesKafka || plan.usesDatabase) {
        YamlValue credentials;
        credentials.set("name", "credentials").set("secret", YamlValue().set("secretName", shared::credentials));
        volumes.add(credentials);
    }
    if (plan.usesDatabase) {
        YamlValue secret;
        secret.set("name", "private").set("emptyDir", YamlValue().set("medium", "Memory"));
        volumes.add(secret);
    }
    return volumes;
}

YamlValue confined() {
    YamlValue security;
    security.set("allowPrivilegeEscalation", false).set("readOnlyRootFilesystem", true);
    security.set("capabilities", YamlValue().set("drop", YamlValue::list().add("ALL")));
    return security;
}

/// PostgreSQL's client takes no password file that others could read, and a Secret's are root's.
YamlValue passwordsContainer() {
    YamlValue init;
    init.set("name", "pgpass").set("image", inside::image);
    init.set("command", texts({"install", "-m", "0600", fmt::format("{}/pgpass", credentialsFolder),
                               fmt::format("{}/pgpass", privateFolder)}));
    init.set("securityContext", confined());
    init.set("volumeMounts",
             YamlValue::list().add(mount("credentials", credentialsFolder, true)).add(mount("private", privateFolder, false)));
    return init;
}

YamlValue probeOf(const Probe& probe, const char* path) {
    YamlValue value;
    value.set("httpGet", YamlValue().set("path", path).set("port", portName));
    if (probe.initialDelay.ns > 0) value.set("initialDelaySeconds", secondsOf(probe.initialDelay));
    value.set("periodSeconds", secondsOf(probe.period)).set("timeoutSeconds", secondsOf(probe.timeout));
    if (probe.successThreshold != 1) value.set("successThreshold", probe.successThreshold);
    value.set("failureThreshold", probe.failureThreshold);
    return value;
}

void setProbe(YamlValue& container, const char* key, const std::optional<Probe>& stated, const Probe& otherwise,
              const char* path) {
    if (!stated) container.comment("The scenario has none.");
    container.set(key, probeOf(stated.value_or(otherwise), path));
}

void setProbes(YamlValue& container, const Deployment& deployment) {
    Probe quick;
    quick.period = Duration::seconds(5);
    Probe patient;
    patient.timeout = Duration::seconds(5);
    if (deployment.startupProbe) container.set("startupProbe", probeOf(*deployment.startupProbe, "/readyz"));
    setProbe(container, "readinessProbe", deployment.readinessProbe, quick, "/readyz");
    setProbe(container, "livenessProbe", deployment.livenessProbe, patient, "/healthz");
}

YamlValue amountsOf(const ResourceAmounts& amounts) {
    YamlValue value;
    if (amounts.cpu) value.set("cpu", cpuText(*amounts.cpu));
    if (amounts.memory) value.set("memory", memoryText(*amounts.memory));
    return value;
}

void setResources(YamlValue& container, const Deployment& deployment) {
    YamlValue resources;
    if (const YamlValue requests = amountsOf(deployment.requests); !requests.isEmpty()) resources.set("requests", requests);
    if (const YamlValue limits = amountsOf(deployment.limits); !limits.isEmpty()) resources.set("limits", limits);
    if (!resources.isEmpty()) container.set("resources", resources);
}

void setPreStop(YamlValue& container, Duration preStop) {
    if (preStop.ns <= 0) return;
    YamlValue action;
    action.set("exec", YamlValue().set("command", texts({"sleep", fmt::format("{}", secondsOf(preStop))})));
    container.set("lifecycle", YamlValue().set("preStop", action));
}

YamlValue containerOf(const ContainerPlan& plan, const Deployment& deployment) {
    YamlValue container;
    container.set("name", plan.name).set("image", inside::image);
    setCommand(plan, container);
    YamlValue port;
    port.set("name", portName).set("containerPort", inside::port);
    container.set("ports", YamlValue::list().add(port));
    setResources(container, deployment);
    setProbes(container, deployment);
    setPreStop(container, deployment.preStop);
    container.set("securityContext", confined()).set("volumeMounts", mountsOf(plan));
    return container;
}

YamlValue podSecurity() {
    YamlValue security;
    security.set("runAsNonRoot", true).set("runAsUser", inside::user).set("runAsGroup", inside::user);
    security.set("seccompProfile", YamlValue().set("type", "RuntimeDefault"));
    return security;
}

YamlValue spreadOverZones(const ExportPlan& plan, const std::string& name) {
    YamlValue constraint;
    constraint.set("maxSkew", 1).set("topologyKey", "topology.kubernetes.io/zone").set("whenUnsatisfiable", "ScheduleAnyway");
    constraint.set("labelSelector", YamlValue().set("matchLabels", selectorOf(plan, name)));
    return YamlValue::list().add(constraint);
}

YamlValue podTemplate(const ExportPlan& plan, const ContainerPlan& part, const Deployment& deployment, bool spreads,
                      const std::string& checksum) {
    YamlValue annotations;
    annotations.comment("Another scenario means other pods.").set("headroom/scenario-checksum", checksum);
    annotations.set("prometheus.io/scrape", "true").set("prometheus.io/port", fmt::format("{}", inside::port));
    annotations.set("prometheus.io/path", "/metrics");
    YamlValue spec;
    spec.set("terminationGracePeriodSeconds", secondsOf(deployment.terminationGracePeriod));
    spec.set("automountServiceAccountToken", false).set("securityContext", podSecurity());
    if (spreads) spec.set("topologySpreadConstraints", spreadOverZones(plan, part.name));
    if (part.usesDatabase) spec.set("initContainers", YamlValue::list().add(passwordsContainer()));
    spec.set("containers", YamlValue::list().add(containerOf(part, deployment))).set("volumes", volumesOf(part));
    YamlValue metadata;
    metadata.set("labels", labelsOf(plan, part.name)).set("annotations", annotations);
    YamlValue pod;
    pod.set("metadata", metadata).set("spec", spec);
    return pod;
}

YamlValue intOrPercent(int value, bool isPercent) {
    return isPercent ? YamlValue::of(fmt::format("{}%", value)) : YamlValue::of(value);
}

YamlValue strategyOf(const RollingUpdate& rolling) {
    YamlValue update;
    update.set("maxSurge", intOrPercent(rolling.maxSurge, rolling.maxSurgeIsPercent));
    update.set("maxUnavailable", intOrPercent(rolling.maxUnavailable, rolling.maxUnavailableIsPercent));
    YamlValue strategy;
    strategy.set("type", "RollingUpdate").set("rollingUpdate", update);
    return strategy;
}

ContainerPlan containerPlanOf(const ExportPlan& plan, const Workload& workload) {
    ContainerPlan part{workload.name, podArguments(plan, workload), workload.needs.kafka && plan.usesKafka(),
                       plan.needsDatabase(workload.needs)};
    const std::int64_t grace = secondsOf(workload.service->deployment.terminationGracePeriod);
    const std::int64_t linger = std::min(longestLinger, grace / lingerOfGrace);
    if (!workload.service->operations.empty() && linger > 0)
        part.arguments.insert(part.arguments.end(), {"--linger", fmt::format("{}", linger)});
    return part;
}

}  // namespace

YamlValue labelsOf(const ExportPlan& plan, const std::string& name) {
    YamlValue labels = selectorOf(plan, name);
    labels.set("app.kubernetes.io/managed-by", "headroom");
    return labels;
}

YamlValue objectOf(const ExportPlan& plan, const std::string& apiVersion, const std::string& kind, const std::string& name) {
    YamlValue object;
    object.set("apiVersion", apiVersion).set("kind", kind);
    object.set("metadata", YamlValue().set("name", name).set("labels", labelsOf(plan, name)));
    return object;
}

YamlValue deploymentOf(const ExportPlan& plan, const Workload& workload, const Scenario& scenario, const std::string& checksum) {
    const Deployment& deployment = workload.service->deployment;
    YamlValue spec;
    if (workload.service->hpa || workload.service->scaledObject)
        spec.comment("At the start; the autoscaler says how many from then on, until this is applied again.");
    spec.set("replicas", deployment.replicas);
    if (deployment.minReadySeconds.ns > 0) spec.set("minReadySeconds", secondsOf(deployment.minReadySeconds));
    spec.set("strategy", strategyOf(deployment.rollingUpdate));
    spec.set("selector", YamlValue().set("matchLabels", selectorOf(plan, workload.name)));
    spec.set("template", podTemplate(plan, containerPlanOf(plan, workload), deployment, scenario.zones.size() > 1, checksum));
    YamlValue object = objectOf(plan, "apps/v1", "Deployment", workload.name);
    object.set("spec", spec);
    return object;
}

YamlValue clientsDeploymentOf(const ExportPlan& plan, const std::string& loadScale, const std::string& checksum) {
    Deployment deployment;
    deployment.terminationGracePeriod = Duration::seconds(clientsGrace);
    const ContainerPlan part{shared::clients, clientsArguments(plan, loadScale), plan.clientNeeds.kafka && plan.usesKafka(),
                             false};
    YamlValue spec;
    spec.comment("Each one plays the whole load.").set("replicas", 1);
    spec.set("strategy", YamlValue().set("type", "Recreate"));
    spec.set("selector", YamlValue().set("matchLabels", selectorOf(plan, part.name)));
    spec.set("template", podTemplate(plan, part, deployment, false, checksum));
    YamlValue object = objectOf(plan, "apps/v1", "Deployment", part.name);
    object.set("spec", spec);
    return object;
}

YamlValue serviceOf(const ExportPlan& plan, const Workload& workload) {
    YamlValue port;
    port.set("name", portName).set("port", inside::port).set("targetPort", portName);
    YamlValue spec;
    spec.comment("The name leads to every pod that is ready, and callers take turns.").set("clusterIP", "None");
    spec.set("selector", selectorOf(plan, workload.name)).set("ports", YamlValue::list().add(port));
    YamlValue object = objectOf(plan, "v1", "Service", workload.name);
    object.set("spec", spec);
    return object;
}

}  // namespace headroom::model
