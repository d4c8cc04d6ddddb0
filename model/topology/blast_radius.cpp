// What fails, and what only falls behind, when an element is gone.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "model/topology/activity_graph.h"
#include "model/topology/placement.h"
#include "model/topology/structure.h"

namespace headroom::model {

namespace {

enum class Health { Works, Partly, Fails };

Health combine(Health a, Health b) {
    return std::max(a, b);
}

/// Spreads a failure through activities until nothing changes; health only ever gets worse.
class Failure {
public:
    Failure(const Scenario& scenario, const TopologyGraph& graph, const ActivityGraph& work, const std::string& element)
        : m_scenario(scenario), m_graph(graph), m_work(work), m_health(work.activities().size()) {
        m_graph.element(element);
        fail(element);
        findDownServices();
        readTopics();
        readOutboxes();
        for (std::size_t i = 0; i < m_health.size(); ++i) look(i);
        while (!m_pending.empty()) {
            const std::size_t next = m_pending.back();
            m_pending.pop_back();
            look(next);
        }
    }

    BlastRadius radius(const std::string& element) const;

private:
    void fail(const std::string& element);
    void findDownServices();
    void readTopics();
    void readOutboxes();
    void judgePartition(const Topic& topic, const KafkaCluster& cluster, int partition, int& unwritable, int& unreadable) const;
    void look(std::size_t index);
    Health judge(std::size_t index) const;
    Health judgeStep(const Activity& activity, const Step& step, std::size_t needed) const;
    Health judgePublish(const Activity& activity, const PublishStep& publish) const;
    Health target(std::size_t activity) const { return activity == ActivityGraph::npos ? Health::Works : m_health[activity]; }
    bool isDown(const std::string& element) const { return m_down.contains(element); }
    void judgeAsynchronous(BlastRadius& result) const;
    bool isOutboxStuck(const Service& service, const std::string& topic) const;
    bool isTopicDry(const std::string& topic, bool& delayed) const;
    bool isAnyOutboxStuck(const std::string& topic) const;
    void judgeListener(std::size_t index, bool& delayed, bool& dry) const;
    std::set<std::string> stuckServices() const;
    std::set<std::size_t> touched() const;

