#include "app/cli/up_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <thread>

#include "app/cli/engine_process.h"
#include "app/cli/scenario_input.h"
#include "app/cli/status_line.h"
#include "app/presentation/format.h"
#include "app/presentation/up_feed.h"
#include "model/analysis/machine_fit.h"

namespace headroom::cli {
namespace {

const std::string supervisor = "headroom-service";

std::vector<std::string> supervisorArguments(const UpOptions& options) {
    std::vector<std::string> arguments{"up", options.scenario.path};
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) arguments.insert(arguments.end(), {name, value});
    };
    add("--variant", options.scenario.variant);
    for (const std::string& setting : options.scenario.settings) add("--set", setting);
    add("--load-scale", options.loadScale);
    add("--kafka", options.kafka);
    add("--properties", options.properties);
    add("--database", options.database);
    add("--for", options.length);
    add("--log", options.log);
    add("--audit", options.audit);
    if (options.withoutFaults) arguments.emplace_back("--no-faults");
    if (options.keepsData) arguments.emplace_back("--keep-data");
    return arguments;
}

std::string timeOfDay() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    return fmt::format("{:02}:{:02}:{:02}", parts.tm_hour, parts.tm_min, parts.tm_sec);
}

/// Nobody has said how much of the load: what this machine could carry of it.
void adviseScale(const model::Scenario& scenario) {
    model::Machine machine;
    machine.cores = std::max(1U, std::thread::hardware_concurrency());
    const model::MachineFit fit = model::fitToMachine(scenario, machine);
    if (!fit.fittingShare) return;
    std::fprintf(stderr,
                 "headroom: all of the load needs about %s, and this machine has %s: it will be late everywhere; "
                 "--load-scale %g%% would fit\n",
                 presentation::formatValue(fit.coresNeeded, "cores").c_str(),
                 presentation::formatCount(static_cast<std::size_t>(machine.cores), "core").c_str(), *fit.fittingShare * 100);
}

int statusOf(const EngineEnd& end) {
    if (end.crashed && EngineProcess::wasInterrupted()) return AllHold;  // before it had begun to listen
    if (end.crashed)
        std::fprintf(stderr, "headroom: the supervisor crashed; the processes it had started have ended with it\n");
    else if (!end.message.empty())
        std::fprintf(stderr, "headroom: %s\n", end.message.c_str());
    if (end.status == 0) return AllHold;
    return end.status == BadInput ? BadInput : BadEnvironment;
}

}  // namespace

int playForReal(const UpOptions& options) {
    EngineProcess::forwardInterrupts();
    const ScenarioInput input = readScenarioInput(options.scenario);
    if (!input.scenario || input.status != AllHold) return BadInput;
    if (options.loadScale.empty()) adviseScale(*input.scenario);
    presentation::UpFeed feed;
    StatusLine line;
    EngineProcess process(supervisorArguments(options), EngineProcess::Leash::Held, supervisor);
    const EngineEnd end = process.read([&](std::string_view bytes) {
        for (const auto& [text, isWarning] : feed.feed(bytes))
            line.print(fmt::format("{} {} {}", timeOfDay(), isWarning ? '!' : ' ', text));
        if (feed.status()) line.show(presentation::statusText(*feed.status()) + "  (Ctrl-C ends)");
    });
    line.clear();
    return statusOf(end);
}

}  // namespace headroom::cli
