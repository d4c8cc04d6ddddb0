#include "app/cli/check_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/cli/scenario_input.h"
#include "app/presentation/format.h"
#include "app/presentation/text_table.h"
#include "model/analysis/headroom.h"
#include "model/topology/structure.h"

namespace headroom::cli {
namespace {

using presentation::TextTable;

constexpr std::size_t width = 110;
constexpr std::size_t busiestShown = 12;
constexpr std::size_t breaksShown = 8;

void print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
}

void section(const std::string& title) {
    print("\n" + title + "\n");
}

void item(const std::string& sentence) {
    print(presentation::wrapped("- " + sentence, width, "  ") + "\n");
}

void summary(const ScenarioInput& input) {
    const auto& all = input.diagnostics.all();
    const auto warnings =
        std::count_if(all.begin(), all.end(), [](const auto& d) { return d.severity == model::Severity::Warning; });
    print(fmt::format("{}: no errors, {}\n", input.scenario->name,
                      presentation::formatCount(static_cast<std::size_t>(warnings), "warning")));
}

void structure(const model::Scenario& scenario) {
    const model::Structure found = model::analyseStructure(scenario);
    if (!found.cycles.empty()) section("Cycles");
    for (const model::Cycle& cycle : found.cycles) item(cycle.sentence);
    if (!found.unreachable.empty()) section("Never reached");
    for (const model::UnreachablePart& part : found.unreachable) item(part.sentence);
    if (!found.singlePoints.empty()) section("Single points of failure");
    for (const model::SinglePoint& point : found.singlePoints) item(point.why);
    std::vector<std::string> effects;
    for (const model::BlastRadius& radius : found.blastRadii)
        if (!radius.stops.empty() || !radius.partlyStops.empty() || !radius.fallsBehind.empty()) effects.push_back(radius.sentence);
    if (!effects.empty()) section("What a failure takes along");
    for (const std::string& effect : effects) item(effect);
}

bool hasAutoscalers(const model::Scenario& scenario) {
    return std::ranges::any_of(scenario.services, [](const model::Service& s) { return s.hpa || s.scaledObject; });
}

/// What the figures that follow rest on, where two tables of one check rest on different things.
void basis(const model::Scenario& scenario, const model::FlowBalance& flows, const char* pods, const char* load, double arrivals) {
    std::string text;
    if (hasAutoscalers(scenario)) text = pods;
    if (std::ranges::any_of(flows.clients, &model::ClientFlow::closed))
        text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", load, presentation::formatValue(arrivals, "arrivals/s"));
    if (!text.empty()) print(presentation::wrapped("(" + text + ")", width, " ") + "\n");
}

std::string timesTheLoad(double factor) {
    return presentation::formatValue(factor, "1") + " times the ";
}

void utilisation(const model::Scenario& scenario, double factor) {
    model::AnalysisOptions options;
    options.loadFactor = factor;
    const model::UtilisationTable table = model::analyseUtilisation(scenario, options);
    std::vector<const model::ResourceUse*> busiest;
    for (const model::ResourceUse& use : table.resources)
        if (use.demand > 0) busiest.push_back(&use);
    std::stable_sort(busiest.begin(), busiest.end(),
                     [](const auto* a, const auto* b) { return a->utilisation > b->utilisation; });
    if (busiest.empty()) return;
    section(fmt::format("Utilisation at {}, estimated without running",
                        factor == 1 ? "peak load" : timesTheLoad(factor) + "peak load"));
    basis(scenario, table.flows, "with the replicas at the start", "closed clients with what queueing leaves of their load",
          table.flows.totalArrivals());
    TextTable text({"element", "resource", "demand", "capacity", "busy"});
    text.alignLeft(1);
    for (std::size_t i = 0; i < busiest.size() && i < busiestShown; ++i)
        text.add({busiest[i]->element, busiest[i]->resource, presentation::formatValue(busiest[i]->demand, busiest[i]->unit),
                  presentation::formatValue(busiest[i]->capacity, busiest[i]->unit),
                  presentation::formatValue(busiest[i]->utilisation, "%")});
    print(text.render(width));
    for (const model::ResourceUse* use : busiest)
        if (!use->note.empty()) print(presentation::wrapped("Note: " + use->note, width, "  ") + "\n");
    print(presentation::wrapped("Bottleneck: " + table.sentence, width, "  ") + "\n");
}

void headroom(const model::Scenario& scenario, double factor) {
    const model::Headroom answer = model::analyse(scenario, factor);
    section(factor == 1 ? "What breaks first as the load grows" : "At " + timesTheLoad(factor) + "load");
    basis(scenario, model::balanceFlows(scenario), "with all replicas autoscalers may start",
          "closed clients with what they would offer if nothing queued, at 1x", answer.arrivalsPerSecond);
    print(presentation::wrapped(answer.sentence, width, "  ") + "\n");
    TextTable text({"", "element", "resource", "full at", "arrivals then"});
    text.alignLeft(1);
    text.alignLeft(2);
    for (std::size_t i = 0; i < answer.breaks.size() && i < breaksShown; ++i) {
        const model::Break& at = answer.breaks[i];
        text.add({fmt::format("{}.", i + 1), at.element, at.resource,
                  fmt::format("{} × load{}", presentation::formatValue(at.factor, "1"), at.factor < factor ? " !" : ""),
                  presentation::formatValue(at.arrivalsPerSecond, "/s")});
    }
    if (!text.empty()) print(text.render(width));
    if (!answer.replicas.empty()) section("Replicas");
    for (const model::ReplicaAdvice& advice : answer.replicas) item(advice.sentence);
    if (!answer.groups.empty()) section("Consumer groups");
    for (const model::GroupAdvice& advice : answer.groups) item(advice.sentence);
    if (!answer.warnings.empty()) section("Does not fit whatever the load");
    for (const std::string& warning : answer.warnings) item(warning);
}

}  // namespace

int checkScenario(const CheckOptions& options) {
    const ScenarioInput input = readScenarioInput(options.scenario);
    if (!input.scenario || input.status != AllHold) return input.status == AllHold ? static_cast<int>(BadInput) : input.status;
    const double factor = options.load.value_or(1);
    summary(input);
    headroom(*input.scenario, factor);
    utilisation(*input.scenario, factor);
    structure(*input.scenario);
    return AllHold;
}

}  // namespace headroom::cli
