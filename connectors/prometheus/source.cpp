#include "connectors/prometheus/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace headroom::connectors::prometheus {
namespace {

constexpr std::chrono::milliseconds firstPause{500};
constexpr std::size_t mostRemarks = 5;

double secondsOf(Source::Clock::time_point when) {
    return std::chrono::duration<double>(when.time_since_epoch()).count();
}

}  // namespace

Source::Source(MetricsPage client, Page page)
    : m_client(std::move(client)), m_name(std::get<MetricsPage>(m_client).url().shown()), m_page(std::move(page)) {}

Source::Source(QueryServer server, std::string promql)
    : m_client(std::move(server)), m_name(std::get<QueryServer>(m_client).url().shown()), m_promql(std::move(promql)) {}

std::optional<Reading> Source::ask(const std::function<bool()>& isCancelled, std::chrono::milliseconds longestPause) {
    m_remarks.clear();
    auto reading = read(isCancelled);
    if (reading) {
        m_error.reset();
        m_pause = std::chrono::milliseconds(0);
        return std::move(reading.value());
    }
    m_error = reading.error();
    // What won't get better by itself may be mended all the same.
    m_pause = m_error->retriable ? std::clamp(m_pause * 2, firstPause, std::max(firstPause, longestPause)) : longestPause;
    m_next = Clock::now() + m_pause;
    return std::nullopt;
}

Result<Reading> Source::read(const std::function<bool()>& isCancelled) {
    if (const auto* page = std::get_if<MetricsPage>(&m_client)) return readPage(*page, isCancelled);
    return readServer(std::get<QueryServer>(m_client), isCancelled);
}

Result<Reading> Source::readPage(const MetricsPage& page, const std::function<bool()>& isCancelled) {
    auto exposition = page.scrape(isCancelled);
    if (!exposition) return exposition.error();
    for (const Remark& remark : exposition.value().remarks)
        if (m_remarks.size() < mostRemarks)
            m_remarks.push_back(
                fmt::format("{}: line {}, column {}: {}", m_name, remark.position.line, remark.position.column, remark.message));
    const std::string fallback = fmt::format("{}:{}", page.url().host, page.url().port);
    return Reading{m_name,
                   m_page.service,
                   fallback,
                   secondsOf(Clock::now()),
                   true,
                   samplesOf(std::move(exposition.value())),
                   m_page.isOfNoService};
}

Result<Reading> Source::readServer(const QueryServer& server, const std::function<bool()>& isCancelled) {
    const auto answer = server.query(m_promql, isCancelled);
    if (!answer) return answer.error();
    for (const std::string& warning : answer.value().warnings)
        if (m_remarks.size() < mostRemarks) m_remarks.push_back(m_name + ": " + warning);
    return Reading{m_name, {}, {}, secondsOf(Clock::now()), false, samplesOf(answer.value())};
}

}  // namespace headroom::connectors::prometheus
