#include "services/supervisor/up.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "connectors/kafka/properties_file.h"
#include "model/scenario/reader.h"
#include "services/embedded/embedded_broker.h"
#include "services/embedded/topic_creator.h"
#include "services/supervisor/database_preparation.h"
#include "services/supervisor/signal_source.h"
#include "services/supervisor/supervisor.h"

namespace headroom::services {

namespace {

namespace fs = std::filesystem;

constexpr int badInput = 2;
constexpr int badEnvironment = 3;
constexpr int mostBrokers = 9;
const char* const limits =
    "no replication, 5 MiB a partition, no rebalance protocol as Kafka's; latency and durability are not Kafka's";

/// Throws std::runtime_error.
std::unique_ptr<EmbeddedBroker> embed(const model::Scenario& scenario) {
    constexpr int roundTripOfStart = 150;  // milliseconds, until the pods' groups have settled
    int brokers = 1;
    for (const model::KafkaCluster& cluster : scenario.clusters) brokers = std::max(brokers, cluster.brokers);
    auto broker = std::make_unique<EmbeddedBroker>(std::min(brokers, mostBrokers));
    for (const model::Topic& topic : scenario.topics) broker->createTopic(topic.name, topic.partitions, topic.replicas);
    for (const model::Service& service : scenario.services)
        for (const model::Listener& listener : service.listeners) broker->declareGroup(listener.groupId);
    broker->setRoundTrip(roundTripOfStart);
    return broker;
}

std::string percent(double share) {
    return fmt::format("{:g} %", share * 100);
}

std::string banner(const UpOptions& options, const model::Scenario& scenario, const EmbeddedBroker* broker) {
    const std::string store = whereStoresAre(scenario, options.play.database);
    const std::string load = fmt::format("the load is {} of the scenario's", percent(options.play.loadScale));
    if (broker == nullptr) return fmt::format("Kafka is at {}; {}; {}", options.play.kafka, store, load);
    return fmt::format("embedded broker ({} on loopback, librdkafka's mock cluster): {}; {}; {}", broker->brokers(), limits,
                       store, load);
}

/// The run's own things, and their end.
class Run {
public:
    Run(const UpOptions& options, const model::Scenario& scenario) : m_options(options), m_scenario(scenario) {}

    int play() {
        PlayOptions play = m_options.play;
        if (const int status = prepareDatabase(play.database); status != 0) return status;
        if (!m_options.audit.empty()) fs::create_directories(m_options.audit);
        if (play.data.empty()) play.data = (m_folder.path() / "data").string();
        fs::create_directories(play.data);
        std::unique_ptr<EmbeddedBroker> broker;
        if (play.kafka.empty()) {
            broker = embed(m_scenario);
            play.kafka = broker->bootstrap();
            play.kafkaProperties = writeProperties();
        } else if (const int status = createTopics(play); status != 0) {
            return status;
        }
        ProcessLog output(m_options.log.empty() ? m_folder.path() / "processes.log" : fs::path(m_options.log));
        say(play, broker.get(), output);
        RunPlan plan{play, m_options.program, m_options.length, m_options.hasFaults, m_options.speed, STDIN_FILENO};
        if (!m_options.audit.empty()) plan.audit = fs::absolute(m_options.audit).string();
        if (plan.program.empty()) plan.program = fs::read_symlink("/proc/self/exe").string();
        Supervisor supervisor(m_scenario, std::move(plan), m_log, output, m_folder, broker.get());
        const int status = supervisor.run();
        if (output.dropped() > 0)
            m_log.warn("log.full", fmt::format("{} lines of the processes were not kept", output.dropped()));
        keep();
        if (status != 0) std::fprintf(stderr, "headroom-service: %s\n", supervisor.failure().c_str());
        return status;
    }

private:
    int createTopics(const PlayOptions& play) {
        connectors::kafka::ClientOptions cluster{play.kafka, {}};
        if (!play.kafkaProperties.empty()) {
            auto file = connectors::kafka::readProperties(play.kafkaProperties);
            if (!file.error.empty()) {
                std::fprintf(stderr, "headroom-service: %s\n", file.error.c_str());
                return badInput;
            }
            cluster.properties = std::move(file.properties);
        }
        const TopicReport report = services::createTopics(m_scenario, cluster);
        for (const std::string& sentence : report.told) m_log.info("topics", sentence);
        if (!report.error) return 0;
        std::fprintf(stderr, "headroom-service: %s\n", report.error->message.c_str());
        return report.error->kind == connectors::Error::Kind::BadConfiguration ? badInput : badEnvironment;
    }

    int prepareDatabase(const std::string& database) {
        if (database.empty()) return 0;
        const auto prepared = services::prepareDatabase(m_scenario, DatabaseUrl::read(database).value());
        if (!prepared) {
            std::fprintf(stderr, "headroom-service: %s\n", prepared.error().message.c_str());
            return badEnvironment;
        }
        for (const std::string& sentence : prepared.value()) m_log.info("database", sentence);
        return 0;
    }

    /// What clients of the mock cluster need: its groups take a second less than the session's time-out for each rebalance, and a
    /// fetch that found nothing is answered when its time is over, whatever comes meanwhile.
    std::string writeProperties() const {
        const fs::path path = m_folder.path() / "client.properties";
        std::ofstream file(path);
        file << "session.timeout.ms=3000\nheartbeat.interval.ms=300\nfetch.wait.max.ms=50\n" << std::flush;
        if (!file) throw std::system_error(std::make_error_code(std::errc::io_error), path.string());
        return path.string();
    }

    void say(const PlayOptions& play, const EmbeddedBroker* broker, const ProcessLog& output) {
        m_log.info("starting", banner(m_options, m_scenario, broker),
                   {{"scenario", m_scenario.name},
                    {"embedded", broker != nullptr},
                    {"kafka", play.kafka},
                    {"database", play.database},
                    {"loadScale", play.loadScale},
                    {"folder", m_folder.path().string()},
                    {"log", fs::absolute(output.path()).string()}});
    }

    void keep() {
        if (!m_options.keepsData) return;
        m_folder.keep();
        m_log.info("kept", fmt::format("the run's folder stays: {}", m_folder.path().string()));
    }

    const UpOptions& m_options;
    const model::Scenario& m_scenario;
    Log m_log{"supervisor"};
    RunFolder m_folder;
};

}  // namespace

int up(const UpOptions& options) {
    SignalSource::block();
    const model::ReadResult read = model::readScenario(options.play.scenarioPath, options.play.read);
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) std::fprintf(stderr, "%s\n", model::toString(diagnostic).c_str());
    if (!read.scenario) return badInput;
    try {
        return Run(options, *read.scenario).play();
    } catch (const std::system_error& error) {
        std::fprintf(stderr, "headroom-service: %s\n", error.what());
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "headroom-service: %s\n", error.what());
    }
    return badEnvironment;
}

}  // namespace headroom::services
