// headroom-service: a pod, the clients, or the supervisor of a scenario that is played for real.
// Exit status: 0 ended as told, 2 bad input, 3 the environment or a bug.

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>

#include "services/program/commands.h"

namespace {

using namespace headroom::services;

int run(int argc, char** argv) {
    CLI::App app{"Plays a scenario for real; started by headroom up", "headroom-service"};
    app.require_subcommand(1);
    Action action;
    addPodCommand(app, action);
    addClientsCommand(app, action);
    addSupervisorCommand(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return action();
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is a failed write
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "headroom-service: this is a bug in Headroom, not in the scenario: %s\n", error.what());
        return 3;
    }
}
