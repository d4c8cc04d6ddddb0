#include "model/scenario/vocabulary.h"

namespace headroom::model::vocabulary {

namespace {

std::vector<std::string> serviceKeys() {
    return {"deployment",    "autoscaler",   "application",
            "replicas",      "resources",    "readinessProbe",
            "livenessProbe", "startupProbe", "terminationGracePeriodSeconds",
            "threads",       "queue",        "cores",
            "scheduling",    "startup",      "endpointPropagation",
            "zones",         "operations",   "outbox",
            "listeners",     "pools",        "producer",
            "consumer"};
}

}  // namespace

const KeyTable& scenario() {
    static const KeyTable table{
        "a scenario",
        {"scenario", "description", "versions", "duration",      "warmup",  "frame",    "seed",     "granularity",
         "zones",    "network",     "nodes",    "hpaController", "clients", "services", "gateways", "monoliths",
         "stores",   "kafka",       "topics",   "initial",       "faults",  "expect",   "variants", "layout"},
        {}};
    return table;
}

const KeyTable& versions() {
    static const KeyTable table{"versions", {"kafka", "kubernetes", "resilience4j", "client"}, {}};
    return table;
}

const KeyTable& network() {
    static const KeyTable table{"the network", {"within", "between", "bandwidth", "links"}, {}};
    return table;
}

const KeyTable& networkLink() {
    static const KeyTable table{"a link", {"from", "to", "latency", "bandwidth"}, {}};
    return table;
}

const KeyTable& nodeGroup() {
    static const KeyTable table{"a group of nodes", {"count", "zones", "cpu", "memory", "bandwidth"}, {}};
    return table;
}

const KeyTable& hpaController() {
    static const KeyTable table{"the HPA controller",
                                {"syncPeriod", "downscaleStabilization", "tolerance", "cpuInitializationPeriod",
                                 "initialReadinessDelay", "metricsResolution", "metricsWindow"},
                                {}};
    return table;
}

const KeyTable& client() {
    static const KeyTable table{"a client", {"zone", "load", "journey", "producer"}, {}};
    return table;
}

const KeyTable& step() {
    static const KeyTable table{"a step", {"cpu", "wait", "call", "store", "publish", "fail", "probability", "per"}, {}};
    return table;
}

const KeyTable& call() {
    static const KeyTable table{
        "a call", {"to", "timeout", "retry", "circuitBreaker", "rateLimiter", "timeLimiter", "bulkhead", "ignoreFailure"}, {}};
    return table;
}

const KeyTable& storeCall() {
    static const KeyTable table{
        "a store operation",
        {"on", "timeout", "retry", "circuitBreaker", "rateLimiter", "timeLimiter", "bulkhead", "ignoreFailure"},
        {}};
    return table;
}

const KeyTable& publish() {
    static const KeyTable table{"a publication", {"to", "via", "key", "size"}, {}};
    return table;
}

const KeyTable& service() {
    static const KeyTable table{"a service", serviceKeys(), {}};
    return table;
}

const KeyTable& gateway() {
    static const KeyTable table = [] {
        KeyTable extended{"a gateway", serviceKeys(), {}};
        extended.keys.insert(extended.keys.end(), {"authentication", "rateLimit", "routes"});
        return extended;
    }();
    return table;
}

const KeyTable& route() {
    static const KeyTable table{
        "a route",
        {"to", "cpu", "timeout", "retry", "circuitBreaker", "rateLimiter", "timeLimiter", "bulkhead", "ignoreFailure"},
        {}};
    return table;
}

const KeyTable& rateLimit() {
    static const KeyTable table{"a rate limit", {"replenishRate", "burstCapacity", "requestedTokens"}, {}};
    return table;
}

const KeyTable& pool() {
    static const KeyTable table{"a connection pool", {"maximumPoolSize", "connectionTimeout"}, {}};
    return table;
}

const KeyTable& outbox() {
    static const KeyTable table{"an outbox",
                                {"store", "insertOperation", "pollOperation", "deleteOperation", "pollInterval", "batchSize",
                                 "relays", "relayWork", "inPod"},
                                {}};
    return table;
}

const KeyTable& listener() {
    static const KeyTable table{
        "a listener", {"topics", "groupId", "concurrency", "ackMode", "dedup", "steps", "errorHandler", "consumer"}, {}};
    return table;
}

const KeyTable& errorHandler() {
    static const KeyTable table{
        "an error handler", {"backOff", "maxAttempts", "exponential", "multiplier", "maxInterval", "deadLetterTopic"}, {}};
    return table;
}

const KeyTable& store() {
    static const KeyTable table{"a store", {"kind", "zone", "servers", "maxConnections", "operations"}, {}};
    return table;
}

const KeyTable& storeOperation() {
    static const KeyTable table{"an operation of a store", {"time", "hitRatio", "onMiss"}, {}};
    return table;
}

const KeyTable& cluster() {
    static const KeyTable table{
        "a Kafka cluster",
        {"brokers", "zones", "config", "cores", "pageCache", "diskBandwidth", "requestWork", "batchWork", "byteWork"},
        {}};
    return table;
}

const KeyTable& topic() {
    static const KeyTable table{"a topic", {"partitions", "replicas", "config", "cluster"}, {}};
    return table;
}

const KeyTable& initial() {
    static const KeyTable table{"the initial state", {"lag", "replicas"}, {}};
    return table;
}

const KeyTable& initialLag() {
    static const KeyTable table{"an initial lag", {"topic", "groupId", "records", "age", "partitions"}, {}};
    return table;
}

const KeyTable& fault() {
    static const KeyTable table{"a fault",
                                {"name", "at", "for", "kill", "delete", "partition", "slow", "fail", "outage", "surge", "poison",
                                 "hotKey", "scale", "count", "factor", "probability", "fraction", "replicas"},
                                {}};
    return table;
}

const KeyTable& expectation() {
    static const KeyTable table{"an expectation", {"name", "metric", "during", "relativeTo", "is", "role", "source"}, {}};
    return table;
}

const KeyTable& variant() {
    static const KeyTable table = [] {
        KeyTable sections{"a variant", {"set"}, {}};
        for (const std::string& key : scenario().keys)
            if (key != "scenario" && key != "variants") sections.keys.push_back(key);
        return sections;
    }();
    return table;
}

const KeyTable& layoutEntry() {
    static const KeyTable table{"a place in the drawing", {"x", "y", "collapsed"}, {}};
    return table;
}

std::vector<const KeyTable*> all() {
    return {&scenario(),  &versions(), &network(),   &networkLink(), &nodeGroup(),    &hpaController(), &client(),
            &step(),      &call(),     &storeCall(), &publish(),     &service(),      &gateway(),       &route(),
            &rateLimit(), &pool(),     &outbox(),    &listener(),    &errorHandler(), &store(),         &storeOperation(),
            &cluster(),   &topic(),    &initial(),   &initialLag(),  &fault(),        &expectation(),   &variant(),
            &layoutEntry()};
}

}  // namespace headroom::model::vocabulary
