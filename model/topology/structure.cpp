#include "model/topology/structure.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <set>

#include "model/topology/activity_graph.h"

namespace headroom::model {

namespace {

using IdSet = std::set<std::size_t>;

/// The components of more than one element, or with an edge to itself, over edges of the given relations.
std::vector<IdSet> elementCycles(const TopologyGraph& graph, const std::set<Relation>& relations) {
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> work(graph.elements().size());
    std::set<std::size_t> selfLoops;
    for (const TopologyEdge& edge : graph.edges())
        if (relations.contains(edge.relation)) {
            boost::add_edge(edge.from, edge.to, work);
            if (edge.from == edge.to) selfLoops.insert(edge.from);
        }
    std::vector<std::size_t> component(graph.elements().size());
    if (component.empty()) return {};
    const std::size_t count = boost::strong_components(
        work, boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, work)));
    std::vector<IdSet> members(count);
    for (std::size_t i = 0; i < component.size(); ++i) members[component[i]].insert(i);
    std::erase_if(members, [&](const IdSet& set) { return set.size() < 2 && !selfLoops.contains(*set.begin()); });
    std::ranges::sort(members);
    return members;
}

Cycle describe(Cycle cycle) {
    const std::string list = fmt::format("{}", fmt::join(cycle.elements, ", "));
    if (!cycle.synchronous)
        cycle.sentence =
            fmt::format("records go round {}: every round adds to the load until steps with a probability end it", list);
    else if (cycle.recursive)
        cycle.sentence = fmt::format(
            "{} call themselves again through each other: every level holds a thread, so a full pool deadlocks", list);
    else
        cycle.sentence =
            fmt::format("{} call each other: callers hold their threads while they wait, so full pools can deadlock", list);
    return cycle;
}

/// Sets of elements whose activities cause themselves, with whether a topic takes part.
std::vector<std::pair<IdSet, bool>> activityCycles(const ActivityGraph& work, const TopologyGraph& graph) {
    std::vector<std::pair<IdSet, bool>> cycles;
    for (const auto& component : work.components()) {
        if (!work.isCyclic(component)) continue;
        IdSet elements;
        bool throughTopic = false;
        for (const std::size_t i : component) {
            elements.insert(*graph.findElement(work.activities()[i].element));
            throughTopic = throughTopic || work.activities()[i].kind == Activity::Kind::Topic;
        }
        cycles.emplace_back(std::move(elements), throughTopic);
    }
    return cycles;
}

std::vector<bool> reached(const ActivityGraph& work) {
    std::vector<bool> result(work.activities().size());
    std::vector<std::size_t> pending;
    for (std::size_t i = 0; i < result.size(); ++i)
        if (work.activities()[i].kind == Activity::Kind::Journey) pending.push_back(i);
    std::vector<std::vector<std::size_t>> next(result.size());
    for (const Causation& causation : work.causations()) next[causation.from].push_back(causation.to);
    while (!pending.empty()) {
        const std::size_t i = pending.back();
        pending.pop_back();
        if (result[i]) continue;
        result[i] = true;
        for (const std::size_t target : next[i]) pending.push_back(target);
    }
    return result;
}

bool isOutboxWork(const Activity& activity, const Scenario& scenario) {
    return activity.kind == Activity::Kind::StoreOperation && std::ranges::any_of(scenario.services, [&](const Service& service) {
               const std::string prefix = service.outbox ? "store/" + service.outbox->store + "." : "";
               return service.outbox && (activity.id == prefix + service.outbox->pollOperation ||
                                         activity.id == prefix + service.outbox->deleteOperation);
           });
}

std::string whyUnreachable(const Activity& activity) {
    switch (activity.kind) {
        case Activity::Kind::Operation: return fmt::format("nothing calls {}", activity.id);
        case Activity::Kind::Topic: return fmt::format("nothing publishes to {}", activity.id);
        case Activity::Kind::Listener: return fmt::format("{} reads topics that nothing publishes to", activity.element);
        default: return fmt::format("nothing uses {}", activity.id);
    }
}

}  // namespace

std::vector<Cycle> findCycles(const Scenario& scenario) {
    const TopologyGraph graph(scenario);
    const ActivityGraph work(scenario);
    const auto recursions = activityCycles(work, graph);
    const auto toCycle = [&](const IdSet& set, bool synchronous, bool recursive) {
        Cycle cycle{{}, synchronous, recursive, {}};
        for (const std::size_t i : set) cycle.elements.push_back(graph.elements()[i].id);
        return describe(std::move(cycle));
    };
    std::vector<Cycle> cycles;
    for (const IdSet& set : elementCycles(graph, {Relation::Calls})) {
        const bool recursive = std::ranges::any_of(
            recursions, [&](const auto& recursion) { return !recursion.second && std::ranges::includes(set, recursion.first); });
        cycles.push_back(toCycle(set, true, recursive));
    }
    for (const auto& [set, throughTopic] : recursions)
        if (throughTopic) cycles.push_back(toCycle(set, false, true));
    return cycles;
}

std::vector<UnreachablePart> findUnreachable(const Scenario& scenario) {
    const ActivityGraph work(scenario);
    const std::vector<bool> isReached = reached(work);
    std::map<std::string, std::size_t> reachedIn;  // activities by element
    std::vector<UnreachablePart> parts;
    for (std::size_t i = 0; i < isReached.size(); ++i) {
        const Activity& activity = work.activities()[i];
        if (isReached[i]) ++reachedIn[activity.element];
    }
    for (std::size_t i = 0; i < isReached.size(); ++i) {
        const Activity& activity = work.activities()[i];
        if (isReached[i] || activity.kind == Activity::Kind::Poll || isOutboxWork(activity, scenario)) continue;
        const bool whole = reachedIn[activity.element] == 0 && activity.kind != Activity::Kind::Operation &&
                           activity.kind != Activity::Kind::StoreOperation;
        parts.push_back({whole ? activity.element : activity.id, whyUnreachable(activity)});
    }
    return parts;
}

Structure analyseStructure(const Scenario& scenario) {
    Structure result{findCycles(scenario), findUnreachable(scenario), findSinglePoints(scenario), {}};
    const TopologyGraph graph(scenario);
    const ActivityGraph work(scenario);
    for (const TopologyElement& element : graph.elements())
        if (element.kind != ElementKind::Client && element.kind != ElementKind::Group)
            result.blastRadii.push_back(blastRadius(scenario, graph, work, element.id));
    return result;
}

}  // namespace headroom::model
