#include "tests/live/silent_server.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace headroom {

namespace {

constexpr int some = 64;
constexpr int most = 64;  // connections that a backlog of none might take all the same

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

}  // namespace

SilentServer::SilentServer(Kind kind) : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* general = reinterpret_cast<sockaddr*>(&address);
    if (bind(m_socket, general, size) != 0 || listen(m_socket, kind == Kind::Full ? 0 : some) != 0 ||
        getsockname(m_socket, general, &size) != 0)
        throw std::runtime_error("no port on loopback");
    m_port = ntohs(address.sin_port);
    if (kind == Kind::Full) fill();
}

SilentServer::~SilentServer() {
    for (const int connection : m_connections) close(connection);
    close(m_socket);
}

void SilentServer::fill() {
    const sockaddr_in address = loopback(m_port);
    // On loopback a connection that is taken is there when the call returns.
    while (m_connections.size() < most) {
        m_connections.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        static_cast<void>(connect(m_connections.back(), reinterpret_cast<const sockaddr*>(&address), sizeof address));
        if (getpeername(m_connections.back(), reinterpret_cast<sockaddr*>(&peer), &size) != 0) return;
    }
    throw std::runtime_error("a backlog that has no end");
}

}  // namespace headroom
