#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "model/export/export_notes.h"
#include "model/export/exported.h"
#include "model/export/kafka_settings.h"
#include "model/export/kubernetes_manifests.h"

namespace headroom::model {

namespace {

constexpr const char* target = "kubernetes";
constexpr std::size_t mostBytes = 1'000'000;  ///< of a ConfigMap, which may have 1 MiB with its metadata
constexpr const char* separator = "---\n";

/// FNV-1a, of all that the pods read.
std::string checksumOf(const ResolvedText& resolved) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    const auto take = [&](const std::string& text) {
        for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    };
    take(resolved.scenario);
    for (const auto& [name, text] : resolved.tables) take(name + text);
    return fmt::format("{:016x}", hash);
}

class KubernetesExport {
public:
    KubernetesExport(const Scenario& scenario, const ResolvedText& resolved, const ExportOptions& options)
        : m_scenario(scenario), m_resolved(resolved), m_options(options), m_plan(planExport(scenario, {shared::clients})) {}

    Exported make() {
        m_result.refusals = m_plan.refusals;
        refuseLargeScenario();
        if (!m_result.refusals.empty()) return std::move(m_result);
        m_result.notes = commonNotes(m_scenario, m_plan);
        ownNotes();
        workloads();
        if (!m_scenario.topics.empty()) file("topics.yaml", topics());
        file("configmap.yaml", configMaps());
        if (m_plan.usesKafka() || !m_plan.databases.empty()) m_result.files["secret.example.yaml"] = header() + secret().render();
        m_result.files["kustomization.yaml"] = headerOf(target, m_options.source, m_result.notes) + kustomization().render();
        return std::move(m_result);
    }

private:
    std::string header() const { return headerOf(target, m_options.source, {}); }

    /// A file that kustomization.yaml names.
    void file(const std::string& path, const std::vector<YamlValue>& objects) {
        std::string text = header();
        for (const YamlValue& object : objects) text += (&object == &objects.front() ? "" : separator) + object.render();
        m_result.files[path] = text;
        m_resources.push_back(path);
    }

    void refuseLargeScenario() {
        std::size_t bytes = m_resolved.scenario.size();
        for (const auto& [name, text] : m_resolved.tables) bytes += text.size();
        if (bytes > mostBytes)
            m_result.refusals.push_back(fmt::format(
                "the scenario and its tables have {} bytes, and a ConfigMap holds no more than {}", bytes, mostBytes));
    }

    void ownNotes() {
        const auto say = [&](std::string note) { m_result.notes.push_back(std::move(note)); };
        if (m_plan.usesKafka()) say(brokersNote());
        if (!m_plan.databases.empty())
            say("PostgreSQL is not part of the export: configmap.yaml says where it is, the Secret has its password");
        if (m_plan.usesKafka() || !m_plan.databases.empty())
            say(fmt::format(
                "The Secret {} is not part of it either: fill in secret.example.yaml under another name and apply it first",
                shared::credentials));
        if (std::ranges::any_of(m_scenario.services, [](const Service& service) { return service.hpa.has_value(); }))
            say("hpaController: the controller's flags are the cluster's own, and it takes a metrics server");
        for (const Workload& workload : m_plan.workloads) autoscalerNotes(workload);
    }

    std::string brokersNote() const {
        std::string note =
            fmt::format("Kafka is not part of the export: the topics are for a Strimzi cluster named {} with {} broker{}",
                        m_plan.cluster, m_plan.brokers, m_plan.brokers == 1 ? "" : "s");
        std::vector<std::string> settings;
        for (const auto& [key, value] : brokerSettings(m_scenario, *m_scenario.findCluster(m_plan.cluster)))
            settings.push_back(key + "=" + value);
        if (!settings.empty()) note += fmt::format(" that are told {}", joined(settings));
        return note;
    }

    void autoscalerNotes(const Workload& workload) {
        const Service& service = *workload.service;
        const auto say = [&](std::string what) {
            m_result.notes.push_back(fmt::format("service/{}: {}", service.name, std::move(what)));
        };
        if (service.hpa && service.hpa->minReplicas == 0)
            say("minReplicas 0 needs the feature HPAScaleToZero and a metric that is no resource");
        if (service.hpa)
            for (const HpaMetric& metric : service.hpa->metrics)
                if (metric.type != HpaMetric::Type::Resource && metric.type != HpaMetric::Type::ContainerResource)
                    say(fmt::format("the metric '{}' has to come from a metrics adapter of the cluster's", metric.name));
        if (service.scaledObject)
            say("KEDA asks Kafka from its own namespace: the address in configmap.yaml then has to be a full name, "
                "NAME.NAMESPACE.svc:PORT, and where Kafka asks for credentials KEDA needs a TriggerAuthentication");
    }

