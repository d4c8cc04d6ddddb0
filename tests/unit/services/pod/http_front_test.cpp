#include "services/pod/http_front.h"

#include <gtest/gtest.h>
#include <httplib.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <vector>

#include "services/http/wire.h"

namespace headroom::services {
namespace {

/// A connection that is being made.
class Connection {
public:
    explicit Connection(int port) : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        (void)connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
    ~Connection() { close(m_socket); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// How often the kernel had to send something again until it was made.
    unsigned retries() const {
        pollfd made{m_socket, POLLOUT, 0};
        EXPECT_EQ(poll(&made, 1, -1), 1);
        tcp_info info{};
        socklen_t length = sizeof info;
        EXPECT_EQ(getsockopt(m_socket, IPPROTO_TCP, TCP_INFO, &info, &length), 0);
        return info.tcpi_total_retrans;
    }

private:
    int m_socket;
};

TEST(HttpFront, LetsABurstOfConnectionsInWithoutASecondTry) {
    const HttpFront front{
        {[](const std::string&, const Errand&) { return wire::done; }, [] { return true; }, [] { return std::string(); }}};
    std::vector<std::unique_ptr<Connection>> burst;
    for (int i = 0; i < 300; ++i) burst.push_back(std::make_unique<Connection>(front.port()));
    for (const auto& connection : burst) EXPECT_EQ(connection->retries(), 0U);
}

}  // namespace
}  // namespace headroom::services
