#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "services/execution/outcome.h"
#include "services/execution/trace_context.h"

namespace httplib {
struct Request;
struct Response;
}  // namespace httplib

namespace headroom::services {

/// A process's HTTP server on 127.0.0.1: operations, probes, metrics.
class HttpFront {
public:
    struct Handlers {
        /// The operation's HTTP status.
        std::function<int(const std::string& operation, const Errand& errand)> operation;
        std::function<bool()> isReady;
        std::function<std::string()> metrics;
    };

    /// On any free port. Throws std::runtime_error where there is none.
    explicit HttpFront(Handlers handlers);
    ~HttpFront();
    HttpFront(const HttpFront&) = delete;
    HttpFront& operator=(const HttpFront&) = delete;

    int port() const { return m_port; }
    /// Finishes what is under way and serves nothing more.
    void stop();

private:
    class Server;

    void serveOperation(const httplib::Request& request, httplib::Response& response);
    void setUp();

    Handlers m_handlers;
    std::unique_ptr<Server> m_server;
    int m_port = 0;
    std::atomic<std::uint64_t> m_ownTraces{0};
    std::thread m_thread;
};

}  // namespace headroom::services
