#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <stdexcept>

#include "model/scenario/needs.h"
#include "services/pod/pod.h"
#include "services/program/commands.h"
#include "services/program/preparation.h"
#include "services/store/database_url.h"
#include "services/supervisor/start_times.h"

namespace headroom::services {

namespace {

struct Arguments {
    PlayOptions play;
    StandaloneOptions alone;
    std::string service;
    std::string pod;
    std::optional<double> startup;  ///< seconds
};

/// As long as its supervisor says; without one, as the scenario's distribution says of a pod of this name.
model::Duration startupOf(const Arguments& arguments, const model::Scenario& scenario, const model::Service& service) {
    if (arguments.startup || !arguments.alone.isAlone) return model::Duration::fromSeconds(arguments.startup.value_or(0));
    return StartTimes(scenario.seed, service, arguments.pod).startup(0);
}

int play(const Arguments& arguments, const model::Scenario& scenario, const model::Service& service, const KafkaAccess& access) {
    if (!arguments.play.database.empty()) DatabaseUrl::read(arguments.play.database).value().takePrecautions();
    Log log(arguments.pod);
    try {
        const CommandSource commands(arguments.alone, log);
        PodOptions options{scenario,
                           service,
                           arguments.pod,
                           access,
                           {arguments.play.data, arguments.play.database},
                           startupOf(arguments, scenario, service),
                           commands.descriptor()};
        options.listen = arguments.alone.listen;
        options.linger = model::Duration::fromSeconds(arguments.alone.linger);
        Pod(std::move(options), log).run();
    } catch (const std::runtime_error& error) {
        log.error("failed", error.what());
        return 3;
    }
    log.info("stopped", "everything under way is done");
    return 0;
}

int runPod(Arguments arguments) {
    const auto scenario = scenarioOf(arguments.play, 1);
    if (!scenario) return 2;
    const model::Service* service = scenario->findService(arguments.service);
    if (service == nullptr) return complain(2, "the scenario has no service '" + arguments.service + "'");
    if (const std::string problem = problemOf(arguments.alone, model::needsOf(*scenario, *service).services); !problem.empty())
        return complain(2, problem);
    if (arguments.pod.empty() && !arguments.alone.isAlone) return complain(2, "--pod is required without --standalone");
    if (arguments.pod.empty()) arguments.pod = hostName();
    const auto access = kafkaAccessOf(arguments.play, arguments.pod);
    return access ? play(arguments, *scenario, *service, *access) : 2;
}

}  // namespace

void addPodCommand(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("pod", "One pod of a service");
    const auto arguments = std::make_shared<Arguments>();
    declare(command, arguments->play);
    declare(command, arguments->alone);
    command.add_option("--service", arguments->service, "Service of the scenario")->required();
    command.add_option("--pod", arguments->pod, "Name of the pod; with --standalone the machine's unless told");
    command
        .add_option("--startup", arguments->startup,
                    "Seconds until it can serve; with --standalone drawn as the scenario says unless told")
        ->check(CLI::NonNegativeNumber);
    command
        .add_option("--linger", arguments->alone.linger,
                    "With --standalone: seconds it goes on answering when told to stop, as callers may not have heard")
        ->check(CLI::Range(0.0, 3600.0));
    command.callback([arguments, &action] { action = [arguments] { return runPod(*arguments); }; });
}

}  // namespace headroom::services