    void workloads() {
        const std::string checksum = checksumOf(m_resolved);
        for (const Workload& workload : m_plan.workloads) {
            std::vector<YamlValue> objects;
            if (!workload.service->operations.empty()) objects.push_back(serviceOf(m_plan, workload));
            objects.push_back(deploymentOf(m_plan, workload, m_scenario, checksum));
            if (workload.service->hpa) objects.push_back(horizontalPodAutoscalerOf(m_plan, workload));
            if (workload.service->scaledObject) objects.push_back(scaledObjectOf(m_plan, workload));
            file(fmt::format("services/{}.yaml", workload.name), objects);
        }
        if (m_plan.hasClients) file("clients.yaml", {clientsDeploymentOf(m_plan, m_options.loadScale, checksum)});
    }

    std::vector<YamlValue> topics() const {
        std::set<std::string> taken;
        for (const Topic& topic : m_scenario.topics)
            if (objectName(topic.name) == topic.name) taken.insert(topic.name);
        std::vector<YamlValue> objects;
        for (const Topic& topic : m_scenario.topics) {
            const std::string plain = objectName(topic.name);
            std::string name = plain;
            for (int i = 2; name != topic.name && !taken.insert(name).second; ++i) name = fmt::format("{}-{}", plain, i);
            objects.push_back(kafkaTopicOf(m_plan, m_scenario, topic, name));
        }
        return objects;
    }

    /// Of a topic: dots may stay.
    static std::string objectName(const std::string& topic) {
        std::string name;
        for (std::size_t at = 0; at <= topic.size();) {
            const std::size_t end = std::min(topic.find('.', at), topic.size());
            if (const std::string label = dnsName(topic.substr(at, end - at)); !label.empty())
                name += (name.empty() ? "" : ".") + label;
            at = end + 1;
        }
        return name.empty() ? "topic" : name;
    }

    std::vector<YamlValue> configMaps() const {
        YamlValue data;
        data.set("scenario.yaml", YamlValue::lines(m_resolved.scenario));
        for (const auto& [name, text] : m_resolved.tables) data.set(name, YamlValue::lines(text));
        YamlValue scenario = objectOf(m_plan, "v1", "ConfigMap", shared::scenario);
        scenario.set("data", data);
        YamlValue addresses;
        if (m_plan.usesKafka())
            addresses.comment("Bootstrap servers, HOST:PORT, several with commas.")
                .set("kafka", fmt::format("{}-kafka-bootstrap:9092", dnsName(m_plan.cluster)));
        if (!m_plan.databases.empty())
            addresses
                .comment("Without a password. Its certificate is verified; ?sslrootcert=FILE or ?sslmode=disable say otherwise.")
                .set("database", "postgresql://headroom@postgres:5432/headroom");
        if (addresses.isEmpty()) return {scenario};
        YamlValue object = objectOf(m_plan, "v1", "ConfigMap", shared::addresses);
        return {scenario, object.set("data", addresses)};
    }

    YamlValue secret() const {
        YamlValue data;
        if (m_plan.usesKafka())
            data.comment("Client properties of Kafka: TLS, SASL, passwords. None are needed where anybody may connect.")
                .set("client.properties", YamlValue::lines("# security.protocol=SASL_SSL\n"));
        if (!m_plan.databases.empty())
            data.comment("HOST:PORT:DATABASE:USER:PASSWORD, for the address in configmap.yaml.")
                .set("pgpass", YamlValue::lines("postgres:5432:headroom:headroom:FILL-IN\n"));
        YamlValue object = objectOf(m_plan, "v1", "Secret", shared::credentials);
        return object.set("type", "Opaque").set("stringData", data);
    }

    YamlValue kustomization() const {
        YamlValue object;
        object.set("apiVersion", "kustomize.config.k8s.io/v1beta1").set("kind", "Kustomization");
        YamlValue resources = YamlValue::list();
        for (const std::string& path : m_resources) resources.add(path);
        object.set("resources", resources);
        const std::string image = inside::image;
        const std::size_t colon = image.find(':');
        YamlValue entry;
        entry.set("name", image.substr(0, colon)).set("newName", image.substr(0, colon)).set("newTag", image.substr(colon + 1));
        object.comment("Where deploy/Dockerfile's image has been pushed to.").set("images", YamlValue::list().add(entry));
        return object;
    }

    const Scenario& m_scenario;
    const ResolvedText& m_resolved;
    const ExportOptions& m_options;
    ExportPlan m_plan;
    std::vector<std::string> m_resources;
    Exported m_result;
};

}  // namespace

Exported exportKubernetes(const Scenario& scenario, const ResolvedText& resolved, const ExportOptions& options) {
    return KubernetesExport(scenario, resolved, options).make();
}

}  // namespace headroom::model
