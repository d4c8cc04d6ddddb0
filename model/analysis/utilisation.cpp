#include "model/analysis/utilisation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/analysis/flow_model.h"

namespace headroom::model {

namespace {

using Arrivals = std::vector<double>;

constexpr double distant = 64;  // beyond this many times the load a lower bound will do
constexpr double farthest = 1e6;
constexpr std::size_t exactRows = 12;  // enough to rank what breaks first

Arrivals scaledBy(Arrivals arrivals, double factor) {
    for (double& rate : arrivals) rate *= factor;
    return arrivals;
}

/// Finds the factor at which a batching resource is full; its utilisation grows with the load, only more slowly.
double bisect(const Scenario& scenario, const FlowModel& model, const Arrivals& arrivals,
              const std::map<std::string, int>& replicas, std::size_t row, double low, double high) {
    while (high / low > 1.001) {
        const double middle = std::sqrt(low * high);
        const auto rows = resourceUse(scenario, model, model.flows(scaledBy(arrivals, middle), replicas));
        (rows[row].utilisation >= 1 ? high : low) = middle;
    }
    return std::sqrt(low * high);
}

}  // namespace

std::string shortNumber(double value) {
    if (!std::isfinite(value)) return value > 0 ? "infinite" : "undefined";
    const double size = std::abs(value);
    if (size >= 999.5e6) return fmt::format("{:.3g}G", value / 1e9);
    if (size >= 999.5e3) return fmt::format("{:.3g}M", value / 1e6);
    if (size >= 999.5) return fmt::format("{:.3g}k", value / 1e3);
    return fmt::format("{:.3g}", value);
}

const ResourceUse* UtilisationTable::find(const std::string& element, ResourceUse::Kind kind) const {
    const auto found =
        std::ranges::find_if(resources, [&](const ResourceUse& r) { return r.element == element && r.kind == kind; });
    return found == resources.end() ? nullptr : &*found;
}

std::vector<ResourceUse> resourcesWithFactors(const Scenario& scenario, const FlowModel& model, const Arrivals& arrivals,
                                              const std::map<std::string, int>& replicas) {
    std::vector<ResourceUse> rows = resourceUse(scenario, model, model.flows(arrivals, replicas));
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool isBatching = !rows[i].isLinear && rows[i].kind != ResourceUse::Kind::Consumers;
        // Linear growth is the fastest there is: its factor bounds the true one from below.
        if (isBatching && rows[i].factor < distant && std::isfinite(rows[i].utilisation)) open.push_back(i);
    }
    std::ranges::stable_sort(open, {}, [&](std::size_t i) { return rows[i].factor; });
    if (open.size() > exactRows) open.resize(exactRows);
    for (const std::size_t i : open) {
        double low = std::min(rows[i].factor, 1.0);
        double high = rows[i].factor;
        if (rows[i].utilisation >= 1) {
            high = 1;
            while (low > 1e-6 && resourceUse(scenario, model, model.flows(scaledBy(arrivals, low), replicas))[i].utilisation >= 1)
                low /= 2;
        } else {
            low = std::max(1.0, rows[i].factor * 0.5);
            while (high < farthest &&
                   resourceUse(scenario, model, model.flows(scaledBy(arrivals, high), replicas))[i].utilisation < 1) {
                low = high;
                high *= 2;
            }
        }
        rows[i].factor = high >= farthest ? farthest : bisect(scenario, model, arrivals, replicas, i, low, high);
    }
    return rows;
}

UtilisationTable analyseUtilisation(const Scenario& scenario, const AnalysisOptions& options) {
    UtilisationTable table;
    table.flows = balanceFlows(scenario, options);
    const FlowModel model(scenario, options.failures);
    Arrivals arrivals;
    for (const ClientFlow& client : table.flows.clients) arrivals.push_back(client.arrivals);
    table.resources = resourcesWithFactors(scenario, model, arrivals, table.flows.replicas);
    for (std::size_t i = 0; i < table.resources.size(); ++i)
        if (table.resources[i].dependsOnLoad &&
            (!table.bottleneck || table.resources[i].factor < table.resources[*table.bottleneck].factor))
            table.bottleneck = i;
    if (!table.bottleneck) return table;
    const ResourceUse& first = table.resources[*table.bottleneck];
    table.capacity = table.flows.totalArrivals() * first.factor;
    table.sentence = fmt::format("{}'s {} saturates at {} arrivals/s = {} times the load", first.element, first.resource,
                                 shortNumber(table.capacity), shortNumber(first.factor));
    return table;
}

}  // namespace headroom::model
