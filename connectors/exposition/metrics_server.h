#pragma once

#include <memory>
#include <string>

#include "connectors/error.h"

namespace headroom::connectors::exposition {

/// Serves the newest text that was published at /metrics, over HTTP, from threads of its own: who publishes never waits for who
/// scrapes. Before anything was published it answers 503.
class MetricsServer {
public:
    /// Listens at once; port 0 takes any that is free. The error says why it can't.
    static Result<std::unique_ptr<MetricsServer>> start(const std::string& host, int port);
    /// Breaks off what is being answered.
    ~MetricsServer();
    MetricsServer(const MetricsServer&) = delete;
    MetricsServer& operator=(const MetricsServer&) = delete;

    /// "http://127.0.0.1:9308/metrics".
    std::string url() const;
    void publish(std::string text);

private:
    MetricsServer();

    struct Serving;
    std::unique_ptr<Serving> m_serving;
};

}  // namespace headroom::connectors::exposition
