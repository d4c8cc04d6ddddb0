#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace headroom {

/// What a server was asked.
struct Asked {
    std::string method;
    std::string path;
    std::string body;
    std::string accept;
    std::string authorization;
};

/// What a server says.
struct Told {
    std::string body;
    int status = 200;
    std::string contentType = "text/plain; version=0.0.4";
    std::string location{};  ///< of a redirect
};

/// An HTTP or HTTPS server on loopback, on a port of its own, in this process.
class HttpServer {
public:
    using Answer = std::function<Told(const Asked&)>;

    explicit HttpServer(Answer answer);
    /// With TLS, a certificate and its key in PEM files; asks clients for certificates of an authority, unless that is empty.
    HttpServer(Answer answer, const std::string& certificate, const std::string& key, const std::string& clientAuthority = {});
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    int port() const;
    /// "127.0.0.1:port".
    std::string place() const { return "127.0.0.1:" + std::to_string(port()); }
    int requests() const { return m_requests; }
    /// What it was asked last.
    Asked asked() const;

private:
    struct Implementation;
    void begin(Answer answer);
    std::unique_ptr<Implementation> m_implementation;
    std::atomic<int> m_requests = 0;
    mutable std::mutex m_mutex;
    Asked m_asked;
    std::jthread m_thread;
};

/// Something on loopback that takes connections and speaks no HTTP, or not to the end.
class OddServer {
public:
    /// Told of each connection's socket, on a thread of its own; the connection closes when it returns.
    using Talk = std::function<void(int socket, const std::stop_token& stop)>;

    explicit OddServer(Talk talk);
    ~OddServer();
    OddServer(const OddServer&) = delete;
    OddServer& operator=(const OddServer&) = delete;

    int port() const { return m_port; }
    std::string place() const { return "127.0.0.1:" + std::to_string(m_port); }

private:
    void run(const std::stop_token& stop);

    Talk m_talk;
    int m_socket = -1;
    int m_port = 0;
    std::vector<std::jthread> m_talks;
    std::jthread m_thread;
};

/// Sends all of the text, as far as anybody listens.
void say(int socket, const std::string& text);
/// Reads until a request's head is over.
void hear(int socket);
/// A text byte by byte, with a rest after each, until somebody stops it.
void drip(int socket, const std::string& text, const std::stop_token& stop);
/// Says nothing until somebody stops it or the other side goes.
void hang(int socket, const std::stop_token& stop);

/// A port of loopback at which nobody takes connections.
int deadPort();

}  // namespace headroom
