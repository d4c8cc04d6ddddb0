#include "tests/integration/kafka/burrow.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "tests/integration/kafka/client.h"

namespace headroom::integration {

namespace {

using nlohmann::json;

sockaddr_in placeOf(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// One that nobody listens at just now.
int freePort() {
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = placeOf(0);
    socklen_t size = sizeof address;
    const bool isGood = bind(descriptor, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                        getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(descriptor);
    if (!isGood) throw std::runtime_error("there is no free port");
    return ntohs(address.sin_port);
}

std::string quoted(std::string servers) {
    for (std::size_t at = servers.find(','); at != std::string::npos; at = servers.find(',', at + 3))
        servers.replace(at, 1, "\",\"");
    return "\"" + servers + "\"";
}

std::string configuration(const std::string& folder, const std::string& bootstrap, int zooKeeper, int port) {
    return fmt::format(R"([general]
pidfile="{0}/burrow.pid"
[logging]
filename="{0}/burrow.log"
[zookeeper]
servers=["127.0.0.1:{2}"]
timeout=6
root-path="/burrow"
[client-profile.test]
client-id="burrow"
kafka-version="2.0.0"
[cluster.local]
class-name="kafka"
servers=[{1}]
client-profile="test"
topic-refresh=1
offset-refresh=1
[consumer.local]
class-name="kafka"
cluster="local"
servers=[{1}]
client-profile="test"
[httpserver.default]
address="127.0.0.1:{3}"
[evaluator.default]
class-name="caching"
expire-cache=1
[storage.default]
class-name="inmemory"
workers=2
min-distance=0
)",
                       folder, quoted(bootstrap), zooKeeper, port);
}

/// It ends with this process, however that ends.
std::unique_ptr<Program> start(std::vector<std::string> command) {
    const std::vector<std::string> leash{"/usr/bin/setpriv", "--pdeathsig", "KILL"};
    command.insert(command.begin(), leash.begin(), leash.end());
    return std::make_unique<Program>(command);
}

/// It takes connections before it can do anything with them.
bool servesZooKeeper(int port) {
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = placeOf(port);
    std::array<char, 512> answer{};
    const bool isGood = connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                        send(descriptor, "srvr", 4, MSG_NOSIGNAL) == 4 &&
                        recv(descriptor, answer.data(), answer.size() - 1, 0) > 0;
    close(descriptor);
    return isGood && std::string_view(answer.data()).find("Zookeeper version") != std::string_view::npos;
}

bool isListening(int port) {
    httplib::Client client("127.0.0.1", port);
    return static_cast<bool>(client.Get("/burrow/admin"));
}

}  // namespace

Burrow::Burrow(const std::string& bootstrap) : m_folder(freshPath("burrow")), m_port(freePort()) {
    if (access("/usr/bin/Burrow", X_OK) != 0) throw std::runtime_error("no Burrow here: ./headroom test installs it");
    std::filesystem::create_directories(m_folder + "/zookeeper");
    const int zooKeeper = freePort();
    std::ofstream(m_folder + "/zookeeper.cfg") << "tickTime=500\ndataDir=" << m_folder << "/zookeeper\nclientPort=" << zooKeeper
                                               << "\nclientPortAddress=127.0.0.1\nadmin.enableServer=false\n";
    std::ofstream(m_folder + "/burrow.toml") << configuration(m_folder, bootstrap, zooKeeper, m_port);
    m_zooKeeper = start({"/usr/bin/java", "-Xmx64m", "-cp", HEADROOM_KAFKA_LIBRARIES "/*",
                         "org.apache.zookeeper.server.quorum.QuorumPeerMain", m_folder + "/zookeeper.cfg"});
    waitUntil("ZooKeeper serves", [=] { return servesZooKeeper(zooKeeper); });
    m_burrow = start({"/usr/bin/Burrow", "--config-dir", m_folder});
    waitUntil("Burrow answers", [this] { return isListening(m_port); });
}

std::vector<DescribedPartition> Burrow::describe(const std::string& group) const {
    httplib::Client client("127.0.0.1", m_port);
    const auto answer = client.Get("/v3/kafka/local/consumer/" + group + "/lag");
    std::vector<DescribedPartition> rows;
    if (!answer || answer->status != 200) return rows;
    const json said = json::parse(answer->body);
    for (const json& partition : said["status"]["partitions"]) {
        if (partition["end"].is_null()) continue;
        rows.push_back({group,
                        partition["topic"],
                        partition["partition"],
                        partition["end"]["offset"].get<std::int64_t>(),
                        {},
                        partition["current_lag"].get<std::int64_t>(),
                        ""});
    }
    std::ranges::sort(rows);
    return rows;
}

}  // namespace headroom::integration
