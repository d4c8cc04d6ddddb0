#include <unistd.h>
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "connectors/kafka/properties_file.h"
#include "services/pod/pod.h"
#include "services/process/play_options.h"
#include "services/program/commands.h"
#include "services/store/database_url.h"

namespace headroom::services {

namespace {

struct Arguments {
    PlayOptions play;
    std::string service;
    std::string pod;
    double startup = 0;  ///< seconds
};

int complain(int status, const std::string& message) {
    std::fprintf(stderr, "headroom-service: %s\n", message.c_str());
    return status;
}

int runPod(const Arguments& arguments) {
    const model::ReadResult read = model::readScenario(arguments.play.scenarioPath, arguments.play.read);
    if (!read.scenario) return complain(2, arguments.play.scenarioPath + " can't be played; headroom check says why");
    const model::Service* service = read.scenario->findService(arguments.service);
    if (service == nullptr) return complain(2, "the scenario has no service '" + arguments.service + "'");
    std::signal(SIGINT, SIG_IGN);  // the terminal's Ctrl-C is the supervisor's, who says stop
    KafkaAccess access{arguments.play.kafka, {}, arguments.pod};
    if (!arguments.play.kafkaProperties.empty()) {
        auto file = connectors::kafka::readProperties(arguments.play.kafkaProperties);
        if (!file.error.empty()) return complain(2, file.error);
        access.properties = std::move(file.properties);
    }
    if (!arguments.play.database.empty()) DatabaseUrl::read(arguments.play.database).value().takePrecautions();
    Log log(arguments.pod);
    try {
        Pod(PodOptions{*read.scenario,
                       *service,
                       arguments.pod,
                       access,
                       {arguments.play.data, arguments.play.database},
                       model::Duration::fromSeconds(arguments.startup),
                       STDIN_FILENO},
            log)
            .run();
    } catch (const std::runtime_error& error) {
        log.error("failed", error.what());
        return 3;
    }
    log.info("stopped", "everything under way is done");
    return 0;
}

}  // namespace

void addPodCommand(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("pod", "One pod of a service");
    const auto arguments = std::make_shared<Arguments>();
    declare(command, arguments->play);
    command.add_option("--service", arguments->service, "Service of the scenario")->required();
    command.add_option("--pod", arguments->pod, "Name of the pod")->required();
    command.add_option("--startup", arguments->startup, "Seconds until it can serve")->check(CLI::NonNegativeNumber);
    command.callback([arguments, &action] { action = [arguments] { return runPod(*arguments); }; });
}

}  // namespace headroom::services
