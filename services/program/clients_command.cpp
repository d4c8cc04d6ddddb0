#include <CLI/CLI.hpp>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "services/clients/called_services.h"
#include "services/clients/clients.h"
#include "services/program/commands.h"
#include "services/program/preparation.h"

namespace headroom::services {

namespace {

struct Arguments {
    PlayOptions play;
    StandaloneOptions alone;
    std::string audit;
};

int play(const Arguments& arguments, const model::Scenario& scenario, const KafkaAccess& access) {
    Log log("clients");
    try {
        const CommandSource commands(arguments.alone, log);
        ClientsOptions options{scenario, access, commands.descriptor()};
        options.listen = arguments.alone.listen;
        options.audit = arguments.audit;
        Clients clients(std::move(options), log);
        const bool haveAllEnded = clients.run();
        log.info("stopped", haveAllEnded ? "all journeys have ended" : "some journeys don't end; they are left");
        // Whoever has them on its threads can't be waited for.
        if (!haveAllEnded) std::_Exit(0);
    } catch (const std::runtime_error& error) {
        log.error("failed", error.what());
        return 3;
    }
    return 0;
}

int runClients(const Arguments& arguments) {
    const auto scenario = scenarioOf(arguments.play, arguments.play.loadScale);
    if (!scenario) return 2;
    if (const std::string problem = problemOf(arguments.alone, calledServices(scenario->clients)); !problem.empty())
        return complain(2, problem);
    const auto access = kafkaAccessOf(arguments.play, "clients");
    return access ? play(arguments, *scenario, *access) : 2;
}

}  // namespace

void addClientsCommand(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("clients", "The clients: the load of the scenario");
    const auto arguments = std::make_shared<Arguments>();
    declare(command, arguments->play);
    declare(command, arguments->alone);
    command.add_option("--audit", arguments->audit, "Folder of ledgers: what was asked for and answered, a line each");
    command.callback([arguments, &action] { action = [arguments] { return runClients(*arguments); }; });
}

}  // namespace headroom::services
