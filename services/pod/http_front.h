#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "services/execution/outcome.h"
#include "services/execution/trace_context.h"
#include "services/http/endpoints.h"

namespace httplib {
struct Request;
struct Response;
}  // namespace httplib

namespace headroom::services {

/// A process's HTTP server: operations, probes, metrics.
class HttpFront {
public:
    struct Handlers {
        /// The operation's HTTP status.
        std::function<int(const std::string& operation, const Errand& errand)> operation;
        std::function<bool()> isReady;
        std::function<std::string()> metrics;
    };

    /// Port 0 is any free one. Throws std::runtime_error where it can't listen there.
    explicit HttpFront(Handlers handlers, const Address& at = {"127.0.0.1", 0});
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
    void listen(const Address& at);

    Handlers m_handlers;
    std::unique_ptr<Server> m_server;
    int m_port = 0;
    std::atomic<std::uint64_t> m_ownTraces{0};
    const std::uint64_t m_born;  ///< no other front has traces of its own in common
    std::thread m_thread;
};

}  // namespace headroom::services
