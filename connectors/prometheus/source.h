#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "connectors/prometheus/client.h"
#include "connectors/prometheus/page.h"
#include "connectors/prometheus/reading.h"

namespace headroom::connectors::prometheus {

/// A page or a server that is asked at every look, and left alone for a while after it failed.
class Source {
public:
    using Clock = std::chrono::steady_clock;

    Source(MetricsPage client, Page page);
    Source(QueryServer server, std::string promql);

    const std::string& name() const { return m_name; }
    /// Whether it is this page.
    bool is(const Page& page) const { return std::holds_alternative<MetricsPage>(m_client) && m_page == page; }
    bool isPage() const { return std::holds_alternative<MetricsPage>(m_client); }
    bool isDue(Clock::time_point now) const { return now >= m_next; }
    /// Why it said nothing the last time it was asked.
    const std::optional<Error>& error() const { return m_error; }
    const std::vector<std::string>& remarks() const { return m_remarks; }

    /// Asks it; nothing where it failed.
    std::optional<Reading> ask(const std::function<bool()>& isCancelled, std::chrono::milliseconds longestPause);

private:
    Result<Reading> read(const std::function<bool()>& isCancelled);
    Result<Reading> readPage(const MetricsPage& page, const std::function<bool()>& isCancelled);
    Result<Reading> readServer(const QueryServer& server, const std::function<bool()>& isCancelled);

    std::variant<MetricsPage, QueryServer> m_client;
    std::string m_name;
    Page m_page;
    std::string m_promql;
    std::optional<Error> m_error;
    std::vector<std::string> m_remarks;
    std::chrono::milliseconds m_pause{0};
    Clock::time_point m_next = Clock::time_point::min();
};

}  // namespace headroom::connectors::prometheus
