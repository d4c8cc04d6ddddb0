#include "app/cli/run_command.h"

#include <fmt/format.h>

#include <cstdio>

#include "app/cli/output.h"
#include "app/cli/progress_bar.h"
#include "app/cli/replications.h"
#include "app/cli/scenario_input.h"
#include "app/cli/static_ranking.h"
#include "app/presentation/aggregate.h"
#include "app/presentation/format.h"
#include "app/presentation/report_builder.h"

namespace headroom::cli {
namespace {

void showProgress(const trace::MemoryTrace& trace, ProgressBar& bar) {
    if (trace.frames().empty()) return;
    const model::Instant now = trace.frames().back().time;
    const model::Duration all = trace.header().duration;
    bar.show(now.toSeconds() / all.toSeconds(), fmt::format("{} of {} simulated", presentation::formatClock(now),
                                                            presentation::formatClock(model::Instant{} + all)));
}

int complain(const EngineEnd& end, const std::string& readError) {
    if (!end.message.empty()) std::fprintf(stderr, "headroom: %s\n", end.message.c_str());
    if (!readError.empty() && !end.crashed) std::fprintf(stderr, "headroom: the engine's stream: %s\n", readError.c_str());
    if (end.status != 0) return end.status == BadInput ? BadInput : BadEnvironment;
    return readError.empty() ? AllHold : BadEnvironment;
}

int runOnce(const RunOptions& options, const model::Scenario& scenario) {
    FinishedRun run;
    {
        ProgressBar bar;
        run = runEngine(engineArguments(options, options.seed.value_or(scenario.seed), 0), options.stream,
                        [&](const trace::MemoryTrace& trace) { showProgress(trace, bar); });
    }
    const int trouble = complain(run.end, run.readError);
    if (run.trace.frames().empty()) return trouble == AllHold ? static_cast<int>(BadEnvironment) : trouble;
    presentation::Report report = presentation::buildReport(run.trace, &scenario);
    rankGuessesStatically(run.trace.header(), report);
    int status = statusOf(report);
    if (!options.stream || !options.report.output.empty()) status = deliver(report, run.trace, &scenario, options.report);
    return trouble != AllHold ? trouble : status;
}

int runMany(const RunOptions& options, const model::Scenario& scenario) {
    const ReplicationResult result = runReplications(options, options.seed.value_or(scenario.seed));
    const int trouble = complain(result.failure, {});
    if (result.reports.empty() || !result.first) return trouble == AllHold ? static_cast<int>(BadEnvironment) : trouble;
    const presentation::Report report = presentation::aggregate(result.reports);
    const int status = deliver(report, result.first->trace, &scenario, options.report);
    return trouble != AllHold ? trouble : status;
}

}  // namespace

int runScenario(const RunOptions& options) {
    model::ReadOptions extra;
    extra.duration = options.duration;
    extra.loadScale = options.loadScale;
    const ScenarioInput input = readScenarioInput(options.scenario, extra);
    if (!input.scenario) return input.status;
    EngineProcess::forwardInterrupts();
    if (options.replications > 1 || options.precision) return runMany(options, *input.scenario);
    return runOnce(options, *input.scenario);
}

}  // namespace headroom::cli
