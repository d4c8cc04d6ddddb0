#include "tests/statistical/queueing_system.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <ostream>
#include <stdexcept>

#include "model/analysis/queueing.h"
#include "model/scenario/claim_parser.h"
#include "model/trace/batch_means.h"
#include "model/trace/frame_span.h"
#include "sim/statistics/interval.h"
#include "tests/statistical/scenario_run.h"

namespace headroom::tests {

namespace {

using namespace model;

constexpr double us = 1e-6;
constexpr std::size_t batches = 20;  ///< as reports use

// Names differ between files, so that no two systems share a random stream. Rates and times repeat those of the scenario files; a
// file that is changed alone fails its test.

ExactFigure response(double value, const std::string& oracle, const std::string& service) {
    return {"response of " + service, "mean(service/" + service + ".latency)", value, oracle};
}

QueueingSystem finiteQueue() {
    const QueueMetrics exact = mm1k(9000, 1 / (100 * us), 6);
    return {"mm1k", {{"loss", "loss(service/mm1k)", exact.blocking, "M/M/1/6"}, response(exact.response, "M/M/1/6", "mm1k")}};
}

QueueingSystem openNetwork() {
    const std::vector<QueueMetrics> exact = jackson(
        {{4000, 1 / (125 * us), 1, {0, 0.6, 0}}, {2000, 1 / (110 * us), 1, {0, 0, 0.5}}, {0, 1 / (400 * us), 2, {0.3, 0, 0}}});
    return {"jackson",
            {response(exact[0].response, "Jackson", "a"), response(exact[1].response, "Jackson", "b"),
             response(exact[2].response, "Jackson, two servers", "c")}};
}

QueueingSystem closedNetwork() {
    const ClosedMetrics exact = exactMva({{130 * us, 1}, {240 * us, 2}, {110 * us, 1}}, 20, 2e-3);
    return {"closed",
            {{"throughput", "rate(client/users.completed)", exact.throughput, "exact MVA"},
             {"mean cycle time", "mean(client/users.latency)", exact.cycleTime, "exact MVA"},
             response(exact.residence[0], "exact MVA", "single"),
             response(exact.residence[1], "exact MVA, two servers", "double"),
             response(exact.residence[2], "exact MVA, shared", "shared")}};
}

struct Measured {
    double value;
    double halfWidth;
};

MetricQuery parsed(const std::string& text) {
    const auto query = parseMetricQuery(text);
    if (!query.value) throw std::logic_error("not a query: " + text);
    return *query.value;
}

/// Refused over arrived: of the whole window, and of each batch for the interval.
Measured loss(const std::string& element, const trace::MemoryTrace& trace) {
    MetricQuery query = parsed("total(" + element + ".rejected)");
    const trace::Series& rejected = *trace::lookUp(query, trace).series;
    const trace::Series& arrived = *trace.findSeries(element, "arrived");
    const auto ratio = [&](const trace::FrameSpan& span) {
        return *trace::statisticOver(query, rejected, span, trace).value /
               *trace::statisticOver(query, arrived, span, trace).value;
    };
    const trace::FrameSpan whole = trace::framesWithin(trace, trace::effectiveWindow(trace, query.window));
    std::vector<double> values;
    for (const trace::FrameSpan& part : trace::split(trace, whole, batches)) values.push_back(ratio(part));
    return {ratio(whole), sim::studentInterval(values).halfWidth};
}

Measured measure(const std::string& query, const trace::MemoryTrace& trace) {
    if (query.starts_with("loss(")) return loss(query.substr(5, query.size() - 6), trace);
    const trace::IntervalEstimate estimate = trace::queryWithInterval(parsed(query), trace, 0.95, batches);
    if (!estimate.value || !estimate.halfWidth) throw std::logic_error(query + ": " + estimate.message);
    return {*estimate.value, *estimate.halfWidth};
}

}  // namespace

void PrintTo(const QueueingSystem& system, std::ostream* out) {
    *out << system.file;
}

const std::vector<QueueingSystem>& queueingSystems() {
    static const std::vector<QueueingSystem> systems{
        {"mm1", {response(mm1(6000, 1 / (100 * us)).response, "M/M/1", "mm1")}},
        {"mmc", {response(mmc(7000, 1 / (400 * us), 4).response, "M/M/4, Erlang C", "mmc")}},
        {"md1", {response(md1(7000, 100 * us).response, "M/D/1", "md1")}},
        {"mg1-fcfs-gamma", {response(mg1(6000, 100 * us, 0.5).response, "Pollaczek-Khinchine", "mg1-fcfs-gamma")}},
        {"mg1-fcfs-lognormal", {response(mg1(5000, 100 * us, 1.2 * 1.2).response, "Pollaczek-Khinchine", "mg1-fcfs-lognormal")}},
        {"mg1-ps-gamma", {response(mg1ProcessorSharing(6000, 100 * us).response, "M/G/1-PS", "mg1-ps-gamma")}},
        {"mg1-ps-lognormal", {response(mg1ProcessorSharing(6000, 100 * us).response, "M/G/1-PS", "mg1-ps-lognormal")}},
        finiteQueue(),
        {"erlang-b", {{"loss", "loss(service/erlang-b)", erlangB(8, 7500 * 800 * us), "Erlang B"}}},
        openNetwork(),
        closedNetwork(),
    };
    return systems;
}

std::vector<Estimate> estimate(const QueueingSystem& system, std::uint64_t seed, double share) {
    Scenario scenario = readOrThrow(HEADROOM_THEORY_SCENARIOS "/" + system.file + ".yaml");
    scenario.seed = seed;
    const Duration measured = scenario.duration - scenario.warmup;
    scenario.duration = scenario.warmup + Duration{static_cast<std::int64_t>(static_cast<double>(measured.ns) * share)};
    ScenarioRun run(std::move(scenario));
    run.runAll();
    std::vector<Estimate> estimates;
    for (const ExactFigure& figure : system.figures) {
        const Measured result = measure(figure.query, run.trace());
        estimates.push_back({figure.name, seed, result.value, result.halfWidth, figure.value});
    }
    return estimates;
}

Coverage coverageOf(const ExactFigure& figure, const std::vector<Estimate>& estimates) {
    Coverage coverage;
    coverage.figure = figure;
    std::vector<double> values;
    for (const Estimate& one : estimates) {
        if (one.figure != figure.name) continue;
        ++coverage.intervals;
        coverage.covering += one.covers() ? 1 : 0;
        coverage.meanPrecision += one.precision();
        coverage.worstPrecision = std::max(coverage.worstPrecision, one.precision());
        values.push_back(one.value);
    }
    const auto n = static_cast<double>(values.size());
    coverage.meanPrecision /= n;
    const sim::Interval overRuns = sim::studentInterval(values);
    coverage.mean = overRuns.mean;
    coverage.standardError = overRuns.halfWidth / sim::studentT(0.95, n - 1);
    return coverage;
}

std::ostream& operator<<(std::ostream& out, const Coverage& c) {
    return out << std::setprecision(6) << c.figure.name << " (" << c.figure.oracle << "): exact " << c.figure.value
               << ", mean over runs " << c.mean << " (" << std::setprecision(2) << c.deviation()
               << " standard errors off), covered by " << c.covering << " of " << c.intervals << ", half-width "
               << c.meanPrecision * 100 << " % on average, " << c.worstPrecision * 100 << " % at most";
}

}  // namespace headroom::tests
