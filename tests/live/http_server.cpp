#include "tests/live/http_server.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace headroom {
namespace {

int listenAnywhere(int& port) {
    ::signal(SIGPIPE, SIG_IGN);  // as every program of ours does: the other side may be gone
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* general = reinterpret_cast<sockaddr*>(&address);
    if (listener < 0 || bind(listener, general, size) != 0 || getsockname(listener, general, &size) != 0)
        throw std::runtime_error("no port on loopback");
    port = ntohs(address.sin_port);
    return listener;
}

bool isReadable(int socket, int milliseconds) {
    pollfd waiting{socket, POLLIN, 0};
    return poll(&waiting, 1, milliseconds) > 0;
}

constexpr int rest = 20;

}  // namespace

struct HttpServer::Implementation {
    std::unique_ptr<httplib::Server> server;
    int port = 0;
};

HttpServer::HttpServer(Answer answer) : m_implementation(std::make_unique<Implementation>()) {
    m_implementation->server = std::make_unique<httplib::Server>();
    begin(std::move(answer));
}

HttpServer::HttpServer(Answer answer, const std::string& certificate, const std::string& key, const std::string& clientAuthority)
    : m_implementation(std::make_unique<Implementation>()) {
    m_implementation->server = std::make_unique<httplib::SSLServer>(certificate.c_str(), key.c_str(),
                                                                    clientAuthority.empty() ? nullptr : clientAuthority.c_str());
    if (!m_implementation->server->is_valid()) throw std::runtime_error("no TLS with " + certificate);
    begin(std::move(answer));
}

void HttpServer::begin(Answer answer) {
    httplib::Server& server = *m_implementation->server;
    const auto handle = [this, answer = std::move(answer)](const httplib::Request& request, httplib::Response& response) {
        ++m_requests;
        const Asked asked{request.method, request.target, request.body, request.get_header_value("Accept"),
                          request.get_header_value("Authorization")};
        {
            const std::lock_guard lock(m_mutex);
            m_asked = asked;
        }
        const Told told = answer(asked);
        response.status = told.status;
        if (!told.location.empty()) response.set_header("Location", told.location);
        response.set_content(told.body, told.contentType);
    };
    server.Get(".*", handle);
    server.Post(".*", handle);
    m_implementation->port = server.bind_to_any_port("127.0.0.1");
    m_thread = std::jthread([&server] { server.listen_after_bind(); });
    while (!server.is_running()) std::this_thread::yield();
}

HttpServer::~HttpServer() {
    m_implementation->server->stop();
    m_thread.join();
}

Asked HttpServer::asked() const {
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

int HttpServer::port() const {
    return m_implementation->port;
}

OddServer::OddServer(Talk talk) : m_talk(std::move(talk)) {
    m_socket = listenAnywhere(m_port);
    if (listen(m_socket, 16) != 0) throw std::runtime_error("nobody can listen");
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

OddServer::~OddServer() {
    m_thread.request_stop();
    m_thread.join();
    m_talks.clear();
    close(m_socket);
}

void OddServer::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        if (!isReadable(m_socket, rest)) continue;
        const int accepted = accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
        if (accepted < 0) continue;
        m_talks.emplace_back([this, accepted](const std::stop_token& end) {
            m_talk(accepted, end);
            shutdown(accepted, SHUT_RDWR);
            close(accepted);
        });
    }
}

void say(int socket, const std::string& text) {
    std::size_t said = 0;
    while (said < text.size()) {
        const ssize_t more = send(socket, text.data() + said, text.size() - said, MSG_NOSIGNAL);
        if (more <= 0) return;
        said += static_cast<std::size_t>(more);
    }
}

void hear(int socket) {
    std::string heard;
    std::array<char, 1024> buffer{};
    while (heard.find("\r\n\r\n") == std::string::npos) {
        const ssize_t more = recv(socket, buffer.data(), buffer.size(), 0);
        if (more <= 0) return;
        heard.append(buffer.data(), static_cast<std::size_t>(more));
    }
}

void drip(int socket, const std::string& text, const std::stop_token& stop) {
    for (const char c : text) {
        if (stop.stop_requested()) return;
        say(socket, std::string(1, c));
        poll(nullptr, 0, rest);
    }
}

void hang(int socket, const std::stop_token& stop) {
    std::array<char, 1024> buffer{};
    while (!stop.stop_requested())
        if (isReadable(socket, rest) && recv(socket, buffer.data(), buffer.size(), 0) <= 0) return;
}

int deadPort() {
    int port = 0;
    close(listenAnywhere(port));
    return port;
}

}  // namespace headroom
