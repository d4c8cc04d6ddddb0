// The demand for every resource at given flows.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "model/analysis/capacity.h"
#include "model/analysis/flow_model.h"
#include "model/analysis/utilisation.h"
#include "model/topology/placement.h"

namespace headroom::model {

namespace {

using Kind = ResourceUse::Kind;

class ResourceTable {
public:
    ResourceTable(const Scenario& scenario, const FlowModel& model, const FlowBalance& flows)
        : m_scenario(scenario), m_model(model), m_flows(flows) {
        const ActivityGraph& graph = model.network().graph();
        for (const Causation& causation : graph.causations()) {
            const Activity& to = graph.activities()[causation.to];
            if (to.store != nullptr && graph.activities()[causation.from].kind == Activity::Kind::Poll)
                m_polled.insert(to.store->name);
        }
        for (const Service& service : scenario.services)
            if (service.outbox) m_polled.insert(service.outbox->store);
    }

    std::vector<ResourceUse> rows() {
        collectGuards();
        for (const Service& service : m_scenario.services) addService(service);
        for (const Store& store : m_scenario.stores) addStore(store);
        for (const GroupFlow& group : m_flows.groups) addGroup(group);
        for (const KafkaCluster& cluster : m_scenario.clusters) addCluster(cluster);
        addNodes();
        addLinks();
        return std::move(m_rows);
    }

private:
    ResourceUse& add(Kind kind, std::string element, std::string resource, std::string unit, double demand, double capacity) {
        ResourceUse row;
        row.kind = kind;
        row.element = std::move(element);
        row.resource = std::move(resource);
        row.unit = std::move(unit);
        row.demand = demand;
        row.capacity = capacity;
        row.utilisation = demand <= 0 ? 0 : capacity > 0 ? demand / capacity : std::numeric_limits<double>::infinity();
        row.factor = row.utilisation > 0 ? 1 / row.utilisation : std::numeric_limits<double>::infinity();
        m_rows.push_back(std::move(row));
        return m_rows.back();
    }

    int pods(const Service& service) const { return m_flows.replicas.at(service.name); }

    /// Demand by guard and pool: attempts and busy seconds a second.
    struct Use {
        double attempts = 0;
        double busy = 0;
    };

    void collectGuards() {
        const auto& graph = m_model.network().graph();
        for (const Causation& causation : graph.causations()) {
            const Activity& from = graph.activities()[causation.from];
            const Activity& to = graph.activities()[causation.to];
            const bool isDedup = causation.kind == Causation::Kind::Dedup;
            if (from.service == nullptr || (to.store == nullptr && causation.kind != Causation::Kind::Call)) continue;
            const double visits = isDedup ? 1 : m_model.network().stepVisits(causation.from, causation.step);
            const double repeats = from.kind == Activity::Kind::Listener ? m_model.network().deliveries(causation.from) : 1;
            const double rate = repeats * visits * m_flows.activities[causation.from].perSecond;
            const double busy = rate > 0 ? rate * m_model.holdTimes().roundTrip(causation, m_model.uncontended()) : 0;
            if (to.store != nullptr) add(m_pools[{from.service, to.store->name}], rate, busy);
            if (isDedup) continue;
            const auto& action = from.steps()[causation.step].action;
            const auto* call = std::get_if<CallStep>(&action);
            const auto* store = std::get_if<StoreStep>(&action);
            const Guards guards = call != nullptr ? call->guards : store != nullptr ? store->guards : Guards{};
            if (!guards.rateLimiter.empty()) add(m_limiters[{from.service, guards.rateLimiter}], rate, busy);
            if (!guards.bulkhead.empty()) add(m_bulkheads[{from.service, guards.bulkhead}], rate, busy);
        }
    }

    static void add(Use& use, double attempts, double busy) {
        use.attempts += attempts;
        use.busy += busy;
    }

    void addService(const Service& service) {
        const std::string element = "service/" + service.name;
        add(Kind::Cpu, element, "CPU", "cores", m_flows.cpuSeconds.at(service.name),
            pods(service) * podCores(service, m_scenario));
        double calls = 0;
        double held = 0;
        for (const Operation& operation : service.operations) {
            const std::size_t i = m_model.network().graph().findActivity(element + "." + operation.name);
            calls += m_flows.activities[i].perSecond;
            held += m_flows.activities[i].perSecond * m_flows.activities[i].holdTime;
        }
        if (service.threads) add(Kind::Threads, element, "server threads", "threads", held, pods(service) * *service.threads);
        if (service.rateLimit && service.rateLimit->replenishRate > 0)
            add(Kind::TokenBucket, element, "rate limit", "tokens/s", calls * service.rateLimit->requestedTokens,
                service.rateLimit->replenishRate);
        for (const Store& store : m_scenario.stores) {
            const auto used = m_pools.find({&service, store.name});
            const auto size = poolSize(service, store);
            if (used != m_pools.end() && size)
                add(Kind::Pool, element, "pool " + store.name, "connections", used->second.busy, pods(service) * *size);
        }
        addGuards(service, element);
        for (const OutboxFlow& outbox : m_flows.outboxes)
            if (outbox.service == service.name)
                addRelays(element, outbox);
    }

