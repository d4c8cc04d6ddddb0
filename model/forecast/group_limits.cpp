#include "model/forecast/group_limits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "model/analysis/capacity.h"
#include "model/analysis/flow_model.h"
#include "model/analysis/utilisation.h"
#include "model/topology/activity_graph.h"

namespace headroom::forecast {
namespace {

using Kind = model::ResourceUse::Kind;

const std::string backlog = "headroom.backlog";
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double fastest = 1e9;  // records a second: beyond that nothing is a limit
constexpr double precise = 1e-4;

model::AnalysisOptions atStart() {
    model::AnalysisOptions options;
    options.point = {model::LoadPoint::Kind::At, model::Instant::start()};
    return options;
}

bool isOf(const model::Service& service, const model::Listener& listener, const std::string& group) {
    return model::groupElementId(listener, service) == "group/" + group;
}

/// The scenario with a topic of nothing but what waits, which the group reads beside its own; others don't notice.
model::Scenario withBacklog(const model::Scenario& scenario, const std::string& group) {
    model::Scenario result = scenario;
    for (model::Service& service : result.services)
        for (model::Listener& listener : service.listeners) {
            if (!isOf(service, listener, group)) continue;
            const model::Topic* like = scenario.findTopic(listener.topics.empty() ? "" : listener.topics.front());
            if (like != nullptr && result.findTopic(backlog) == nullptr) {
                model::Topic topic = *like;
                topic.name = backlog;
                result.topics.push_back(topic);
            }
            listener.topics.push_back(backlog);
        }
    model::PublishStep publish;
    publish.topic = backlog;
    publish.via = model::PublishStep::Via::Async;
    publish.size = model::Distribution::constant(512);
    model::Client client;
    client.name = backlog;
    client.load = model::OpenLoad{model::OpenLoad::Process::Constant, model::LoadProfile::hold(1), {}};
    client.journey.push_back({publish, 1, false, {}});
    result.clients.push_back(client);
    return result;
}

/// Elements that a record of the group waits for.
std::set<std::string> waitedFor(const model::ActivityGraph& graph, const std::string& group) {
    std::set<std::size_t> reached;
    std::vector<std::size_t> open = graph.activitiesOf("group/" + group);
    std::set<std::string> elements;
    while (!open.empty()) {
        const std::size_t from = open.back();
        open.pop_back();
        if (!reached.insert(from).second) continue;
        const model::Activity& activity = graph.activities()[from];
        elements.insert(activity.service != nullptr ? "service/" + activity.service->name : activity.element);
        for (const model::Causation& causation : graph.causations())
            if (causation.from == from && causation.isSynchronous()) open.push_back(causation.to);
    }
    return elements;
}

bool canHoldUp(const model::ResourceUse& row, const std::set<std::string>& elements) {
    switch (row.kind) {
        case Kind::Cpu:
        case Kind::Threads:
        case Kind::Pool:
        case Kind::StoreServers:
        case Kind::TokenBucket:
        case Kind::RateLimiter:
        case Kind::Bulkhead: return elements.contains(row.element);
        case Kind::NodeCpu: return true;
        default: return false;
    }
}

/// Resources while a group reads more than arrives.
class Draining {
public:
    Draining(const model::Scenario& scenario, const std::string& group, const model::FlowBalance& flows)
        : m_scenario(withBacklog(scenario, group)),
          m_model(m_scenario, {}),
          m_elements(waitedFor(m_model.network().graph(), group)),
          m_replicas(flows.replicas),
          m_seen(flows.seen) {
        for (const model::ClientFlow& client : flows.clients) m_arrivals.push_back(client.arrivals);
        m_arrivals.push_back(0);
    }

