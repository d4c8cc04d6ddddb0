#pragma once
// What a shop's files and pages say when `headroom up` plays it.

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/live/mock_kafka.h"

namespace headroom {

/// One topic, two services and clients of so many journeys a second; `more` are further lines.
inline std::string shopText(int perSecond, const std::string& more = {}) {
    return "scenario: shop\n" + more + R"(kafka: {main: {brokers: 1}}
topics: {orders: {partitions: 1}}
stores: {ledger: {kind: postgresql, operations: {insert: constant(1ms)}}}
services:
  order: {operations: {create: [wait: 1ms, store: ledger.insert, publish: orders]}}
  audit: {listeners: {audit: {topics: [orders], groupId: audit, steps: [wait: 1ms]}}}
clients: {users: {load: poisson()" +
           std::to_string(perSecond) + "/s), journey: [call: order.create]}}\n";
}

/// Group audit is 30 of 50 records behind.
inline void fallBehind(MockKafka& kafka) {
    kafka.createTopic("orders", 1);
    kafka.produce("orders", 0, 50);
    kafka.commit("audit", "orders", 0, 20);
}

/// A histogram of so many times, all of them between 10 and 20 ms, 15 on average.
inline std::string histogram(const std::string& name, const std::string& labels, int count) {
    const std::string n = std::to_string(count);
    const auto bucket = [&](const std::string& bound, const std::string& below) {
        return name + "_bucket{" + labels + ",le=\"" + bound + "\"} " + below + "\n";
    };
    return "# TYPE " + name + " histogram\n" + bucket("0.01", "0") + bucket("0.02", n) + bucket("+Inf", n) + name + "_sum{" +
           labels + "} " + std::to_string(count * 0.015) + "\n" + name + "_count{" + labels + "} " + n + "\n";
}

/// What a run tells of itself in the runtime folder, which becomes this process'; pods as service and address.
inline void tellRun(const std::string& runtime, const std::string& scenario, const MockKafka& kafka, double loadScale,
                    const std::vector<std::pair<std::string, std::string>>& pods) {
    setenv("XDG_RUNTIME_DIR", runtime.c_str(), 1);
    const std::filesystem::path folder = std::filesystem::path(runtime) / "headroom" / std::to_string(getpid());
    std::filesystem::create_directories(folder);
    nlohmann::json told{{"scenario", std::filesystem::absolute(scenario).string()},
                        {"variant", ""},
                        {"loadScale", loadScale},
                        {"kafka", kafka.bootstrap()},
                        {"embedded", true},
                        {"serving", true},
                        {"pods", nlohmann::json::array()}};
    for (const auto& [service, address] : pods)
        told["pods"].push_back({{"name", service + "-0"}, {"service", service}, {"address", address}});
    std::ofstream(folder / "run.json") << told;
}

}  // namespace headroom
