#include "model/scenario/metric_names.h"

#include <map>

namespace headroom::model {

namespace {

using Names = std::vector<std::string>;

const std::map<std::string, Names, std::less<>>& tables() {
    static const std::map<std::string, Names, std::less<>> all{
        {"broker",
         {"appendedBytes", "busyThreads", "cpuSeconds", "diskBytes", "requestQueue", "requests", "sentBytes", "up"}},
        {"client", {"completed", "failed", "inSystem", "latency", "rejected", "started", "users"}},
        {"cluster", {"elections"}},
        {"group",
         {"consumerLag", "deadLettered", "endToEndLatency", "expiredUnread", "lostRecords", "members", "processed", "rebalances",
          "redelivered", "skipped", "stable", "timeLag", "topicLatency"}},
        {"link", {"bandwidth", "bytes"}},
        {"node", {"cores", "pods", "ready"}},
        {"partitionOfGroup", {"consumerLag"}},
        {"pod",
         {"busyThreads", "cpuSeconds", "queued", "ready", "restarts", "throttledPeriods", "throttledSeconds"}},
        {"service",
         {"arrived",        "breakerDetectionTime", "breakerReactionTime", "busyThreads", "completed",       "cpuLimit",
          "cpuRequest",     "cpuSeconds",           "endpoints",           "failed",      "inSystem",        "latency",
          "notPermitted",   "openBreakers",         "outboxAge",           "outboxRows",  "pendingPods",     "produceRequests",
          "produceRetries", "queued",               "rateLimited",         "readyReplicas", "recordsAcknowledged",
          "recordsFailed",  "recordsSent",          "rejected",            "replicas",    "restarts",        "throttledSeconds",
          "unreachable"}},
        {"store", {"arrived", "busy", "busySeconds", "completed", "failed", "inSystem", "latency", "queued"}},
        {"topic",
         {"appended", "appendedBytes", "expired", "lostAcknowledged", "offlinePartitions", "retained", "retainedBytes",
          "truncated", "underReplicatedPartitions"}},
    };
    return all;
}

}  // namespace

const std::vector<std::string>& metricNames(std::string_view kind) {
    static const Names none;
    const auto found = tables().find(kind);
    return found == tables().end() ? none : found->second;
}

std::vector<std::string> measuredKinds() {
    std::vector<std::string> kinds;
    for (const auto& [kind, names] : tables()) kinds.push_back(kind);
    return kinds;
}

}  // namespace headroom::model