    /// The busiest of what it waits for, when it reads so many records a second beyond what arrives.
    std::optional<model::ResourceUse> busiest(double beyond) const {
        std::vector<double> arrivals = m_arrivals;
        arrivals.back() = beyond;
        std::optional<model::ResourceUse> result;
        for (model::ResourceUse& row : model::resourceUse(m_scenario, m_model, m_model.flows(arrivals, m_replicas, m_seen)))
            if (canHoldUp(row, m_elements) && row.demand > 0 && (!result || row.utilisation > result->utilisation))
                result = std::move(row);
        return result;
    }

private:
    model::Scenario m_scenario;
    model::FlowModel m_model;
    std::set<std::string> m_elements;
    const std::map<std::string, int>& m_replicas;
    std::vector<double> m_arrivals;
    double m_seen;
};

}  // namespace

GroupLimits::GroupLimits(const model::Scenario& scenario, const std::string& group) : m_scenario(scenario), m_group(group) {
    const model::FlowBalance flows = model::balanceFlows(scenario, atStart());
    findThreads(flows);
    findResources(flows);
}

/// A group of several listeners has the threads of all; a record costs what it costs at the slowest.
void GroupLimits::findThreads(const model::FlowBalance& flows) {
    bool isThere = false;
    double recordTime = 0;
    double poll = 0;
    for (const model::GroupFlow& flow : flows.groups) {
        if (flow.group != m_group) continue;
        isThere = true;
        m_members += flow.members;
        m_pace.arrivals += flow.recordsPerSecond;
        recordTime = std::max(recordTime, flow.bestRecordTime);
        poll = std::max(poll, flow.recordsPerPoll * flow.recordTime);
        m_fullestShare = std::max(m_fullestShare, flow.fullestShare);
    }
    if (!isThere) throw std::out_of_range("there is no group " + m_group);
    m_threadRate = m_members == 0 ? 0 : recordTime > 0 ? 1 / recordTime : infinite;
    if (m_pace.arrivals <= 0)
        for (const model::TopicFlow& topic : flows.topics)
            if (const int most = partitionsAtFullest(topic.topic); most > 0)
                m_fullestShare =
                    std::max(m_fullestShare, static_cast<double>(most) / m_scenario.findTopic(topic.topic)->partitions);
    m_pace.steadyLag = std::max(1.0, m_pace.arrivals * std::max(1.0, poll));
    m_pace.capacity = m_members == 0 ? 0 : m_fullestShare > 0 ? m_threadRate / m_fullestShare : infinite;
    m_pace.limitedBy = fmt::format("{} thread{}", m_members, m_members == 1 ? "" : "s");
}

const model::Listener* GroupLimits::listenerOf(const std::string& topic) const {
    for (const model::Service& service : m_scenario.services)
        for (const model::Listener& listener : service.listeners)
            if (isOf(service, listener, m_group) && std::ranges::find(listener.topics, topic) != listener.topics.end())
                return &listener;
    return nullptr;
}

int GroupLimits::partitionsAtFullest(const std::string& topic) const {
    const model::Topic* found = m_scenario.findTopic(topic);
    return found == nullptr || listenerOf(topic) == nullptr ? 0 : model::fullestPartitions(found->partitions, m_members);
}

int GroupLimits::holdersAtFullest(const std::string& topic, int holders) const {
    const model::Listener* listener = listenerOf(topic);
    if (listener == nullptr) return 0;
    const auto& strategies = listener->consumer.partitionAssignmentStrategy;
    const bool isRange = strategies.empty() || strategies.front() == model::ConsumerConfig::Assignor::Range;
    return isRange ? std::min(holders, partitionsAtFullest(topic)) : model::fullestPartitions(holders, m_members);
}

void GroupLimits::findResources(const model::FlowBalance& flows) {
    m_resourceLimit = infinite;
    if (m_members == 0) return;
    const Draining draining(m_scenario, m_group, flows);
    double low = 0;
    double high = std::min(fastest, m_pace.capacity) - m_pace.arrivals;
    const auto present = draining.busiest(0);
    std::optional<model::ResourceUse> full;
    if (present && present->utilisation > 1) {
        full = present;
        m_resourceLimit = m_pace.arrivals / present->utilisation;
    } else if (const auto most = high > 0 ? draining.busiest(high) : std::nullopt; most && most->utilisation > 1) {
        full = most;
        while (high - low > precise * (m_pace.arrivals + high)) {
            const double middle = (low + high) / 2;
            const auto use = draining.busiest(middle);
            if (use && use->utilisation > 1)
                full = use, high = middle;
            else
                low = middle;
        }
        m_resourceLimit = m_pace.arrivals + high;
    }
    if (!full || m_resourceLimit >= m_pace.capacity) return;
    m_pace.capacity = m_resourceLimit;
    m_pace.limitedBy = fmt::format("{}'s {}", full->element, full->resource);
}

}  // namespace headroom::forecast
