#include "connectors/exposition/metrics_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <chrono>

namespace headroom::connectors::exposition {
namespace {

using testing::HasSubstr;

class MetricsServerTest : public testing::Test {
protected:
    MetricsServerTest() {
        auto started = MetricsServer::start("127.0.0.1", 0);
        if (!started) throw std::runtime_error(started.error().message);
        m_server = std::move(started.value());
    }
    int port() const {
        const std::string url = m_server->url();
        return std::stoi(url.substr(url.rfind(':') + 1));
    }
    httplib::Result get(const char* path) const { return httplib::Client("127.0.0.1", port()).Get(path); }

    std::unique_ptr<MetricsServer> m_server;
};

TEST_F(MetricsServerTest, ServesTheNewestText) {
    m_server->publish("a 1\n");
    m_server->publish("a 2\n");
    const auto answer = get("/metrics");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "a 2\n");
    EXPECT_THAT(answer->get_header_value("Content-Type"), HasSubstr("version=0.0.4"));
}

TEST_F(MetricsServerTest, HasNothingToSayBeforeTheFirstLook) {
    const auto answer = get("/metrics");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 503);
}

TEST_F(MetricsServerTest, KnowsNoOtherPages) {
    const auto answer = get("/secrets");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 404);
}

TEST_F(MetricsServerTest, LetsNobodyWaitWhoPublishesWhileScrapersAreSilent) {
    // As many as are served at a time, and one more, that connect and say nothing.
    const auto begin = std::chrono::steady_clock::now();
    std::vector<int> sockets;
    for (int i = 0; i < 3; ++i) {
        const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port()));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ASSERT_EQ(connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        sockets.push_back(descriptor);
    }
    for (int i = 0; i < 1000; ++i) m_server->publish(std::to_string(i));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
    for (const int descriptor : sockets) close(descriptor);
}

TEST_F(MetricsServerTest, SaysThatItsPlaceIsTaken) {
    const auto second = MetricsServer::start("127.0.0.1", port());
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message, HasSubstr("127.0.0.1:" + std::to_string(port())));
    EXPECT_THAT(second.error().message, HasSubstr("in use"));
}

TEST(MetricsServer, SaysThatThereIsNoSuchAddress) {
    const auto server = MetricsServer::start("192.0.2.1", 0);
    ASSERT_FALSE(server);
    EXPECT_THAT(server.error().message, HasSubstr("192.0.2.1"));
    EXPECT_NE(server.error().kind, Error::Kind::BadConfiguration);
}

}  // namespace
}  // namespace headroom::connectors::exposition
