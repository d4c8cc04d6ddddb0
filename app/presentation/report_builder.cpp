#include "app/presentation/report_builder.h"

#include <fmt/format.h>

#include "app/presentation/format.h"
#include "model/trace/expectation_check.h"

namespace headroom::presentation {
namespace {

/// Correctly rounded, so that whole seconds stay whole.
double seconds(std::int64_t nanoseconds) {
    return static_cast<double>(nanoseconds) / 1e9;
}

void describeRun(const trace::MemoryTrace& trace, Report& report) {
    const trace::Header& header = trace.header();
    report.scenario = header.scenario;
    report.scenarioPath = header.scenarioPath;
    report.settings = header.settings;
    report.runtime = header.runtime;
    report.seed = header.seed;
    report.warmupSeconds = seconds(header.warmup.ns);
    report.outcome = "interrupted";
    if (!trace.frames().empty()) report.simulatedSeconds = seconds(trace.frames().back().time.ns);
    if (!trace.footer()) return;
    report.outcome = trace.footer()->outcome;
    report.simulatedSeconds = seconds(trace.footer()->end.ns);
    report.wallSeconds = trace.footer()->wallSeconds;
    report.fingerprint = trace.footer()->fingerprint;
    report.kernelEvents = trace.footer()->kernelEvents;
}

void checkExpectations(const trace::MemoryTrace& trace, const model::Scenario& scenario, Report& report) {
    for (const model::Expectation& claim : scenario.expectations) {
        if (!claim.notEvaluated.empty()) {
            report.expectations.push_back({claim, std::nullopt, std::nullopt, false, false, claim.notEvaluated, {}});
            continue;
        }
        const trace::ExpectationResult result = trace::check(claim, trace);
        // What nobody measured neither holds nor fails.
        if (!result.value && report.runtime == "live") {
            report.expectations.push_back({claim, std::nullopt, std::nullopt, false, false, result.comparison, {}});
            continue;
        }
        ExpectationRow row{claim, result.value, result.halfWidth, true, result.pass, result.comparison, {}};
        if (result.value) row.values.push_back(*result.value);
        report.expectations.push_back(std::move(row));
    }
}

void listGuesses(const model::Scenario& scenario, Report& report) {
    for (const model::Guess& guess : scenario.guesses)
        report.guesses.push_back(
            {guess.path, guess.low, guess.high, guess.value, guess.unit, guess.origin, {}, {}, {guess.value}});
    if (!report.guesses.empty()) report.guessMethod = "one run can't rank guesses; --replications 8 or more does";
}

void note(const trace::MemoryTrace& trace, const model::Scenario* scenario, Report& report) {
    if (scenario == nullptr)
        report.notes.push_back("the scenario can't be read any more: no expectations, guesses or capacities");
    if (report.outcome != "completed" && !(report.isMeasured() && !report.wasInterrupted()))
        report.notes.push_back("the run did not reach its end; figures are of the part there is");
    if (trace.frames().empty() || trace.frames().back().time.sinceStart() <= trace.header().warmup)
        report.notes.push_back("the run ended within its warm-up: figures include it");
    if (trace.footer() && trace.footer()->droppedFrames > 0)
        report.notes.push_back(fmt::format("{} dropped on the way here", formatCount(trace.footer()->droppedFrames, "frame")));
}

}  // namespace

Report buildReport(const trace::MemoryTrace& trace, const model::Scenario* scenario) {
    Report report;
    describeRun(trace, report);
    report.elements = elementRows(trace, scenario);
    report.timeline = timelineOf(trace.events());
    report.bottleneck = findBottleneck(report.elements);
    if (scenario != nullptr) {
        report.description = scenario->description;
        checkExpectations(trace, *scenario, report);
        listGuesses(*scenario, report);
    }
    note(trace, scenario, report);
    judge(report);
    return report;
}

}  // namespace headroom::presentation
