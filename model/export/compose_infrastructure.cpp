// Kafka and PostgreSQL of a compose file, and what prepares them.
#include <fmt/format.h>

#include <algorithm>

#include "model/export/compose_parts.h"
#include "model/export/kafka_settings.h"

namespace headroom::model {

namespace {

constexpr int mostControllers = 3;
constexpr int firstHostPort = 19091;  // of broker 0; there is none
constexpr const char* kafkaImage = "apache/kafka:${KAFKA_VERSION}";
/// Any UUID: all brokers of a cluster have the same.
constexpr const char* clusterId = "aGVhZHJvb20tZXhwb3J0MA";

/// A majority must be there: two would be worse than one.
int controllersOf(int brokers) {
    return brokers >= mostControllers ? mostControllers : 1;
}

std::string voters(int brokers) {
    std::string text;
    for (int i = 1; i <= controllersOf(brokers); ++i)
        text += fmt::format("{}{}@{}:9093", text.empty() ? "" : ",", i, brokerName(i));
    return text;
}

YamlValue environmentOf(const std::string& property, const std::string& value, YamlValue environment) {
    std::string name = "KAFKA_" + property;
    std::ranges::transform(name, name.begin(), [](char c) {
        const bool isLower = c >= 'a' && c <= 'z';
        return c == '.' ? '_' : isLower ? static_cast<char>(c - 'a' + 'A') : c;
    });
    environment.set(name, value);
    return environment;
}

YamlValue listenersOf(int number, bool isController, YamlValue environment) {
    const int hostPort = firstHostPort + number;
    environment.set("KAFKA_LISTENERS",
                    fmt::format("INSIDE://:9092,OUTSIDE://:{}{}", hostPort, isController ? ",CONTROLLER://:9093" : ""));
    environment.set("KAFKA_ADVERTISED_LISTENERS",
                    fmt::format("INSIDE://{}:9092,OUTSIDE://localhost:{}", brokerName(number), hostPort));
    environment.set("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT");
    environment.set("KAFKA_INTER_BROKER_LISTENER_NAME", "INSIDE").set("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
    return environment;
}

YamlValue healthcheck(const std::vector<std::string>& test, const char* interval, const char* patience) {
    YamlValue check;
    return check.set("test", textsOf(test))
        .set("interval", interval)
        .set("timeout", "10s")
        .set("retries", 10)
        .set("start_period", patience);
}

const KafkaCluster& clusterOf(const ExportPlan& plan, const Scenario& scenario) {
    return *scenario.findCluster(plan.cluster);
}

/// The shell's word for a text without quotes in it.
std::string word(const std::string& text) {
    return "'" + text + "'";
}

}  // namespace

std::string brokerName(int number) {
    return fmt::format("kafka-{}", number);
}

std::string bootstrapServers(const ExportPlan& plan) {
    std::string text;
    for (int i = 1; i <= plan.brokers; ++i) text += fmt::format("{}{}:9092", text.empty() ? "" : ",", brokerName(i));
    return text;
}

YamlValue textsOf(const std::vector<std::string>& texts) {
    YamlValue list = YamlValue::list();
    for (const std::string& text : texts) list.add(text);
    return list;
}

void dependOn(YamlValue& dependencies, const std::string& name, bool once) {
    dependencies.set(name, YamlValue().set("condition", once ? "service_completed_successfully" : "service_healthy"));
}

YamlValue brokerOf(const ExportPlan& plan, const Scenario& scenario, int number) {
    const KafkaCluster& cluster = clusterOf(plan, scenario);
    const bool isController = number <= controllersOf(plan.brokers);
    const std::string copies = fmt::format("{}", std::min(plan.brokers, mostControllers));
    YamlValue environment;
    environment.set("CLUSTER_ID", clusterId).set("KAFKA_NODE_ID", fmt::format("{}", number));
    environment.set("KAFKA_PROCESS_ROLES", isController ? "broker,controller" : "broker");
    environment.set("KAFKA_CONTROLLER_QUORUM_VOTERS", voters(plan.brokers));
    environment = listenersOf(number, isController, std::move(environment));
    environment.set("KAFKA_LOG_DIRS", "/var/lib/kafka/data").set("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    environment.set("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", copies);
    environment.set("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", copies);
    environment.set("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", plan.brokers >= mostControllers ? "2" : "1");
    if (!cluster.zones.empty())
        environment.set("KAFKA_BROKER_RACK", cluster.zones[static_cast<std::size_t>(number - 1) % cluster.zones.size()]);
    for (const auto& [key, value] : brokerSettings(scenario, cluster))
        environment = environmentOf(key, value, std::move(environment));
    YamlValue broker;
    broker.set("image", kafkaImage).set("environment", environment);
    broker.set("ports", textsOf({fmt::format("127.0.0.1:{0}:{0}", firstHostPort + number)}));
    broker.set("volumes", textsOf({brokerName(number) + ":/var/lib/kafka/data"}));
    broker.set("healthcheck",
               healthcheck({"CMD", "/opt/kafka/bin/kafka-broker-api-versions.sh", "--bootstrap-server", "localhost:9092"}, "15s",
                           "60s"));
    return broker.set("restart", "unless-stopped").set("stop_grace_period", "60s");
}

YamlValue topicCreatorOf(const ExportPlan& plan, const Scenario& scenario) {
    std::string script;
    for (const Topic& topic : scenario.topics) {
        script += fmt::format(
            "/opt/kafka/bin/kafka-topics.sh --bootstrap-server {} --create --if-not-exists --topic {} \\\n"
            "  --partitions {} --replication-factor {}",
            bootstrapServers(plan), word(topic.name), topic.partitions, topic.replicas);
        for (const auto& [key, value] : topicSettings(scenario, topic))
            script += fmt::format(" --config {}", word(key + "=" + value));
        script += '\n';
    }
    YamlValue dependencies;
    for (int i = 1; i <= plan.brokers; ++i) dependOn(dependencies, brokerName(i), false);
    YamlValue creator;
    creator.set("image", kafkaImage).set("depends_on", dependencies).set("entrypoint", textsOf({"/bin/sh", "-ec"}));
    return creator.set("command", YamlValue::list().add(YamlValue::lines(script))).set("restart", "no");
}

YamlValue postgresOf(const ExportPlan& plan) {
    int connections = 0;
    for (const Store* store : plan.databases) connections += store->maxConnections.value_or(0);
    YamlValue environment;
    environment.set("POSTGRES_USER", "headroom").set("POSTGRES_DB", "headroom");
    environment.set("POSTGRES_PASSWORD_FILE", fmt::format("/run/secrets/{}", part::password));
    YamlValue postgres;
    postgres.set("image", "postgres:${POSTGRES_VERSION}").set("environment", environment);
    if (connections > 0) postgres.set("command", textsOf({"postgres", "-c", fmt::format("max_connections={}", connections)}));
    postgres.set("secrets", textsOf({part::password}));
    postgres.set("volumes", textsOf({"postgres:/var/lib/postgresql/data"}));
    postgres.set("healthcheck",
                 healthcheck({"CMD", "pg_isready", "-h", "127.0.0.1", "-U", "headroom", "-d", "headroom"}, "5s", "30s"));
    return postgres.set("restart", "unless-stopped").set("stop_grace_period", "60s");
}

YamlValue credentialsOf() {
    const std::string script = fmt::format(
        "umask 077\n"
        "password=$$(sed 's/[\\\\:]/\\\\&/g' /run/secrets/{})\n"
        "printf '{}:5432:headroom:headroom:%s\\n' \"$$password\" > /credentials/pgpass\n"
        "chown {}:{} /credentials/pgpass\n",
        part::password, part::postgres, inside::user, inside::user);
    YamlValue one;
    one.set("image", "${HEADROOM_IMAGE}")
        .set("user", "0")
        .set("network_mode", "none")
        .set("entrypoint", textsOf({"/bin/sh", "-ec"}));
    one.set("command", YamlValue::list().add(YamlValue::lines(script))).set("secrets", textsOf({part::password}));
    return one.set("volumes", textsOf({fmt::format("{}:/credentials", part::credentials)})).set("restart", "no");
}

}  // namespace headroom::model
