#include "services/program/preparation.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <utility>

#include "connectors/kafka/properties_file.h"
#include "model/scenario/reader.h"

namespace headroom::services {

int complain(int status, const std::string& message) {
    std::fprintf(stderr, "headroom-service: %s\n", message.c_str());
    return status;
}

std::optional<model::Scenario> scenarioOf(const PlayOptions& options, double loadScale) {
    model::ReadOptions reading = options.read;
    reading.loadScale = loadScale;
    model::ReadResult read = model::readScenario(options.scenarioPath, reading);
    if (!read.scenario) complain(2, options.scenarioPath + " can't be played; headroom check says why");
    return std::move(read.scenario);
}

std::optional<KafkaAccess> kafkaAccessOf(const PlayOptions& options, const std::string& clientId) {
    KafkaAccess access{options.kafka, {}, clientId};
    if (options.kafkaProperties.empty()) return access;
    auto file = connectors::kafka::readProperties(options.kafkaProperties);
    if (!file.error.empty()) return complain(2, file.error), std::nullopt;
    access.properties = std::move(file.properties);
    return access;
}

CommandSource::CommandSource(const StandaloneOptions& options, Log& log) {
    if (options.isAlone)
        m_own = std::make_unique<OwnCommands>(NameResolver(options.endpoints), log);
    else
        std::signal(SIGINT, SIG_IGN);  // the terminal's Ctrl-C is the supervisor's, who says stop
}

int CommandSource::descriptor() const {
    return m_own ? m_own->descriptor() : STDIN_FILENO;
}

}  // namespace headroom::services
