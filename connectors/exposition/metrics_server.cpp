#include "connectors/exposition/metrics_server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <cerrno>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace headroom::connectors::exposition {
namespace {

constexpr std::size_t scrapersAtATime = 2;
constexpr time_t patience = 5;  // seconds, for a scraper that says or takes nothing
constexpr std::size_t longestRequest = 64 * 1024;

}  // namespace

struct MetricsServer::Serving {
    httplib::Server server;
    std::string host;
    int port = 0;
    std::mutex mutex;
    std::condition_variable changed;
    bool isListening = false;
    std::shared_ptr<const std::string> text;
    std::thread thread;

    void answer(httplib::Response& response) {
        std::shared_ptr<const std::string> newest;
        {
            const std::lock_guard lock(mutex);
            newest = text;
        }
        if (newest) {
            response.set_content(*newest, "text/plain; version=0.0.4; charset=utf-8");
            return;
        }
        response.status = 503;
        response.set_content("nothing has been looked at yet\n", "text/plain; charset=utf-8");
    }

    void prepare() {
        // Asked for once the server takes connections, and can be stopped.
        server.new_task_queue = [this] {
            const std::lock_guard lock(mutex);
            isListening = true;
            changed.notify_all();
            return new httplib::ThreadPool(scrapersAtATime);
        };
        server.set_read_timeout(patience);
        server.set_write_timeout(patience);
        server.set_keep_alive_timeout(patience);
        server.set_payload_max_length(longestRequest);
        // Ours alone: another process's socket at the same port would take half of the scrapes.
        server.set_socket_options([](socket_t socket) {
            const int yes = 1;
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        });
        server.Get("/metrics", [this](const httplib::Request&, httplib::Response& response) { answer(response); });
        server.Get("/", [](const httplib::Request&, httplib::Response& response) {
            response.set_content("headroom live; figures at /metrics\n", "text/plain; charset=utf-8");
        });
    }
};

MetricsServer::MetricsServer() : m_serving(std::make_unique<Serving>()) {}

Result<std::unique_ptr<MetricsServer>> MetricsServer::start(const std::string& host, int port) {
    std::unique_ptr<MetricsServer> server(new MetricsServer());
    Serving& serving = *server->m_serving;
    serving.host = host;
    serving.prepare();
    errno = 0;
    const bool isBound =
        port == 0 ? (serving.port = serving.server.bind_to_any_port(host)) > 0 : serving.server.bind_to_port(host, port);
    if (!isBound)
        return Error{Error::Kind::Failed,
                     fmt::format("metrics can't be served at {}:{}: {}", host, port,
                                 errno == 0 ? "there is no such address here" : std::generic_category().message(errno)),
                     false};
    if (port != 0) serving.port = port;
    serving.thread = std::thread([&serving] { serving.server.listen_after_bind(); });
    std::unique_lock lock(serving.mutex);
    serving.changed.wait(lock, [&serving] { return serving.isListening; });
    return server;
}

MetricsServer::~MetricsServer() {
    m_serving->server.stop();
    if (m_serving->thread.joinable()) m_serving->thread.join();
}

std::string MetricsServer::url() const {
    const bool isNumeric6 = m_serving->host.find(':') != std::string::npos;
    return fmt::format("http://{}:{}/metrics", isNumeric6 ? "[" + m_serving->host + "]" : m_serving->host, m_serving->port);
}

void MetricsServer::publish(std::string text) {
    auto newest = std::make_shared<const std::string>(std::move(text));
    const std::lock_guard lock(m_serving->mutex);
    m_serving->text = std::move(newest);
}

}  // namespace headroom::connectors::exposition
