#pragma once
// What the pod's and the clients' command have in common before they begin.

#include <memory>
#include <optional>
#include <string>

#include "model/scenario/scenario.h"
#include "services/kafka/client_properties.h"
#include "services/process/log.h"
#include "services/process/own_commands.h"
#include "services/process/play_options.h"
#include "services/process/standalone_options.h"

namespace headroom::services {

/// Says on standard error what is wrong; returns the status.
int complain(int status, const std::string& message);

/// The scenario the options choose; nothing, having complained, where it can't be played.
std::optional<model::Scenario> scenarioOf(const PlayOptions& options, double loadScale);

/// How the options say that Kafka is reached; nothing, having complained, where its properties can't be read.
std::optional<KafkaAccess> kafkaAccessOf(const PlayOptions& options, const std::string& clientId);

/// Where a process's commands come from: its supervisor, on standard input, or itself.
class CommandSource {
public:
    /// Before any other thread begins. `log` outlives it.
    CommandSource(const StandaloneOptions& options, Log& log);

    int descriptor() const;

private:
    std::unique_ptr<OwnCommands> m_own;
};

}  // namespace headroom::services
