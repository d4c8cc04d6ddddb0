#pragma once
// The commands of headroom-service. Each adds itself to the command line and, when it is the one chosen, sets what to do.

#include <functional>

namespace CLI {
class App;
}

namespace headroom::services {

/// Returns the exit status: 0, 2 bad input, 3 trouble of the environment.
using Action = std::function<int()>;

void addPodCommand(CLI::App& app, Action& action);
void addClientsCommand(CLI::App& app, Action& action);
void addSupervisorCommand(CLI::App& app, Action& action);

}  // namespace headroom::services
