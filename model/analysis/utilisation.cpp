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
constexpr double nearest = 1e-6;
constexpr std::size_t exactRows = 12;  // enough to rank what breaks first

Arrivals scaledBy(Arrivals arrivals, double factor) {
    for (double& rate : arrivals) rate *= factor;
    return arrivals;
}

/// Resources at multiples of a load.
class Search {
public:
    Search(const Scenario& scenario, const FlowModel& model, const Arrivals& arrivals, const std::map<std::string, int>& replicas,
           double seen)
        : m_scenario(scenario), m_model(model), m_arrivals(arrivals), m_replicas(replicas), m_seen(seen) {}

    std::vector<ResourceUse> at(double factor) const {
        return resourceUse(m_scenario, m_model, m_model.flows(scaledBy(m_arrivals, factor), m_replicas, m_seen));
    }

    /// The factor at which a resource is full, to 0.1 %; its utilisation grows with the load. `low` and `high` are where to begin.
    double fullAt(std::size_t row, double low, double high) const {
        while (low > nearest && isFull(row, low)) {
            high = low;
            low /= 2;
        }
        while (high < farthest && !isFull(row, high)) {
            low = high;
            high *= 2;
        }
        if (high >= farthest) return farthest;
        while (high / low > 1.001) {
            const double middle = std::sqrt(low * high);
            (isFull(row, middle) ? high : low) = middle;
        }
        return std::sqrt(low * high);
    }

private:
    bool isFull(std::size_t row, double factor) const { return at(factor)[row].utilisation >= 1; }

    const Scenario& m_scenario;
    const FlowModel& m_model;
    const Arrivals& m_arrivals;
    const std::map<std::string, int>& m_replicas;
    double m_seen;
};

/// Batching resources whose factor is to be searched for, nearest to full first.
std::vector<std::size_t> nearestBatching(const std::vector<ResourceUse>& rows) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool isBatching = !rows[i].isLinear && !rows[i].hasShrinkingCapacity && rows[i].kind != ResourceUse::Kind::Consumers;
        // Linear growth is the fastest there is: its factor bounds the true one from below.
        if (isBatching && rows[i].factor < distant && std::isfinite(rows[i].utilisation)) open.push_back(i);
    }
    std::ranges::stable_sort(open, {}, [&](std::size_t i) { return rows[i].factor; });
    if (open.size() > exactRows) open.resize(exactRows);
    return open;
}

/// A resource that waits for another is full wherever the other is: within 1 % of it, the other is the one that breaks.
void blameCause(ResourceUse& row, const std::vector<ResourceUse>& rows) {
    for (const ResourceUse& other : rows) {
        const bool isCause = row.waitsFor.contains({other.element, other.kind}) && std::abs(row.factor / other.factor - 1) < 0.01;
        if (!isCause) continue;
        row.factor = other.factor;
        row.note += fmt::format("{}{} can't keep up where {}'s {} is full, because it waits for it", row.note.empty() ? "" : "; ",
                                row.resource, other.element, other.resource);
        return;
    }
}

}  // namespace

bool breaksBefore(const ResourceUse& one, const ResourceUse& other) {
    return std::pair(one.factor, one.hasShrinkingCapacity) < std::pair(other.factor, other.hasShrinkingCapacity);
}

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
                                              const std::map<std::string, int>& replicas, double seen) {
    const Search search(scenario, model, arrivals, replicas, seen);
    std::vector<ResourceUse> rows = search.at(1);
    for (const std::size_t i : nearestBatching(rows)) {
        const double linear = rows[i].factor;
        rows[i].factor = rows[i].utilisation >= 1 ? search.fullAt(i, std::min(linear, 1.0), 1)
                                                  : search.fullAt(i, std::max(1.0, linear * 0.5), linear);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].hasShrinkingCapacity || rows[i].demand <= 0) continue;
        rows[i].factor =
            rows[i].utilisation >= 1 ? search.fullAt(i, 0.5, 1) : search.fullAt(i, 1, std::clamp(rows[i].factor, 1.0, 2.0));
        blameCause(rows[i], rows);
    }
    return rows;
}

UtilisationTable analyseUtilisation(const Scenario& scenario, const AnalysisOptions& options) {
    UtilisationTable table;
    table.flows = balanceFlows(scenario, options);
    const FlowModel model(scenario, options.failures);
    Arrivals arrivals;
    for (const ClientFlow& client : table.flows.clients) arrivals.push_back(client.arrivals);
    table.resources = resourcesWithFactors(scenario, model, arrivals, table.flows.replicas, table.flows.seen);
    for (std::size_t i = 0; i < table.resources.size(); ++i)
        if (table.resources[i].dependsOnLoad &&
            (!table.bottleneck || breaksBefore(table.resources[i], table.resources[*table.bottleneck])))
            table.bottleneck = i;
    if (!table.bottleneck) return table;
    const ResourceUse& first = table.resources[*table.bottleneck];
    table.capacity = table.flows.totalArrivals() * first.factor;
    table.sentence = fmt::format("{}'s {}, full at {} arrivals/s = {} times this load", first.element, first.resource,
                                 shortNumber(table.capacity), shortNumber(first.factor));
    return table;
}

}  // namespace headroom::model