    void addRelays(const std::string& element, const OutboxFlow& outbox) {
        ResourceUse& row = add(Kind::Relays, element, "outbox relays", "rows/s", outbox.rowsPerSecond, outbox.capacity);
        row.isLinear = false;
        row.hasShrinkingCapacity = true;
        row.waitsFor = {{element, Kind::Cpu}, {"store/" + outbox.store, Kind::StoreServers}};
        if (outbox.sharesCpu)
            row.note = fmt::format("outbox relays of {} share their pods' CPU with requests: {} rows/s at this load, {} in idle "
                                   "pods; close to a full CPU a small error in its load is a large one in what is left for them",
                                   element, shortNumber(outbox.capacity), shortNumber(outbox.idleCapacity));
    }

    void addGuards(const Service& service, const std::string& element) {
        for (const auto& [name, config] : service.rateLimiters)
            if (const auto used = m_limiters.find({&service, name}); used != m_limiters.end() && config.limitRefreshPeriod.ns > 0)
                add(Kind::RateLimiter, element, "rate limiter " + name, "calls/s", used->second.attempts,
                    pods(service) * config.limitForPeriod / config.limitRefreshPeriod.toSeconds());
        for (const auto& [name, config] : service.bulkheads)
            if (const auto used = m_bulkheads.find({&service, name}); used != m_bulkheads.end())
                add(Kind::Bulkhead, element, "bulkhead " + name, "calls", used->second.busy,
                    pods(service) * config.maxConcurrentCalls);
    }

    void addStore(const Store& store) {
        const std::string element = "store/" + store.name;
        double busy = 0;
        for (const auto& [name, operation] : store.operations) {
            const std::size_t i = m_model.network().graph().findActivity(element + "." + name);
            busy += m_flows.activities[i].perSecond * operation.time.mean;
        }
        add(Kind::StoreServers, element, "servers", "servers", busy, store.servers).isLinear = !m_polled.contains(store.name);
        if (!store.maxConnections) return;
        double connections = 0;
        for (const Service& service : m_scenario.services)
            if (m_pools.contains({&service, store.name})) connections += pods(service) * poolSize(service, store).value_or(0);
        ResourceUse& row = add(Kind::StoreConnections, element, "connections", "connections", connections, *store.maxConnections);
        row.dependsOnLoad = false;
    }

    void addGroup(const GroupFlow& group) {
        const std::string element = "group/" + group.group;
        const double atFullest = group.recordsPerSecond * group.fullestShare;
        // Only whole polls are cheaper at a higher load, so the factor follows from polls of max.poll.records.
        const double best = atFullest * group.bestRecordTime;
        const double now = atFullest * group.recordTime;
        // Records that come while it works make its next poll larger: who keeps up is never more than always busy.
        const bool isAlwaysBusy = now > 1 - 1e-9 && best < 1;
        ResourceUse& fullest = add(Kind::Consumers, element, "fullest consumer thread", "threads", isAlwaysBusy ? 1 : now,
                                   group.members > 0 ? 1 : 0);
        if (isAlwaysBusy)
            fullest.note = fmt::format("{} has a thread that is always busy, in polls that grow with the load", element);
        fullest.isLinear = group.recordTime == group.bestRecordTime;
        if (best > 0) fullest.factor = fullest.capacity / best;
        double hottest = 0;
        double all = 0;
        for (const Service& service : m_scenario.services)
            for (const Listener& listener : service.listeners) {
                if (service.name != group.service || listener.name != group.listener) continue;
                for (const std::string& name : listener.topics)
                    if (const TopicFlow* topic = m_flows.findTopic(name)) {
                        hottest += topic->recordsPerSecond * topic->hottestShare;
                        all += topic->recordsPerSecond;
                    }
            }
        const double share = all > 0 ? hottest / all : 0;
        add(Kind::Partitions, element, "fullest partition", "threads", group.recordsPerSecond * share * group.bestRecordTime, 1);
    }

    void addCluster(const KafkaCluster& cluster) {
        const auto flow = std::ranges::find(m_flows.clusters, cluster.name, &ClusterFlow::cluster);
        const std::string element = "cluster/" + cluster.name;
        const double threads = std::min(static_cast<double>(cluster.config.numIoThreads), cluster.cores);
        add(Kind::IoThreads, element, "I/O threads", "threads", flow->ioThreadSeconds, cluster.brokers * threads).isLinear =
            false;
        add(Kind::Disk, element, "disk", "B/s", flow->bytesIn + flow->bytesReplicated,
            cluster.brokers * cluster.diskBandwidth.bytesPerSecond)
            .isLinear = false;
    }

