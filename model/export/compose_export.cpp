#include <fmt/format.h>

#include <algorithm>

#include "model/export/compose_parts.h"
#include "model/export/export_notes.h"
#include "model/export/exported.h"
#include "model/scenario/binding_context.h"

namespace headroom::model {

namespace {

constexpr const char* target = "compose";
constexpr const char* firstKafkaImage = "3.7";
constexpr const char* postgresVersion = "15";

/// "3.9" of "3.9.1".
std::string minorVersion(const std::string& version) {
    const std::size_t dot = version.find('.');
    return dot == std::string::npos ? version + ".0" : version.substr(0, version.find('.', dot + 1));
}

class ComposeExport {
public:
    ComposeExport(const Scenario& scenario, const ResolvedText& resolved, const ExportOptions& options)
        : m_scenario(scenario), m_resolved(resolved), m_options(options), m_plan(planExport(scenario, takenNames(scenario))) {}

    Exported make() {
        m_result.refusals = m_plan.refusals;
        if (!m_result.refusals.empty()) return std::move(m_result);
        m_result.notes = commonNotes(m_scenario, m_plan);
        ownNotes();
        m_result.files["compose.yaml"] = headerOf(target, m_options.source, m_result.notes) + compose().render();
        m_result.files[".env"] = environment();
        m_result.files["scenario/scenario.yaml"] = headerOf(target, m_options.source, {}) + m_resolved.scenario;
        for (const auto& [name, text] : m_resolved.tables) m_result.files["scenario/" + name] = text;
        if (!m_plan.databases.empty()) m_result.files[".gitignore"] = "secrets/\n";
        return std::move(m_result);
    }

private:
    static std::vector<std::string> takenNames(const Scenario& scenario) {
        std::vector<std::string> names{part::topics, part::postgres, part::credentials, part::clients};
        int brokers = 0;
        for (const KafkaCluster& cluster : scenario.clusters) brokers = std::max(brokers, cluster.brokers);
        for (int i = 1; i <= brokers; ++i) names.push_back(brokerName(i));
        return names;
    }

    bool needsOtherKafka() const { return compareVersions(m_scenario.versions.kafka, firstKafkaImage) < 0; }

    std::string kafkaVersion() const {
        return minorVersion(needsOtherKafka() ? firstKafkaImage : m_scenario.versions.kafka) + ".0";
    }

    void say(std::string note) { m_result.notes.push_back(std::move(note)); }

    void ownNotes() {
        if (m_plan.usesKafka() && needsOtherKafka())
            say(fmt::format("There is no image of Kafka {}: it is {} here", m_scenario.versions.kafka, kafkaVersion()));
        if (!m_plan.databases.empty())
            say(fmt::format("secrets/{} is not part of the export: write PostgreSQL's password into it before the first start",
                            part::password));
        if (m_plan.usesKafka())
            say("The brokers are at localhost:19092 and following for the machine itself, without TLS or passwords");
        sayOf([](const Service& service) { return service.hpa || service.scaledObject; },
              "there are no autoscalers; the replicas stay as many as they are");
        sayOf([](const Service& service) { return service.deployment.livenessProbe || service.deployment.startupProbe; },
              "only the readiness probe has an equivalent, and nobody restarts or leaves out who fails it");
        sayOf(
            [](const Service& service) { return service.deployment.preStop.ns > 0 || service.deployment.minReadySeconds.ns > 0; },
            "preStop and minReadySeconds have no equivalent");
        sayOf([](const Service& service) { return service.deployment.requests.cpu.has_value(); },
              "CPU requests have no equivalent, limits have");
        say("Rolling updates have no equivalent");
        cpuNote();
    }

    /// About the services for which it is so, if there are any.
    template <class Condition>
    void sayOf(const Condition& condition, const char* what) {
        std::vector<std::string> names;
        for (const Workload& workload : m_plan.workloads)
            if (condition(*workload.service)) names.push_back("service/" + workload.service->name);
        if (!names.empty()) say(fmt::format("{}: {}", joined(names), what));
    }

    void cpuNote() {
        double most = 0;
        for (const Workload& workload : m_plan.workloads)
            if (const auto& limit = workload.service->deployment.limits.cpu) most = std::max(most, limit->cores());
        if (most > 1)
            say(fmt::format("Docker refuses a CPU limit above the machine's cores: this needs a machine with {:g}", most));
    }

    YamlValue compose() const {
        YamlValue services;
        for (int i = 1; i <= m_plan.brokers; ++i) services.set(brokerName(i), brokerOf(m_plan, m_scenario, i));
        if (m_plan.usesKafka()) services.set(part::topics, topicCreatorOf(m_plan, m_scenario));
        if (!m_plan.databases.empty()) services.set(part::postgres, postgresOf(m_plan)).set(part::credentials, credentialsOf());
        for (const Workload& workload : m_plan.workloads) services.set(workload.name, composeServiceOf(m_plan, workload));
        if (m_plan.hasClients) services.set(part::clients, composeClientsOf(m_plan));
        YamlValue file;
        file.set("name", m_plan.name).set("services", services);
        if (const YamlValue volumes = volumesOf(); !volumes.isEmpty()) file.set("volumes", volumes);
        if (!m_plan.databases.empty())
            file.set("secrets",
                     YamlValue().set(part::password, YamlValue().set("file", fmt::format("./secrets/{}", part::password))));
        return file;
    }

    YamlValue volumesOf() const {
        YamlValue volumes;
        for (int i = 1; i <= m_plan.brokers; ++i) volumes.set(brokerName(i), YamlValue());
        if (!m_plan.databases.empty()) volumes.set("postgres", YamlValue()).set(part::credentials, YamlValue());
        return volumes;
    }

    std::string environment() const {
        std::string text = headerOf(target, m_options.source, {});
        text += fmt::format("# The image of deploy/Dockerfile.\nHEADROOM_IMAGE={}\n", inside::image);
        if (m_plan.usesKafka())
            text += fmt::format("# Of apache/kafka; a later patch of it is better.\nKAFKA_VERSION={}\n", kafkaVersion());
        if (!m_plan.databases.empty()) text += fmt::format("POSTGRES_VERSION={}\n", postgresVersion);
        if (m_plan.hasClients)
            text += fmt::format("# Share of the clients' users and rates.\nLOAD_SCALE={}\n", m_options.loadScale);
        return text;
    }

    const Scenario& m_scenario;
    const ResolvedText& m_resolved;
    const ExportOptions& m_options;
    ExportPlan m_plan;
    Exported m_result;
};

}  // namespace

Exported exportCompose(const Scenario& scenario, const ResolvedText& resolved, const ExportOptions& options) {
    return ComposeExport(scenario, resolved, options).make();
}

}  // namespace headroom::model
