#pragma once
// A shop as `headroom up` would play it: its broker is librdkafka's mock cluster, its processes are pages of metrics.

#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/golden/cli/program.h"
#include "tests/live/http_server.h"
#include "tests/live/mock_kafka.h"

namespace headroom {

/// Group audit is 30 of 50 records behind. Clients and service order have done so many things a second since this was made, each
/// of which took 15 ms on average.
class PlayedShop {
public:
    explicit PlayedShop(double perSecond) : m_perSecond(perSecond) {
        m_kafka.createTopic("orders", 1);
        m_kafka.produce("orders", 0, 50);
        m_kafka.commit("audit", "orders", 0, 20);
        std::ofstream(m_scenario) << R"(scenario: shop
frame: 500ms
kafka: {main: {brokers: 1}}
topics: {orders: {partitions: 1}}
stores: {ledger: {kind: postgresql, operations: {insert: constant(1ms)}}}
services:
  order: {operations: {create: [wait: 1ms, store: ledger.insert, publish: orders]}}
  audit: {listeners: {audit: {topics: [orders], groupId: audit, steps: [wait: 1ms]}}}
clients: {users: {load: poisson(50/s), journey: [call: order.create]}}
)";
        tellRun();
    }

    const std::string& scenario() const { return m_scenario; }
    MockKafka& kafka() { return m_kafka; }
    /// How often anybody has looked.
    int looks() const { return m_clients.requests(); }
    /// From now on.
    void setRate(double perSecond) {
        const int before = done();
        const std::lock_guard lock(m_mutex);
        m_before = before;
        m_since = Clock::now();
        m_perSecond = perSecond;
    }

private:
    using Clock = std::chrono::steady_clock;

    int done() const {
        const std::lock_guard lock(m_mutex);
        const double seconds = std::chrono::duration<double>(Clock::now() - m_since).count();
        return m_before + static_cast<int>(seconds * m_perSecond);
    }

    /// A histogram of times between 10 and 20 ms.
    HttpServer::Answer page(const std::string& name, const std::string& labels) const {
        return [=, this](const Asked&) {
            const std::string n = std::to_string(done());
            return Told{"# TYPE " + name + " histogram\n" + name + "_bucket{" + labels + ",le=\"0.01\"} 0\n" + name + "_bucket{" +
                        labels + ",le=\"0.02\"} " + n + "\n" + name + "_bucket{" + labels + ",le=\"+Inf\"} " + n + "\n" + name +
                        "_sum{" + labels + "} " + std::to_string(std::stoi(n) * 0.015) + "\n" + name + "_count{" + labels + "} " +
                        n + "\n"};
        };
    }

    /// As a run tells of itself; the folder is this process'.
    void tellRun() const {
        setenv("XDG_RUNTIME_DIR", m_runtime.c_str(), 1);
        const std::filesystem::path folder = std::filesystem::path(m_runtime) / "headroom" / std::to_string(getpid());
        std::filesystem::create_directories(folder);
        const nlohmann::json pods = {{{"name", "order-0"}, {"service", "order"}, {"address", m_order.place()}},
                                     {{"name", "clients-0"}, {"service", ""}, {"address", m_clients.place()}}};
        std::ofstream(folder / "run.json") << nlohmann::json{{"scenario", std::filesystem::absolute(m_scenario).string()},
                                                             {"variant", ""},
                                                             {"loadScale", 1.0},
                                                             {"kafka", m_kafka.bootstrap()},
                                                             {"embedded", true},
                                                             {"serving", true},
                                                             {"pods", pods}};
    }

    mutable std::mutex m_mutex;
    double m_perSecond;
    int m_before = 0;
    Clock::time_point m_since = Clock::now();
    MockKafka m_kafka;
    std::string m_scenario = freshPath("shop.yaml");
    std::string m_runtime = freshPath("runtime");
    HttpServer m_order{page("http_server_request_duration_seconds", "http_route=\"/operations/create\"")};
    HttpServer m_clients{page("headroom_journey_duration_seconds", "client=\"users\"")};
};

}  // namespace headroom
