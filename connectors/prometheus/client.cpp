#include "connectors/prometheus/client.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/prometheus/exposition_reader.h"

namespace headroom::connectors::prometheus {
namespace {

const std::string acceptedPages = "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

Error notAnExposition(const std::string& place, const http::HttpAnswer& answer, const ExpositionError& error) {
    const std::string type = answer.contentType.substr(0, answer.contentType.find(';'));
    const bool isPlain = std::ranges::all_of(type, [](char c) { return c > ' ' && c <= '~'; }) && type.size() < 60;
    return {
        Error::Kind::Failed,
        fmt::format("{} isn't an exposition of metrics{}: line {}, column {}: {}", place,
                    isPlain && !type.empty() ? " (" + type + ")" : "", error.position.line, error.position.column, error.message),
        true};
}

}  // namespace

bool isOpenMetrics(const std::string& contentType) {
    return contentType.starts_with("application/openmetrics-text");
}

Result<MetricsPage> MetricsPage::create(const std::string& address, const http::HttpOptions& options) {
    auto url = http::readUrl(address, "/metrics");
    if (!url) return url.error();
    auto http = http::HttpClient::create(std::move(url.value()), options);
    if (!http) return http.error();
    return MetricsPage(std::move(http.value()));
}

Result<Exposition> MetricsPage::scrape(const std::function<bool()>& isCancelled) const {
    const auto answer = m_http.get(acceptedPages, isCancelled);
    if (!answer) return answer.error();
    const std::string place = url().shown();
    if (answer.value().status != 200) return http::errorOfStatus(answer.value(), place);
    const auto format = isOpenMetrics(answer.value().contentType) ? ExpositionFormat::OpenMetrics : ExpositionFormat::Text;
    auto exposition = readExposition(answer.value().body, format);
    if (!exposition) return notAnExposition(place, answer.value(), exposition.error());
    return std::move(exposition.value());
}

Result<QueryServer> QueryServer::create(const std::string& address, const http::HttpOptions& options) {
    auto url = http::readUrl(address, "");
    if (!url) return url.error();
    std::string& target = url.value().target;
    const std::size_t query = target.find('?');
    std::string path = target.substr(0, query);
    while (path.ends_with('/')) path.pop_back();
    target = path + "/api/v1/query" + (query == std::string::npos ? "" : target.substr(query));
    auto http = http::HttpClient::create(std::move(url.value()), options);
    if (!http) return http.error();
    return QueryServer(std::move(http.value()), options.timeout);
}

Result<QueryAnswer> QueryServer::query(const std::string& promql, const std::function<bool()>& isCancelled) const {
    const std::string form =
        fmt::format("query={}&timeout={}ms", http::formEncoded(promql), std::max<std::int64_t>(m_timeout.toMilliseconds(), 1));
    const auto answer = m_http.post(form, isCancelled);
    if (!answer) return answer.error();
    const std::string place = url().shown();
    const int status = answer.value().status;
    // What went wrong with a query stands in JSON beside these.
    const bool isExplained = status == 200 || status == 400 || status == 422 || status == 503;
    if (!isExplained) return http::errorOfStatus(answer.value(), place);
    auto read = readQueryAnswer(answer.value().body, place);
    const bool hasNothingToSay = !read && status != 200 && answer.value().body.find("\"error\"") == std::string::npos;
    if (hasNothingToSay) return http::errorOfStatus(answer.value(), place);
    return read;
}

}  // namespace headroom::connectors::prometheus
