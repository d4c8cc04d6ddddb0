// Outboxes, batches, requests and bytes around Kafka.
#include <algorithm>
#include <cmath>

#include "model/analysis/capacity.h"
#include "model/analysis/flow_model.h"
#include "model/topology/placement.h"

namespace headroom::model {

namespace {

constexpr double batchHeader = 61;     // bytes of a record batch before its records
constexpr double recordOverhead = 12;  // bytes of a record beside its key and value, typically

const Topic* findTopic(const Scenario& scenario, const std::string& name) {
    const auto found = std::ranges::find(scenario.topics, name, &Topic::name);
    return found == scenario.topics.end() ? nullptr : &*found;
}

/// One kind of producer: a service's pods, or the relays of its outbox.
struct Lane {
    const Service* service = nullptr;
    bool outbox = false;
    double perSecond = 0;
    struct Target {
        double perSecond = 0;
        double bytes = 0;  ///< of a record, mean
        bool keyed = false;
    };
    std::map<std::string, Target> topics;
};

struct Publishing {
    std::map<std::pair<std::string, bool>, Lane> lanes;
    std::map<std::string, std::vector<KeySpec>> keys;
};

Publishing collectLanes(const FlowNetwork& network, const std::vector<double>& rates) {
    Publishing result;
    const auto& graph = network.graph();
    for (const Causation& causation : graph.causations()) {
        const Activity& from = graph.activities()[causation.from];
        if (causation.kind != Causation::Kind::Publish) continue;
        const auto& publish = std::get<PublishStep>(from.steps()[causation.step].action);
        const double repeats = from.kind == Activity::Kind::Listener ? network.deliveries(causation.from) : 1;
        const double perSecond = repeats * network.stepVisits(causation.from, causation.step) * rates[causation.from];
        const bool outbox = publish.via == PublishStep::Via::Outbox && from.service != nullptr && from.service->outbox;
        Lane& lane = result.lanes[{from.service == nullptr ? "" : from.service->name, outbox}];
        lane.service = from.service;
        lane.outbox = outbox;
        lane.perSecond += perSecond;
        Lane::Target& target = lane.topics[publish.topic];
        if (perSecond > 0 && std::isfinite(perSecond))
            target.bytes = (target.bytes * target.perSecond + publish.size.mean * perSecond) / (target.perSecond + perSecond);
        target.perSecond += perSecond;
        target.keyed = target.keyed || publish.key.kind != KeySpec::Kind::None;
        result.keys[publish.topic].push_back(publish.key);
    }
    return result;
}

/// Records a producer sends to one broker in one request: those of its linger time, or of a slot among its requests in flight.
double recordsPerRequest(const Lane& lane, const Topic& topic, int producers, int brokers, const FlowModel& model,
                         double rowsPerPoll) {
    const ProducerConfig config = lane.service == nullptr ? ProducerConfig{} : lane.service->producer;
    double toBroker = lane.perSecond / producers / brokers;
    double most = 1e9;
    if (lane.outbox) {
        const double row = lane.service->outbox->relayWorkPerRow.mean;
        if (row > 0) toBroker = std::max(toBroker, 1 / row / brokers);  // a relay sends a poll's rows in one burst
        most = std::max(1.0, rowsPerPoll / brokers);
    }
    const double ack = lane.service == nullptr ? 0 : model.holdTimes().acknowledgement(*lane.service, topic);
    const double lingered = 1 + toBroker * config.linger.toSeconds();
    const double paced = toBroker * ack / std::max(1, config.maxInFlightRequestsPerConnection);
    return std::min(most, std::max(lingered, paced));
}

/// Batches into which the records of a request to one broker fall.
double batchesPerRequest(const Lane::Target& target, double records, const Topic& topic, int brokers, Bytes batchSize) {
    const double fitting =
        std::max(1.0, std::floor((static_cast<double>(batchSize.value) - batchHeader) / (target.bytes + recordOverhead)));
    const double keys = target.keyed ? std::max(1.0, static_cast<double>(topic.partitions) / brokers) : 1;
    const double touched = keys * (1 - std::pow(1 - 1 / keys, std::max(1.0, records)));
    return std::max({std::min(touched, records), records / fitting, std::min(1.0, records)});
}

double rowsPerPoll(const FlowBalance& balance, const Service* service) {
    for (const OutboxFlow& outbox : balance.outboxes)
        if (service != nullptr && outbox.service == service->name) return outbox.rowsPerPoll;
    return 1;
}

void addLane(const Lane& lane, const Scenario& scenario, const FlowModel& model, FlowBalance& balance,
             std::map<std::string, TopicFlow>& topics, std::map<std::string, ClusterFlow>& clusters) {
    std::map<std::string, double> requests;  // by cluster: a request takes batches of all topics along
    for (const auto& [name, target] : lane.topics) {
        const Topic* topic = findTopic(scenario, name);
        if (topic == nullptr || target.perSecond <= 0) continue;
        const KafkaCluster* cluster = clusterOf(*topic, scenario);
        const int brokers = cluster == nullptr ? 1 : std::max(1, std::min(cluster->brokers, topic->partitions));
        int producers = lane.service == nullptr ? 1 : std::max(1, balance.replicas.at(lane.service->name));
        if (lane.outbox) producers = std::max(1, lane.service->outbox->relays);
        const double records = recordsPerRequest(lane, *topic, producers, brokers, model, rowsPerPoll(balance, lane.service));
        const double ofTopic = records * target.perSecond / lane.perSecond;
        const Bytes batchSize = lane.service == nullptr ? ProducerConfig{}.batchSize : lane.service->producer.batchSize;
        const double batches = batchesPerRequest(target, ofTopic, *topic, brokers, batchSize) * target.perSecond / ofTopic;
        TopicFlow& flow = topics[name];
        flow.batchesPerSecond += batches;
        flow.recordBytes += target.bytes * target.perSecond;  // divided by the rate at the end
        flow.bytesPerSecond += (target.bytes + recordOverhead) * target.perSecond + batchHeader * batches;
        if (cluster != nullptr) requests[cluster->name] = std::max(requests[cluster->name], lane.perSecond / records);
    }
    for (const auto& [cluster, perSecond] : requests) clusters[cluster].produceRequestsPerSecond += perSecond;
}

/// Fetches a second of a reader that has one request in flight and is answered when something arrives.
double fetchesPerSecond(double batchesPerSecond, double roundTrip, Duration longest) {
    const double pause = batchesPerSecond > 0 ? std::min(1 / batchesPerSecond, longest.toSeconds()) : longest.toSeconds();
    return roundTrip + pause > 0 ? 1 / (roundTrip + pause) : 0;
}

void finishCluster(const KafkaCluster& cluster, const Scenario& scenario, ClusterFlow& flow, const FlowBalance& balance) {
    std::vector<std::string> zones;
    for (int i = 0; i < cluster.brokers; ++i)
        if (const std::string zone = zoneOf(cluster, i); !zone.empty()) zones.push_back(zone);
    const double roundTrip = 2 * meanLatency(zones, zones, scenario) + cluster.requestWork.mean;
    bool replicated = false;
    for (const TopicFlow& topic : balance.topics) {
        const Topic* what = findTopic(scenario, topic.topic);
        if (clusterOf(*what, scenario) != &cluster) continue;
        flow.batchesPerSecond += topic.batchesPerSecond;
        flow.bytesIn += topic.bytesPerSecond;
        flow.bytesReplicated += topic.replicatedBytesPerSecond;
        replicated = replicated || (what->replicas > 1 && topic.recordsPerSecond > 0);
        for (const Service& service : scenario.services)
            for (const Listener& listener : service.listeners) {
                if (std::ranges::find(listener.topics, what->name) == listener.topics.end()) continue;
                const int readers =
                    std::min(what->partitions, std::max(1, balance.replicas.at(service.name)) * listener.concurrency);
                const int brokers = std::max(1, std::min(cluster.brokers, what->partitions / std::max(1, readers)));
                const double each = topic.batchesPerSecond / (readers * brokers);
                flow.fetchRequestsPerSecond +=
                    readers * brokers * fetchesPerSecond(each, roundTrip, listener.consumer.fetchMaxWait);
                flow.bytesOut += topic.bytesPerSecond;
            }
    }
    const double perLeader = flow.batchesPerSecond / std::max(1, cluster.brokers);
    if (replicated)
        flow.replicationRequestsPerSecond =
            cluster.brokers * (cluster.brokers - 1) * fetchesPerSecond(perLeader, roundTrip, cluster.config.replicaFetchWaitMax);
    const double requests = flow.produceRequestsPerSecond + flow.fetchRequestsPerSecond + flow.replicationRequestsPerSecond;
    flow.ioThreadSeconds = requests * cluster.requestWork.mean + flow.batchesPerSecond * cluster.batchWork.mean +
                           (flow.bytesIn + flow.bytesOut + flow.bytesReplicated) * cluster.workPerByte;
}

}  // namespace

double hottestShare(const Topic& topic, const std::vector<KeySpec>& keys) {
    double share = 1.0 / std::max(1, topic.partitions);
    for (const KeySpec& key : keys) {
        if (key.kind == KeySpec::Kind::None || key.cardinality < 1) continue;
        const double n = static_cast<double>(key.cardinality);
        double hottestKey = 1 / n;
        if (key.kind == KeySpec::Kind::Zipf) {
            double sum = 0;
            const int exact = static_cast<int>(std::min(n, 1000.0));
            for (int k = 1; k <= exact; ++k) sum += std::pow(k, -key.exponent);
            if (n > exact) {  // Euler-Maclaurin: the integral from the last exact term
                const double s = key.exponent;
                sum += s == 1 ? std::log(n / exact) : (std::pow(n, 1 - s) - std::pow(exact, 1 - s)) / (1 - s);
            }
            hottestKey = 1 / sum;
        }
        if (hottestKey * topic.partitions > 1 || key.kind == KeySpec::Kind::Zipf)
            share = std::max(share, std::min(1.0, hottestKey + (1 - hottestKey) / std::max(1, topic.partitions) *
                                                                   (key.kind == KeySpec::Kind::Zipf ? 1 : 0)));
    }
    return share;
}

double fullestShare(const Topic& topic, int members, double hottest) {
    const int partitions = fullestPartitions(topic.partitions, members);
    const double others = topic.partitions > 1 ? (1 - hottest) / (topic.partitions - 1) : 0;
    return std::min(1.0, hottest + (partitions - 1) * others);
}

void addKafkaFlows(const FlowModel& model, const std::vector<double>& rates, FlowBalance& balance) {
    const Scenario& scenario = model.network().scenario();
    Publishing publishing = collectLanes(model.network(), rates);
    std::map<std::string, TopicFlow> topics;
    std::map<std::string, ClusterFlow> clusters;
    for (const auto& [key, lane] : publishing.lanes)
        if (lane.perSecond > 0 && std::isfinite(lane.perSecond)) addLane(lane, scenario, model, balance, topics, clusters);
    for (const Topic& topic : scenario.topics) {
        TopicFlow flow = topics[topic.name];
        flow.topic = topic.name;
        const double published = flow.bytesPerSecond > 0 ? flow.recordBytes : 0;
        flow.recordsPerSecond = rates[model.network().graph().findActivity("topic/" + topic.name)];
        flow.recordBytes = published > 0 && flow.recordsPerSecond > 0 ? published / flow.recordsPerSecond : 0;
        flow.recordsPerBatch = flow.batchesPerSecond > 0 ? flow.recordsPerSecond / flow.batchesPerSecond : 0;
        flow.replicatedBytesPerSecond = flow.bytesPerSecond * std::max(0, topic.replicas - 1);
        flow.hottestShare = hottestShare(topic, publishing.keys[topic.name]);
        balance.topics.push_back(flow);
    }
    for (const KafkaCluster& cluster : scenario.clusters) {
        ClusterFlow flow = clusters[cluster.name];
        flow.cluster = cluster.name;
        finishCluster(cluster, scenario, flow, balance);
        balance.clusters.push_back(flow);
    }
}

void addGroups(const FlowModel& model, const std::vector<double>& rates, const std::vector<double>& recordsPerPoll,
               FlowBalance& balance) {
    const auto& activities = model.network().graph().activities();
    const Scenario& scenario = model.network().scenario();
    for (std::size_t i = 0; i < activities.size(); ++i) {
        if (activities[i].kind != Activity::Kind::Listener) continue;
        const Listener& listener = *activities[i].listener;
        GroupFlow flow;
        flow.group = activities[i].element.substr(6);
        flow.service = activities[i].service->name;
        flow.listener = listener.name;
        flow.recordsPerSecond = rates[i];
        flow.deliveriesPerSecond = rates[i] * model.network().deliveries(i);
        flow.deadLettersPerSecond = rates[i] * model.network().deadLetters(i);
        flow.recordsPerPoll = recordsPerPoll[i + 1];
        flow.pollsPerSecond = rates[i + 1];
        flow.members = std::max(0, balance.replicas.at(flow.service)) * std::max(1, listener.concurrency);
        double weighted = 0;
        double all = 0;
        for (const std::string& name : listener.topics) {
            const Topic* topic = findTopic(scenario, name);
            const TopicFlow* of = balance.findTopic(name);
            if (topic == nullptr || of == nullptr) continue;
            flow.partitions += topic->partitions;
            flow.bytesPerSecond += of->bytesPerSecond;
            weighted += of->recordsPerSecond * fullestShare(*topic, flow.members, of->hottestShare);
            all += of->recordsPerSecond;
        }
        flow.fullestShare = all > 0 ? weighted / all : 0;
        const double repeats = model.network().deliveries(i);
        const double record = model.uncontended()[i] * repeats;
        const double poll = model.uncontended()[i + 1] * repeats;
        flow.recordTime = record + poll / flow.recordsPerPoll;
        flow.bestRecordTime = record + poll / std::max(1, listener.consumer.maxPollRecords);
        balance.groups.push_back(flow);
    }
}

}  // namespace headroom::model
