#include <CLI/CLI.hpp>
#include <memory>

#include "services/program/commands.h"
#include "services/supervisor/up.h"

namespace headroom::services {

void addSupervisorCommand(CLI::App& app, Action& action) {
    CLI::App* const command = app.add_subcommand("up", "Everything of a scenario, from its broker to its clients");
    const auto options = std::make_shared<UpOptions>();
    declare(*command, *options);
    command->callback([&action, options] { action = [options] { return up(*options); }; });
}

}  // namespace headroom::services
