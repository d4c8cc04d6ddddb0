#include "model/topology/activity_graph.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>

namespace headroom::model {

namespace {

const Steps noSteps;

Activity makeActivity(Activity::Kind kind, std::string id, std::string element, const Service* service = nullptr) {
    Activity activity;
    activity.kind = kind;
    activity.id = std::move(id);
    activity.element = std::move(element);
    activity.service = service;
    return activity;
}

}  // namespace

std::string groupElementId(const Listener& listener, const Service& service) {
    return "group/" + (listener.groupId.empty() ? service.name : listener.groupId);
}

const Steps& Activity::steps() const {
    switch (kind) {
        case Kind::Journey: return client->journey;
        case Kind::Operation: return operation->steps;
        case Kind::Listener:
        case Kind::Poll: return listener->steps;
        case Kind::Topic:
        case Kind::StoreOperation: return noSteps;
    }
    return noSteps;
}

ActivityGraph::ActivityGraph(const Scenario& scenario) {
    addActivities(scenario);
    for (std::size_t i = 0; i < m_activities.size(); ++i) {
        connectSteps(i);
        connectListener(i);
        if (const Store::Operation* operation = m_activities[i].storeOperation; operation != nullptr && operation->hitRatio < 1)
            connect(Causation::Kind::Miss, i, "store/" + operation->missStore + "." + operation->missOperation);
    }
    findComponents();
    findNeeds();
}

std::size_t ActivityGraph::findActivity(const std::string& id) const {
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? npos : found->second;
}

void ActivityGraph::add(Activity activity) {
    m_byId.emplace(activity.id, m_activities.size());
    m_byElement[activity.element].push_back(m_activities.size());
    m_activities.push_back(std::move(activity));
}

void ActivityGraph::addActivities(const Scenario& scenario) {
    for (const Client& client : scenario.clients) {
        add(makeActivity(Activity::Kind::Journey, "client/" + client.name, "client/" + client.name));
        m_activities.back().client = &client;
    }
    for (const Service& service : scenario.services) {
        const std::string element = "service/" + service.name;
        for (const Operation& operation : service.operations) {
            add(makeActivity(Activity::Kind::Operation, element + "." + operation.name, element, &service));
            m_activities.back().operation = &operation;
        }
        addListeners(service);
    }
    for (const Topic& topic : scenario.topics) {
        add(makeActivity(Activity::Kind::Topic, "topic/" + topic.name, "topic/" + topic.name));
        m_activities.back().topic = &topic;
    }
    for (const Store& store : scenario.stores)
        for (const auto& [name, operation] : store.operations) {
            add(makeActivity(Activity::Kind::StoreOperation, "store/" + store.name + "." + name, "store/" + store.name));
            m_activities.back().store = &store;
            m_activities.back().storeOperation = &operation;
        }
}

void ActivityGraph::addListeners(const Service& service) {
    for (const Listener& listener : service.listeners) {
        const std::string group = groupElementId(listener, service);
        const std::string id = group + "@" + service.name + "." + listener.name;
        add(makeActivity(Activity::Kind::Listener, id, group, &service));
        m_activities.back().listener = &listener;
        add(makeActivity(Activity::Kind::Poll, id + "#poll", group, &service));
        m_activities.back().listener = &listener;
    }
}

const std::vector<std::size_t>& ActivityGraph::activitiesOf(const std::string& element) const {
    static const std::vector<std::size_t> none;
    const auto found = m_byElement.find(element);
    return found == m_byElement.end() ? none : found->second;
}

std::size_t ActivityGraph::targetOf(const Step& step) const {
    if (const auto* call = std::get_if<CallStep>(&step.action))
        return findActivity("service/" + call->service + "." + call->operation);
    if (const auto* store = std::get_if<StoreStep>(&step.action))
        return findActivity("store/" + store->store + "." + store->operation);
    return npos;
}

void ActivityGraph::findNeeds() {
    m_needs.resize(m_activities.size());
    m_neededBy.resize(m_activities.size());
    for (std::size_t i = 0; i < m_activities.size(); ++i) {
        const Activity& activity = m_activities[i];
        Needs& needs = m_needs[i];
        for (const Step& step : activity.steps()) needs.steps.push_back(targetOf(step));
        if (activity.kind == Activity::Kind::Listener && activity.listener->dedup)
            needs.dedup = findActivity("store/" + activity.listener->dedup->store + "." + activity.listener->dedup->operation);
        if (const Store::Operation* operation = activity.storeOperation; operation != nullptr && operation->hitRatio < 1)
            needs.miss = findActivity("store/" + operation->missStore + "." + operation->missOperation);
        for (const std::size_t target : needs.steps)
            if (target != npos) m_neededBy[target].push_back(i);
        for (const std::size_t target : {needs.dedup, needs.miss})
            if (target != npos) m_neededBy[target].push_back(i);
    }
}

void ActivityGraph::connect(Causation::Kind kind, std::size_t from, const std::string& to, std::size_t step) {
    const std::size_t target = findActivity(to);
    if (target != npos) m_causations.push_back({kind, from, target, step});
}

void ActivityGraph::connectSteps(std::size_t from) {
    const Steps& steps = m_activities[from].steps();
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (m_activities[from].owns(steps[i])) connectStep(from, i);
}

void ActivityGraph::connectStep(std::size_t from, std::size_t step) {
    const auto& action = m_activities[from].steps()[step].action;
    if (const auto* call = std::get_if<CallStep>(&action))
        connect(Causation::Kind::Call, from, "service/" + call->service + "." + call->operation, step);
    if (const auto* store = std::get_if<StoreStep>(&action))
        connect(Causation::Kind::Store, from, "store/" + store->store + "." + store->operation, step);
    if (const auto* publish = std::get_if<PublishStep>(&action)) {
        const Service* service = m_activities[from].service;
        if (publish->via == PublishStep::Via::Outbox && service != nullptr && service->outbox)
            connect(Causation::Kind::OutboxRow, from, "store/" + service->outbox->store + "." + service->outbox->insertOperation,
                    step);
        connect(Causation::Kind::Publish, from, "topic/" + publish->topic, step);
    }
}

void ActivityGraph::connectListener(std::size_t from) {
    if (m_activities[from].kind != Activity::Kind::Listener) return;
    const Listener& listener = *m_activities[from].listener;
    if (listener.dedup) connect(Causation::Kind::Dedup, from, "store/" + listener.dedup->store + "." + listener.dedup->operation);
    connect(Causation::Kind::Poll, from, m_activities[from].id + "#poll");
    if (!listener.errorHandler.deadLetterTopic.empty())
        connect(Causation::Kind::DeadLetter, from, "topic/" + listener.errorHandler.deadLetterTopic);
    for (const std::string& topic : listener.topics)
        if (const std::size_t source = findActivity("topic/" + topic); source != npos)
            m_causations.push_back({Causation::Kind::Deliver, source, from, 0});
}

bool ActivityGraph::isCyclic(const std::vector<std::size_t>& component) const {
    if (component.size() > 1) return true;
    return std::ranges::any_of(m_causations,
                               [&](const Causation& c) { return c.from == component.front() && c.to == component.front(); });
}

void ActivityGraph::findComponents() {
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> graph(m_activities.size());
    for (const Causation& causation : m_causations) boost::add_edge(causation.from, causation.to, graph);
    std::vector<std::size_t> component(m_activities.size());
    const std::size_t count =
        m_activities.empty() ? 0
                             : boost::strong_components(graph, boost::make_iterator_property_map(
                                                                   component.begin(), boost::get(boost::vertex_index, graph)));
    m_components.resize(count);  // Tarjan numbers effects before causes
    for (std::size_t i = 0; i < m_activities.size(); ++i) m_components[count - 1 - component[i]].push_back(i);
}

}  // namespace headroom::model
