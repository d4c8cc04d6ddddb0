#include "app/cli/run_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "app/cli/engine_process.h"
#include "app/cli/output.h"
#include "app/cli/progress_bar.h"
#include "app/cli/scenario_input.h"
#include "app/presentation/format.h"
#include "app/presentation/report_builder.h"
#include "model/trace/byte_sink.h"
#include "model/trace/ndjson_reader.h"

namespace headroom::cli {
namespace {

/// The options every engine of this command gets.
std::vector<std::string> engineArguments(const RunOptions& options) {
    std::vector<std::string> arguments{options.scenario.path, "--stream", "--lossless-stream", "--infrastructure",
                                       options.infrastructure};
    if (!options.scenario.variant.empty()) arguments.insert(arguments.end(), {"--variant", options.scenario.variant});
    for (const std::string& setting : options.scenario.settings) arguments.insert(arguments.end(), {"--set", setting});
    if (!options.duration.empty()) arguments.insert(arguments.end(), {"--duration", options.duration});
    if (!options.recording.empty()) arguments.insert(arguments.end(), {"--record", options.recording});
    if (options.seed) arguments.insert(arguments.end(), {"--seed", std::to_string(*options.seed)});
    return arguments;
}

void showProgress(const trace::MemoryTrace& trace, ProgressBar& bar) {
    if (trace.frames().empty()) return;
    const model::Instant now = trace.frames().back().time;
    const model::Duration all = trace.header().duration;
    bar.show(now.toSeconds() / all.toSeconds(), fmt::format("{} of {} simulated", presentation::formatClock(now),
                                                            presentation::formatClock(model::Instant{} + all)));
}

EngineEnd follow(const RunOptions& options, trace::MemoryTrace& trace, std::string& readError) {
    ProgressBar bar;
    trace::NdjsonReader reader(trace);
    trace::DescriptorSink output(STDOUT_FILENO);
    EngineProcess engine(engineArguments(options), options.stream);
    const EngineEnd end = engine.read([&](std::string_view bytes) {
        if (options.stream) output.write(bytes);
        reader.feed(bytes);
        showProgress(trace, bar);
    });
    reader.finish();
    if (reader.error()) readError = reader.error()->message;
    return end;
}

}  // namespace

int runScenario(const RunOptions& options) {
    model::ReadOptions extra;
    if (!options.duration.empty()) extra.settings.push_back({"duration", options.duration});
    const ScenarioInput input = readScenarioInput(options.scenario, extra);
    if (!input.scenario) return input.status;
    EngineProcess::forwardInterrupts();
    trace::MemoryTrace trace;
    std::string readError;
    const EngineEnd end = follow(options, trace, readError);
    if (!end.message.empty()) std::fprintf(stderr, "headroom: %s\n", end.message.c_str());
    if (end.status == badInput || trace.frames().empty()) return end.status == 0 ? static_cast<int>(badEnvironment) : end.status;
    if (!readError.empty() && !end.crashed) std::fprintf(stderr, "headroom: %s\n", readError.c_str());
    const presentation::Report report = presentation::buildReport(trace, &*input.scenario);
    int status = report.pass ? allHold : expectationFails;
    if (!options.stream || !options.report.output.empty()) status = deliver(report, trace, &*input.scenario, options.report);
    return end.status != 0 ? static_cast<int>(badEnvironment) : status;
}

}  // namespace headroom::cli
