#pragma once
// A shop as `headroom up` would play it: its broker is librdkafka's mock cluster, its processes are pages of metrics.

#include <chrono>
#include <cmath>
#include <fstream>
#include <mutex>
#include <string>

#include "tests/golden/cli/program.h"
#include "tests/live/http_server.h"
#include "tests/live/mock_kafka.h"
#include "tests/live/told_shop.h"

namespace headroom {

/// Group audit is 30 of 50 records behind. Clients and service order have done so many things a second since this was made, each
/// of which took 15 ms on average.
class PlayedShop {
public:
    explicit PlayedShop(double perSecond) : m_perSecond(perSecond) {
        fallBehind(m_kafka);
        std::ofstream(m_scenario) << shopText(50, "frame: 500ms\n");
        tellRun(m_runtime, m_scenario, m_kafka, 1.0, {{"order", m_order.place()}, {"", m_clients.place()}});
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

    HttpServer::Answer page(const std::string& name, const std::string& labels) const {
        return [=, this](const Asked&) { return Told{histogram(name, labels, done())}; };
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
