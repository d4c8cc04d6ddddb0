#include "app/cli/forecast_runs.h"

#include <fmt/format.h>

#include <optional>

#include "app/cli/progress_bar.h"
#include "app/cli/replications.h"
#include "app/presentation/report_builder.h"
#include "app/presentation/traced_scenario.h"

namespace headroom::cli {
namespace {

struct Slot {
    std::optional<forecast::Outcome> outcome;
    EngineEnd end;
};

void simulate(const ForecastPlan& plan, int number, Slot& slot) {
    FinishedRun run = runEngine(forecastArguments(plan, number), false, {});
    slot.end = run.end;
    const bool isWhole = run.trace.footer() && run.trace.footer()->outcome == "completed" && run.readError.empty();
    if (run.end.status != 0 || !isWhole) {
        if (slot.end.status == 0 && !EngineProcess::wasInterrupted())
            slot.end = {BadEnvironment, false, run.readError.empty() ? "a simulation ended before its end" : run.readError};
        return;
    }
    slot.outcome = forecast::outcomeOf(run.trace, plan.group, plan.steadyLag);
    const std::optional<model::Scenario> scenario = presentation::scenarioOf(run.trace.header());
    const presentation::Report report = presentation::buildReport(run.trace, scenario ? &*scenario : nullptr);
    if (!report.bottleneck) return;
    slot.outcome->busiest = report.bottleneck->element;
    slot.outcome->utilisation = report.bottleneck->utilisation;
}

}  // namespace

std::vector<std::string> forecastArguments(const ForecastPlan& plan, int number) {
    std::vector<std::string> arguments{plan.scenarioPath, "--text", plan.textPath, "--stream", "--lossless-stream"};
    const auto add = [&](const char* name, const std::string& value) { arguments.insert(arguments.end(), {name, value}); };
    if (!plan.reading.variant.empty()) add("--variant", plan.reading.variant);
    if (plan.reading.loadScale != 1) add("--load-scale", fmt::format("{}", plan.reading.loadScale));
    for (const model::Setting& setting : plan.reading.settings) add("--set", setting.path + "=" + setting.value);
    for (const model::Setting& setting : plan.settings(number)) add("--set", setting.path + "=" + setting.value);
    const std::uint64_t seed = plan.seed + static_cast<std::uint64_t>(number);
    if (number > 0)
        add("--guess-seed", std::to_string(seed));
    else if (plan.reading.guessSeed)
        add("--guess-seed", std::to_string(*plan.reading.guessSeed));
    for (const auto& [path, quantile] : plan.reading.guessQuantiles)
        add("--guess-quantile", fmt::format("{}={}", path, quantile));
    add("--duration", plan.duration);
    add("--seed", std::to_string(seed));
    return arguments;
}

ForecastRuns simulateForecast(const std::vector<ForecastPlan>& plans, int runs) {
    const int total = runs * static_cast<int>(plans.size());
    std::vector<Slot> slots(static_cast<std::size_t>(total));
    {
        ProgressBar bar;
        // All plans' first runs, then all second ones: what is interrupted has as many of each.
        const auto work = [&](int i) {
            simulate(plans[static_cast<std::size_t>(i) % plans.size()], i / static_cast<int>(plans.size()),
                     slots[static_cast<std::size_t>(i)]);
        };
        sideBySide(0, total, work, [&](int finished) {
            bar.show(static_cast<double>(finished) / total, fmt::format("{} of {} simulations", finished, total));
        });
    }
    ForecastRuns result;
    result.outcomes.resize(plans.size());
    for (std::size_t i = 0; i < slots.size(); ++i) {
        if (slots[i].outcome) result.outcomes[i % plans.size()].push_back(*slots[i].outcome);
        if (slots[i].end.status != 0 && result.failure.status == 0) result.failure = slots[i].end;
    }
    return result;
}

}  // namespace headroom::cli
