// Transactional outboxes: how often their relays poll and delete.
#include <algorithm>
#include <cmath>

#include "model/analysis/capacity.h"
#include "model/analysis/flow_model.h"
#include "model/analysis/relay_contention.h"

namespace headroom::model {

namespace {

/// A relay that found a full batch polls again at once; otherwise it waits for its interval.
constexpr bool pollsAgainAfterFullBatch = true;

/// Seconds of the parts of a relay's cycle.
struct RelayCycle {
    double interval = 0;
    double fixed = 0;  ///< poll, acknowledgement, delete
    double perRow = 0;
};

double outboxRate(const FlowNetwork& network, const Service& service, const std::vector<double>& rates, std::string& topic) {
    double rows = 0;
    const auto& graph = network.graph();
    for (const Causation& causation : graph.causations()) {
        const Activity& from = graph.activities()[causation.from];
        if (causation.kind != Causation::Kind::Publish || from.service != &service) continue;
        const auto& publish = std::get<PublishStep>(from.steps()[causation.step].action);
        if (publish.via != PublishStep::Via::Outbox) continue;
        const double repeats = from.kind == Activity::Kind::Listener ? network.deliveries(causation.from) : 1;
        rows += repeats * network.stepVisits(causation.from, causation.step) * rates[causation.from];
        topic = publish.topic;
    }
    return rows;
}

double storeTime(const FlowModel& model, const std::string& activity) {
    const std::size_t found = model.network().graph().findActivity(activity);
    return found == ActivityGraph::npos ? 0 : model.uncontended()[found];
}

RelayCycle cycleOf(const FlowModel& model, const Service& service, const std::string& topicName) {
    const Outbox& outbox = *service.outbox;
    RelayCycle cycle;
    cycle.interval = outbox.pollInterval.toSeconds();
    cycle.perRow = outbox.relayWorkPerRow.mean;
    const std::string store = "store/" + outbox.store + ".";
    cycle.fixed = storeTime(model, store + outbox.pollOperation) + storeTime(model, store + outbox.deleteOperation);
    const auto& topics = model.network().scenario().topics;
    if (const auto topic = std::ranges::find(topics, topicName, &Topic::name); topic != topics.end())
        cycle.fixed += model.holdTimes().acknowledgement(service, *topic);
    return cycle;
}

/// Adds store operations a second and what their misses cause.
void addStoreRate(const FlowNetwork& network, const std::string& activity, double perSecond, std::vector<double>& rates) {
    std::size_t found = network.graph().findActivity(activity);
    for (int depth = 0; depth < 10 && found != ActivityGraph::npos && perSecond > 0; ++depth) {
        rates[found] += perSecond;
        const Store::Operation& operation = *network.graph().activities()[found].storeOperation;
        if (operation.hitRatio >= 1) return;
        perSecond *= 1 - operation.hitRatio;
        found = network.graph().findActivity("store/" + operation.missStore + "." + operation.missOperation);
    }
}

/// Seconds of a full batch in which its relay isn't on its pod's CPU.
double awayFromCpu(const FlowModel& model, const Service& service, const std::string& topic, const Waits& waits,
                   const std::vector<double>& times) {
    const Outbox& outbox = *service.outbox;
    const Scenario& scenario = model.network().scenario();
    double seconds = cycleOf(model, service, topic).fixed;
    const auto& graph = model.network().graph();
    for (const std::string& operation : {outbox.pollOperation, outbox.deleteOperation}) {
        const std::size_t found = graph.findActivity("store/" + outbox.store + "." + operation);
        if (found == ActivityGraph::npos) continue;
        seconds += times[found] - model.uncontended()[found];
        const auto store = std::ranges::find(scenario.stores, outbox.store, &Store::name);
        const auto pool = waits.pools.find({model.holdTimes().serviceIndex(&service), model.holdTimes().storeIndex(&*store)});
        if (pool != waits.pools.end()) seconds += pool->second;
    }
    if (!outbox.inPod) seconds += outbox.batchSize * outbox.relayWorkPerRow.mean;
    return seconds;
}

/// A pod of the service, without its relays' number.
RelayPod relayPod(const FlowModel& model, const Service& service, const std::vector<double>& rates, int pods, double away) {
    const Scenario& scenario = model.network().scenario();
    RelayPod pod;
    pod.cores = podCores(service, scenario);
    pod.requestCores = model.requestCpuSeconds(service, rates) / std::max(1, pods);
    pod.requestSquares = model.cpuSquares(service, rates) / std::max(1, pods);
    const double nodeCores = (scenario.nodes.empty() ? NodeGroup{} : scenario.nodes.front()).cpu.cores();
    pod.hasQuota = service.deployment.limits.cpu && pod.cores < nodeCores;
    pod.work = service.outbox->inPod ? service.outbox->batchSize * service.outbox->relayWorkPerRow.mean : 0;
    pod.away = away;
    return pod;
}

/// Batches a second of all relays, dealt out to the pods in turn.
double batchesOfAll(RelayPod pod, const Service& service, int pods) {
    const int relays = std::max(1, service.outbox->relays);
    pods = std::max(1, pods);
    const auto with = [&](int number) {
        pod.relays = number;
        return relayBatches(pod);
    };
    // A relay that takes no time does any number: no pods of that kind must not become none times infinity.
    const int withOneMore = relays % pods;
    const double more = withOneMore > 0 ? withOneMore * with(relays / pods + 1) : 0;
    return more + (relays < pods ? 0 : (pods - withOneMore) * with(relays / pods));
}

}  // namespace

void addOutboxes(const FlowModel& model, std::vector<double>& rates, FlowBalance& balance) {
    for (const Service& service : model.network().scenario().services) {
        if (!service.outbox) continue;
        const Outbox& outbox = *service.outbox;
        std::string topic;
        OutboxFlow flow;
        flow.service = service.name;
        flow.rowsPerSecond = outboxRate(model.network(), service, rates, topic);
        const RelayCycle cycle = cycleOf(model, service, topic);
        const int relays = std::max(1, outbox.relays);
        const double full = cycle.fixed + outbox.batchSize * cycle.perRow + (pollsAgainAfterFullBatch ? 0 : cycle.interval);
        flow.idleCapacity = full > 0 ? relays * outbox.batchSize / full : std::numeric_limits<double>::infinity();
        flow.capacity = flow.idleCapacity;
        flow.store = outbox.store;
        flow.topic = topic;
        // The rows of one cycle are those that came during it: q = rate (interval + fixed + q perRow).
        const double each = flow.rowsPerSecond / relays;
        const double busy = each * cycle.perRow;
        const double rows = busy < 1 ? each * (cycle.interval + cycle.fixed) / (1 - busy) : outbox.batchSize;
        flow.rowsPerPoll = std::min(rows, static_cast<double>(outbox.batchSize));
        const double length = rows < outbox.batchSize ? cycle.interval + cycle.fixed + rows * cycle.perRow
                                                      : std::max(full, flow.rowsPerPoll / std::max(each, 1e-300));
        flow.pollsPerSecond = length > 0 ? relays / length : 0;
        flow.deletesPerSecond = flow.pollsPerSecond * -std::expm1(-flow.rowsPerPoll);
        const std::string store = "store/" + outbox.store + ".";
        addStoreRate(model.network(), store + outbox.pollOperation, flow.pollsPerSecond, rates);
        addStoreRate(model.network(), store + outbox.deleteOperation, flow.deletesPerSecond, rates);
        balance.outboxes.push_back(flow);
    }
}

void addRelayCapacities(const FlowModel& model, const std::vector<double>& rates, double seen, FlowBalance& balance) {
    const Waits waits = model.waits(rates, balance.replicas, seen);
    const std::vector<double> times = model.holdTimes().at(waits);
    for (OutboxFlow& flow : balance.outboxes) {
        const Service& service = *std::ranges::find(model.network().scenario().services, flow.service, &Service::name);
        const RelayPod pod = relayPod(model, service, rates, balance.replicas.at(flow.service),
                                      awayFromCpu(model, service, flow.topic, waits, times));
        flow.sharesCpu = pod.work > 0 && pod.requestCores > 0;
        flow.capacity = service.outbox->batchSize * batchesOfAll(pod, service, balance.replicas.at(flow.service));
    }
}

}  // namespace headroom::model