    void addNodes() {
        if (m_scenario.nodes.empty()) return;
        double cores = 0;
        for (const NodeGroup& nodes : m_scenario.nodes) cores += nodes.count * nodes.cpu.cores();
        double usage = 0;
        double requests = 0;
        for (const Service& service : m_scenario.services) {
            usage += m_flows.cpuSeconds.at(service.name);
            requests += pods(service) * service.deployment.requests.cpu.value_or(MilliCpu{0}).cores();
        }
        const std::string element = m_scenario.nodes.size() == 1 ? "node/" + m_scenario.nodes.front().name : "nodes";
        add(Kind::NodeCpu, element, "CPU", "cores", usage, cores);
        add(Kind::NodeRequests, element, "CPU requests", "cores", requests, cores).dependsOnLoad = false;
    }

    /// Bytes a second by the zones of the two ends.
    using ZoneTraffic = std::map<std::pair<std::string, std::string>, double>;

    static void spread(ZoneTraffic& traffic, const std::vector<std::string>& from, const std::vector<std::string>& to,
                       double perSecond) {
        for (const std::string& a : from)
            for (const std::string& b : to)
                if (a != b) traffic[{a, b}] += perSecond / static_cast<double>(from.size() * to.size());
    }

    static std::vector<std::string> brokerZones(const KafkaCluster& cluster) {
        std::vector<std::string> zones;
        for (int i = 0; i < cluster.brokers; ++i)
            if (const std::string zone = zoneOf(cluster, i); !zone.empty()) zones.push_back(zone);
        return zones;
    }

    void spreadPublished(ZoneTraffic& traffic, const TopicFlow& flow, const Topic& topic,
                         const std::vector<std::string>& brokers) const {
        const auto& graph = m_model.network().graph();
        for (const Causation& causation : graph.causations()) {
            const Service* service = graph.activities()[causation.from].service;
            if (causation.kind != Causation::Kind::Publish || graph.activities()[causation.to].topic != &topic ||
                service == nullptr)
                continue;
            const double share = m_flows.activities[causation.from].perSecond *
                                 m_model.network().stepVisits(causation.from, causation.step) / flow.recordsPerSecond;
            spread(traffic, zonesOf(*service, m_scenario), brokers, flow.bytesPerSecond * share);
        }
    }

    static void spreadReplicated(ZoneTraffic& traffic, const TopicFlow& flow, const Topic& topic, const KafkaCluster& cluster) {
        for (int p = 0; p < topic.partitions; ++p) {
            const std::vector<int> replicas = replicaBrokers(topic, cluster, p);
            for (std::size_t r = 1; r < replicas.size(); ++r)
                spread(traffic, {zoneOf(cluster, replicas[0])}, {zoneOf(cluster, replicas[r])},
                       flow.bytesPerSecond / topic.partitions);
        }
    }

    void spreadConsumed(ZoneTraffic& traffic, const TopicFlow& flow, const std::vector<std::string>& brokers) const {
        for (const Service& service : m_scenario.services)
            for (const Listener& listener : service.listeners)
                if (std::ranges::find(listener.topics, flow.topic) != listener.topics.end())
                    spread(traffic, brokers, zonesOf(service, m_scenario), flow.bytesPerSecond);
    }

    /// Kafka's bytes from zone to zone: producers to leaders, leaders to followers, leaders to consumers, all spread evenly.
    void addLinks() {
        ZoneTraffic traffic;
        for (const TopicFlow& flow : m_flows.topics) {
            const auto topic = std::ranges::find(m_scenario.topics, flow.topic, &Topic::name);
            const KafkaCluster* cluster = clusterOf(*topic, m_scenario);
            if (cluster == nullptr || flow.recordsPerSecond <= 0) continue;
            const std::vector<std::string> brokers = brokerZones(*cluster);
            spreadPublished(traffic, flow, *topic, brokers);
            spreadReplicated(traffic, flow, *topic, *cluster);
            spreadConsumed(traffic, flow, brokers);
        }
        for (const auto& [ends, perSecond] : traffic) {
            const ZoneLink* link = findLink(ends.first, ends.second, m_scenario);
            if (link == nullptr || !link->bandwidth) continue;
            add(Kind::Link, fmt::format("link/{}/{}", ends.first, ends.second), "bandwidth for Kafka", "B/s", perSecond,
                link->bandwidth->bytesPerSecond)
                .isLinear = false;
        }
    }

    const Scenario& m_scenario;
    const FlowModel& m_model;
    const FlowBalance& m_flows;
    std::set<std::string> m_polled;  ///< stores whose operations come once a poll
    std::map<std::pair<const Service*, std::string>, Use> m_pools;
    std::map<std::pair<const Service*, std::string>, Use> m_limiters;
    std::map<std::pair<const Service*, std::string>, Use> m_bulkheads;
    std::vector<ResourceUse> m_rows;
};

}  // namespace

std::vector<ResourceUse> resourceUse(const Scenario& scenario, const FlowModel& model, const FlowBalance& flows) {
    return ResourceTable(scenario, model, flows).rows();
}

}  // namespace headroom::model
