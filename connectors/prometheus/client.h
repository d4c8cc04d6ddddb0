#pragma once

#include <functional>
#include <string>
#include <utility>

#include "connectors/error.h"
#include "connectors/http/http_client.h"
#include "connectors/http/http_options.h"
#include "connectors/prometheus/exposition.h"
#include "connectors/prometheus/query_answer.h"
#include "model/quantities.h"

namespace headroom::connectors::prometheus {

/// Reads a /metrics page. The process ignores SIGPIPE: OpenSSL writes to connections that are gone.
class MetricsPage {
public:
    /// An address without a path means /metrics. Connects to nothing yet.
    static Result<MetricsPage> create(const std::string& address, const http::HttpOptions& options);

    Result<Exposition> scrape(const std::function<bool()>& isCancelled = [] { return false; }) const;
    const http::Url& url() const { return m_http.url(); }

private:
    explicit MetricsPage(http::HttpClient http) : m_http(std::move(http)) {}
    http::HttpClient m_http;
};

/// Asks a Prometheus server, or what has the same API.
class QueryServer {
public:
    /// A path is that before /api/v1. Connects to nothing yet.
    static Result<QueryServer> create(const std::string& address, const http::HttpOptions& options);

    /// An instant query, by POST. The server is told to give up when this side does.
    Result<QueryAnswer> query(
        const std::string& promql, const std::function<bool()>& isCancelled = [] { return false; }) const;
    const http::Url& url() const { return m_http.url(); }

private:
    QueryServer(http::HttpClient http, model::Duration timeout) : m_http(std::move(http)), m_timeout(timeout) {}
    http::HttpClient m_http;
    model::Duration m_timeout;
};

/// The format that a page's Content-Type names; the older one where it names none that is known.
bool isOpenMetrics(const std::string& contentType);

}  // namespace headroom::connectors::prometheus