    const Scenario& m_scenario;
    const TopologyGraph& m_graph;
    const ActivityGraph& m_work;
    std::vector<Health> m_health;
    std::vector<std::size_t> m_pending;  ///< to be judged again
    std::set<std::string> m_down;
    std::set<const Service*> m_downServices;
    std::set<std::string> m_weakened;
    std::map<std::string, std::set<const Service*>> m_outboxes;  ///< by topic, those whose relays publish to it
    std::map<std::string, Health> m_writable;
    std::map<std::string, Health> m_readable;
};

void Failure::fail(const std::string& element) {
    m_down.insert(element);
    const std::size_t index = *m_graph.findElement(element);
    const ElementKind kind = m_graph.elements()[index].kind;
    if (kind != ElementKind::Zone && kind != ElementKind::Cluster && kind != ElementKind::Nodes) return;
    for (const TopologyEdge& edge : m_graph.edges()) {
        if (edge.from != index || edge.relation != Relation::Hosts) continue;
        const TopologyElement& hosted = m_graph.elements()[edge.to];
        const auto others = std::ranges::count_if(m_graph.edges(), [&](const TopologyEdge& e) {
            return e.to == edge.to && e.from != index && e.relation == Relation::Hosts && m_graph.elements()[e.from].kind == kind;
        });
        (others > 0 && hosted.kind == ElementKind::Service ? m_weakened : m_down).insert(hosted.id);
    }
}

void Failure::findDownServices() {
    for (const Service& service : m_scenario.services)
        if (isDown("service/" + service.name)) m_downServices.insert(&service);
}

void Failure::readTopics() {
    for (const Topic& topic : m_scenario.topics) {
        int unwritable = 0;
        int unreadable = 0;
        if (const KafkaCluster* cluster = clusterOf(topic, m_scenario))
            for (int p = 0; p < topic.partitions; ++p) judgePartition(topic, *cluster, p, unwritable, unreadable);
        if (isDown("topic/" + topic.name)) unwritable = unreadable = topic.partitions;
        const auto toHealth = [&](int count) {
            return count == 0 ? Health::Works : count < topic.partitions ? Health::Partly : Health::Fails;
        };
        m_writable[topic.name] = toHealth(unwritable);
        m_readable[topic.name] = toHealth(unreadable);
    }
    for (const KafkaCluster& cluster : m_scenario.clusters)
        for (int i = 0; i < cluster.brokers; ++i)
            if (isDown("broker/" + cluster.name + "/" + std::to_string(i))) m_weakened.insert("cluster/" + cluster.name);
}

void Failure::judgePartition(const Topic& topic, const KafkaCluster& cluster, int partition, int& unwritable,
                             int& unreadable) const {
    int alive = 0;
    for (const int broker : replicaBrokers(topic, cluster, partition))
        if (!isDown("broker/" + cluster.name + "/" + std::to_string(broker))) ++alive;
    const int needed = std::max(1, std::min(topic.config.minInsyncReplicas, topic.replicas));
    if (alive < needed) ++unwritable;
    if (alive == 0) ++unreadable;
}

/// Health only gets worse, so what needs something that got worse is judged again and all comes to rest.
void Failure::look(std::size_t index) {
    const Health now = combine(m_health[index], judge(index));
    if (now == m_health[index]) return;
    m_health[index] = now;
    const auto& dependents = m_work.neededBy(index);
    m_pending.insert(m_pending.end(), dependents.begin(), dependents.end());
}

Health Failure::judge(std::size_t index) const {
    const Activity& activity = m_work.activities()[index];
    if (isDown(activity.element)) return Health::Fails;
    if (activity.kind == Activity::Kind::Topic) return m_writable.at(activity.topic->name);
    if (activity.service != nullptr && m_downServices.contains(activity.service)) return Health::Fails;
    const ActivityGraph::Needs& needs = m_work.needs(index);
    if (activity.storeOperation != nullptr && activity.storeOperation->hitRatio < 1) {
        const auto& operation = *activity.storeOperation;
        const Health miss = target(needs.miss);
        return operation.hitRatio > 0 && miss != Health::Works ? Health::Partly : miss;
    }
    Health health = Health::Works;
    const Steps& steps = activity.steps();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[i];
        const Health result = judgeStep(activity, step, needs.steps[i]);
        if (result != Health::Works) health = combine(health, step.probability < 1 ? Health::Partly : result);
    }
    return combine(health, target(needs.dedup));
}

Health Failure::judgeStep(const Activity& activity, const Step& step, std::size_t needed) const {
    if (const auto* call = std::get_if<CallStep>(&step.action)) return call->ignoreFailure ? Health::Works : target(needed);
    if (const auto* store = std::get_if<StoreStep>(&step.action)) return store->ignoreFailure ? Health::Works : target(needed);
    if (const auto* publish = std::get_if<PublishStep>(&step.action)) return judgePublish(activity, *publish);
    return Health::Works;
}

Health Failure::judgePublish(const Activity& activity, const PublishStep& publish) const {
    if (publish.via == PublishStep::Via::Outbox) {
        const bool down =
            activity.service != nullptr && activity.service->outbox && isDown("store/" + activity.service->outbox->store);
        return down ? Health::Fails : Health::Works;
    }
    const auto found = m_writable.find(publish.topic);
    if (found == m_writable.end() || found->second == Health::Works) return Health::Works;
    return publish.via == PublishStep::Via::Async ? Health::Partly : found->second;  // records wait, then time out and are lost
}

void Failure::readOutboxes() {
    for (const Causation& causation : m_work.causations()) {
        if (causation.kind != Causation::Kind::Publish) continue;
        const Activity& from = m_work.activities()[causation.from];
        const auto& publish = std::get<PublishStep>(from.steps()[causation.step].action);
        if (publish.via == PublishStep::Via::Outbox && from.service != nullptr && from.service->outbox)
            m_outboxes[publish.topic].insert(from.service);
    }
}

bool Failure::isOutboxStuck(const Service& service, const std::string& topic) const {
    return m_writable.at(topic) != Health::Works || isDown("store/" + service.outbox->store) || isDown("service/" + service.name);
}

bool Failure::isTopicDry(const std::string& topic, bool& delayed) const {
    bool published = false;
    bool flows = false;
    for (const Causation& causation : m_work.causations()) {
        if (causation.kind != Causation::Kind::Publish || m_work.activities()[causation.to].id != "topic/" + topic) continue;
        published = true;
        const Activity& from = m_work.activities()[causation.from];
        const bool isListener = from.kind == Activity::Kind::Listener || from.kind == Activity::Kind::Poll;
        if (isListener && m_health[causation.from] != Health::Works) delayed = true;
        flows = flows || m_health[causation.from] != Health::Fails || isListener;
    }
    return published && !flows;
}

bool Failure::isAnyOutboxStuck(const std::string& topic) const {
    const auto found = m_outboxes.find(topic);
    return found != m_outboxes.end() &&
           std::ranges::any_of(found->second, [&](const Service* service) { return isOutboxStuck(*service, topic); });
}

void Failure::judgeListener(std::size_t index, bool& delayed, bool& dry) const {
    const Activity& activity = m_work.activities()[index];
    delayed = m_health[index] != Health::Works || target(m_work.findActivity(activity.id + "#poll")) != Health::Works;
    dry = !activity.listener->topics.empty();
    for (const std::string& name : activity.listener->topics) {
        if (!m_writable.contains(name)) continue;
        delayed = delayed || m_readable.at(name) != Health::Works || isAnyOutboxStuck(name);
        dry = isTopicDry(name, delayed) && dry;
    }
}

std::set<std::string> Failure::stuckServices() const {
    std::set<std::string> stuck;
    for (const auto& [topic, services] : m_outboxes)
        for (const Service* service : services)
            if (m_writable.contains(topic) && isOutboxStuck(*service, topic) && !isDown("service/" + service->name))
                stuck.insert("service/" + service->name);
    return stuck;
}

void Failure::judgeAsynchronous(BlastRadius& result) const {
    std::set<std::string> behind = stuckServices();
    std::set<std::string> idle;
    for (std::size_t i = 0; i < m_health.size(); ++i) {
        const Activity& activity = m_work.activities()[i];
        if (activity.kind != Activity::Kind::Listener) continue;
        bool delayed = false;
        bool dry = false;
        judgeListener(i, delayed, dry);
        if (delayed) behind.insert(activity.element);
        if (dry && !delayed) idle.insert(activity.element);
    }
    if (behind.empty() && idle.empty()) return;
    for (const TopologyElement& element : m_graph.elements()) {
        if (behind.contains(element.id)) result.fallsBehind.push_back(element.id);
        if (idle.contains(element.id)) result.idles.push_back(element.id);
    }
}

/// What falls behind of a service is its outbox: the service itself may work on, or not at all.
std::vector<std::string> namesOfBehind(std::vector<std::string> ids) {
    for (std::string& id : ids)
        if (id.starts_with("service/")) id += "'s outbox";
    return ids;
}

std::string describe(const BlastRadius& radius) {
    std::vector<std::string> parts;
    const auto say = [&](const std::vector<std::string>& ids, const char* verb) {
        if (!ids.empty()) parts.push_back(fmt::format("{} {}", fmt::join(ids, ", "), verb));
    };
    const auto isOne = [](const std::vector<std::string>& ids) { return ids.size() == 1; };
    say(radius.stops, isOne(radius.stops) ? "stops" : "stop");
    say(radius.partlyStops, isOne(radius.partlyStops) ? "stops in part" : "stop in part");
    say(namesOfBehind(radius.fallsBehind), isOne(radius.fallsBehind) ? "falls behind" : "fall behind");
    say(radius.idles, isOne(radius.idles) ? "gets nothing new" : "get nothing new");
    say(radius.weakened, isOne(radius.weakened) ? "works on with less" : "work on with less");
    if (parts.empty()) return fmt::format("without {}, everything else works on", radius.element);
    return fmt::format("without {}: {}", radius.element, fmt::join(parts, "; "));
}

/// Indices of elements that are not as before.
std::set<std::size_t> Failure::touched() const {
    std::set<std::size_t> result;
    const auto note = [&](const std::string& id) {
        if (const auto index = m_graph.findElement(id)) result.insert(*index);
    };
    for (std::size_t i = 0; i < m_health.size(); ++i)
        if (m_health[i] != Health::Works) note(m_work.activities()[i].element);
    for (const auto* ids : {&m_down, &m_weakened})
        for (const std::string& id : *ids) note(id);
    return result;
}

BlastRadius Failure::radius(const std::string& element) const {
    BlastRadius result;
    result.element = element;
    for (const std::size_t index : touched()) {
        const TopologyElement& other = m_graph.elements()[index];
        if (other.id == element) continue;
        std::size_t count = 0;
        std::size_t failed = 0;
        bool any = false;
        if (other.kind != ElementKind::Group)
            for (const std::size_t i : m_work.activitiesOf(other.id)) {
                ++count;
                failed += m_health[i] == Health::Fails;
                any = any || m_health[i] != Health::Works;
            }
        if (isDown(other.id) || (count > 0 && failed == count))
            result.stops.push_back(other.id);
        else if (any)
            result.partlyStops.push_back(other.id);
        else if (m_weakened.contains(other.id))
            result.weakened.push_back(other.id);
    }
    judgeAsynchronous(result);
    result.sentence = describe(result);
    return result;
}

}  // namespace

BlastRadius blastRadius(const Scenario& scenario, const TopologyGraph& graph, const ActivityGraph& work,
                        const std::string& element) {
    return Failure(scenario, graph, work, element).radius(element);
}

BlastRadius blastRadius(const Scenario& scenario, const std::string& element) {
    return blastRadius(scenario, TopologyGraph(scenario), ActivityGraph(scenario), element);
}

}  // namespace headroom::model
