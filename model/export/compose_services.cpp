// The bundled services and their clients in a compose file.
#include <fmt/format.h>

#include "model/export/compose_parts.h"

namespace headroom::model {

namespace {

constexpr const char* image = "${HEADROOM_IMAGE}";
constexpr const char* scenarioMount = "./scenario:/etc/headroom:ro";

std::string timeText(Duration time) {
    const std::int64_t milliseconds = time.toMilliseconds();
    return milliseconds % 1000 == 0 ? fmt::format("{}s", milliseconds / 1000) : fmt::format("{}ms", milliseconds);
}

std::string sizeText(Bytes size) {
    constexpr std::int64_t mebibyte = 1 << 20;
    return size.value % mebibyte == 0 ? fmt::format("{}m", size.value / mebibyte) : fmt::format("{}b", size.value);
}

YamlValue limitsOf(const ResourceAmounts& limits) {
    YamlValue value;
    if (limits.cpu) value.set("cpus", YamlValue::of(fmt::format("{}", limits.cpu->cores())));
    if (limits.memory) value.set("memory", sizeText(*limits.memory));
    return value;
}

YamlValue deployOf(const Deployment& deployment) {
    YamlValue deploy;
    deploy.set("replicas", deployment.replicas);
    YamlValue resources;
    if (const YamlValue limits = limitsOf(deployment.limits); !limits.isEmpty()) resources.set("limits", limits);
    if (deployment.requests.memory)
        resources.set("reservations", YamlValue().set("memory", sizeText(*deployment.requests.memory)));
    if (!resources.isEmpty()) deploy.set("resources", resources);
    return deploy;
}

YamlValue healthcheckOf(const std::optional<Probe>& stated) {
    Probe probe;
    probe.period = Duration::seconds(5);
    probe = stated.value_or(probe);
    YamlValue check;
    check.set("test", textsOf({"CMD", "curl", "--fail", "--silent", "--output", "/dev/null",
                               fmt::format("http://127.0.0.1:{}/readyz", inside::port)}));
    check.set("interval", timeText(probe.period)).set("timeout", timeText(probe.timeout)).set("retries", probe.failureThreshold);
    if (probe.initialDelay.ns > 0) check.set("start_period", timeText(probe.initialDelay));
    return check;
}

constexpr const char* loadScale = "${LOAD_SCALE}";

/// As they are: compose puts variables in place of '$' otherwise.
std::vector<std::string> escaped(const std::vector<std::string>& arguments) {
    std::vector<std::string> all;
    for (const std::string& argument : arguments) {
        std::string& text = all.emplace_back();
        for (const char c : argument) text.append(c == '$' && argument != loadScale ? 2 : 1, c);
    }
    return all;
}

/// What all processes of ours have in common.
YamlValue processOf(std::vector<std::string> command, bool usesKafka, bool usesDatabase, const ExportPlan& plan) {
    std::vector<std::string> volumes{scenarioMount};
    if (usesKafka) command.insert(command.end(), {"--kafka", bootstrapServers(plan)});
    if (usesDatabase) {
        command.insert(command.end(),
                       {"--database", fmt::format("postgresql://headroom@{}:5432/headroom?sslmode=disable", part::postgres)});
        volumes.push_back(fmt::format("{}:/run/headroom:ro", part::credentials));
    }
    YamlValue process;
    process.set("image", image).set("command", textsOf(command));
    if (usesDatabase) process.set("environment", YamlValue().set("PGPASSFILE", "/run/headroom/pgpass"));
    process.set("volumes", textsOf(volumes));
    process.set("cap_drop", textsOf({"ALL"})).set("security_opt", textsOf({"no-new-privileges:true"}));
    return process;
}

void dependOnInfrastructure(YamlValue& dependencies, bool usesKafka, bool usesDatabase) {
    if (usesKafka) dependOn(dependencies, part::topics, true);
    if (!usesDatabase) return;
    dependOn(dependencies, part::postgres, false);
    dependOn(dependencies, part::credentials, true);
}

}  // namespace

YamlValue composeServiceOf(const ExportPlan& plan, const Workload& workload) {
    const Deployment& deployment = workload.service->deployment;
    const bool usesKafka = workload.needs.kafka && plan.usesKafka();
    const bool usesDatabase = plan.needsDatabase(workload.needs);
    YamlValue service = processOf(escaped(podArguments(plan, workload)), usesKafka, usesDatabase, plan);
    YamlValue dependencies;
    dependOnInfrastructure(dependencies, usesKafka, usesDatabase);
    if (!dependencies.isEmpty()) service.set("depends_on", dependencies);
    service.set("deploy", deployOf(deployment)).set("healthcheck", healthcheckOf(deployment.readinessProbe));
    return service.set("restart", "unless-stopped").set("stop_grace_period", timeText(deployment.terminationGracePeriod));
}

YamlValue composeClientsOf(const ExportPlan& plan) {
    const bool usesKafka = plan.clientNeeds.kafka && plan.usesKafka();
    YamlValue clients = processOf(escaped(clientsArguments(plan, loadScale)), usesKafka, false, plan);
    YamlValue dependencies;
    dependOnInfrastructure(dependencies, usesKafka, false);
    for (const std::string& service : plan.clientNeeds.services) dependOn(dependencies, plan.nameOf(service), false);
    if (!dependencies.isEmpty()) clients.set("depends_on", dependencies);
    clients.set("healthcheck", healthcheckOf(std::nullopt));
    return clients.set("restart", "unless-stopped").set("stop_grace_period", "30s");
}

}  // namespace headroom::model
