#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "connectors/kafka/properties_file.h"
#include "services/clients/clients.h"
#include "services/process/play_options.h"
#include "services/program/commands.h"

namespace headroom::services {

namespace {

int complain(int status, const std::string& message) {
    std::fprintf(stderr, "headroom-service: %s\n", message.c_str());
    return status;
}

int play(const ClientsOptions& options) {
    Log log("clients");
    try {
        Clients clients(options, log);
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

int runClients(const PlayOptions& options) {
    model::ReadOptions reading = options.read;
    reading.loadScale = options.loadScale;
    const model::ReadResult read = model::readScenario(options.scenarioPath, reading);
    if (!read.scenario) return complain(2, options.scenarioPath + " can't be played; headroom check says why");
    std::signal(SIGINT, SIG_IGN);  // the terminal's Ctrl-C is the supervisor's, who says stop
    KafkaAccess access{options.kafka, {}, "clients"};
    if (!options.kafkaProperties.empty()) {
        auto file = connectors::kafka::readProperties(options.kafkaProperties);
        if (!file.error.empty()) return complain(2, file.error);
        access.properties = std::move(file.properties);
    }
    return play({*read.scenario, access, STDIN_FILENO});
}

}  // namespace

void addClientsCommand(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("clients", "The clients: the load of the scenario");
    const auto options = std::make_shared<PlayOptions>();
    declare(command, *options);
    command.callback([options, &action] { action = [options] { return runClients(*options); }; });
}

}  // namespace headroom::services
