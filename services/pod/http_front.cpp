#include "services/pod/http_front.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <sys/socket.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "services/execution/work.h"
#include "services/http/growing_task_queue.h"
#include "services/http/wire.h"

namespace headroom::services {

namespace {

constexpr std::size_t mostConnections = 1024;
constexpr int keepAliveSeconds = 3;
constexpr std::size_t requestsAConnection = 1'000'000'000;
const std::string plain = "text/plain";
const std::string exposition = "text/plain; version=0.0.4";

/// -1 where there is none.
int portOf(const sockaddr_storage& address) {
    if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
    if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
    return -1;
}

/// Lets connections to our port end that wait for another request, which cpp-httplib would do for the whole time it keeps them;
/// those being answered still get their answer.
void endReading(int port) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", ignored)) {
        const int descriptor = std::atoi(entry.path().filename().c_str());
        sockaddr_storage ours{};
        socklen_t size = sizeof ours;
        if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&ours), &size) != 0) continue;
        if (portOf(ours) == port) ::shutdown(descriptor, SHUT_RD);
    }
}

}  // namespace

/// cpp-httplib lets five connections wait to be accepted. Linux drops the next ones' first packets, which are sent again after 1,
/// 3, 7
/// ... seconds: a burst of callers would measure the kernel's patience.
class HttpFront::Server : public httplib::Server {
public:
    void letMoreWait() { ::listen(svr_sock_, static_cast<int>(mostConnections)); }
};

HttpFront::HttpFront(Handlers handlers, const Address& at)
    : m_handlers(std::move(handlers)), m_server(std::make_unique<Server>()), m_born(static_cast<std::uint64_t>(wallClockNs())) {
    setUp();
    listen(at);
    m_server->letMoreWait();
    m_thread = std::thread([this] { m_server->listen_after_bind(); });
}

void HttpFront::listen(const Address& at) {
    if (at.port == 0) {
        m_port = m_server->bind_to_any_port(at.host);
        if (m_port <= 0) throw std::runtime_error("no port of " + at.host + " can be listened on");
        return;
    }
    // cpp-httplib would share a port with whoever has it and lets it be shared: another of us.
    m_server->set_socket_options([](int socket) {
        const int yes = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    if (!m_server->bind_to_port(at.host, at.port))
        throw std::runtime_error(at.host + ":" + std::to_string(at.port) + " can't be listened on; it may be taken");
    m_port = at.port;
}

HttpFront::~HttpFront() {
    stop();
}

void HttpFront::stop() {
    if (!m_thread.joinable()) return;
    // A server that was told to stop before it began would begin all the same.
    while (!m_server->is_running()) std::this_thread::yield();
    m_server->stop();
    endReading(m_port);
    m_thread.join();
}

void HttpFront::setUp() {
    m_server->new_task_queue = [] { return new GrowingTaskQueue(mostConnections); };
    m_server->set_tcp_nodelay(true);
    m_server->set_keep_alive_max_count(requestsAConnection);
    m_server->set_keep_alive_timeout(keepAliveSeconds);
    m_server->Post(wire::operations + "(.+)", [this](const auto& request, auto& response) { serveOperation(request, response); });
    m_server->Get("/healthz", [](const auto&, auto& response) { response.set_content("alive\n", plain); });
    m_server->Get("/readyz", [this](const auto&, auto& response) {
        const bool isReady = m_handlers.isReady();
        response.status = isReady ? wire::done : wire::noPlace;
        response.set_content(isReady ? "ready\n" : "not ready\n", plain);
    });
    m_server->Get("/metrics", [this](const auto&, auto& response) { response.set_content(m_handlers.metrics(), exposition); });
}

void HttpFront::serveOperation(const httplib::Request& request, httplib::Response& response) {
    auto trace = TraceContext::read(request.get_header_value("traceparent"));
    if (!trace) {
        // Whoever calls by hand begins a trace of their own.
        const std::uint64_t number = ++m_ownTraces;
        trace = TraceContext{m_born ^ static_cast<std::uint64_t>(m_port), TraceContext{0, 0, number}.child(number).span, number};
    }
    const std::int64_t origin = originIn(request.get_header_value("baggage")).value_or(wallClockNs());
    response.status = m_handlers.operation(request.matches[1].str(), Errand::of(*trace, origin));
}

}  // namespace headroom::services
