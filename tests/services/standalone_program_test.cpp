// headroom-service pod and clients as a container runs them: no supervisor, endpoints by name, signals.

#include <gtest/gtest.h>
#include <httplib.h>
#include <signal.h>

#include <atomic>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "services/http/wire.h"
#include "services/pod/http_front.h"
#include "services/process/standalone_options.h"
#include "tests/golden/cli/program.h"
#include "tests/services/log_line.h"

namespace headroom {
namespace {

using nlohmann::json;
using Command = std::vector<std::string>;

const std::string text = R"(scenario: shop
gateways:
  gateway: {routes: {order: orders.create}}
services:
  orders: {startup: 1h, operations: {create: [wait: 1ms]}}
clients:
  users: {load: constant(100/s), journey: [call: gateway.order]}
)";

std::string scenarioFile() {
    std::string path = freshPath("shop.yaml");
    std::ofstream(path) << text;
    return path;
}

Command pod(const std::string& service, const Command& more) {
    Command command{HEADROOM_SERVICE, "pod", scenarioFile(), "--service", service, "--standalone"};
    command.insert(command.end(), more.begin(), more.end());
    return command;
}

/// Nobody reads or writes its standard input.
class Alone : public Program {
public:
    explicit Alone(const Command& command) : Program(command) { closeInput(); }

    int awaitPort() {
        EXPECT_TRUE(readUntil("\"ready\"")) << error();
        return lineOf(output(), "listening")["port"];
    }
};

int call(const std::string& host, int port, const std::string& operation) {
    httplib::Client client(host, port);
    const auto answer = client.Post(services::wire::operations + operation, "", "text/plain");
    return answer ? answer->status : 0;
}

TEST(StandaloneProgram, APodCallsAnotherByNameAndEndsWithASignal) {
    Alone orders(pod("orders", {"--startup", "0"}));
    const std::string at = "localhost:" + std::to_string(orders.awaitPort());
    Alone gateway(pod("gateway", {"--endpoints", "orders=" + at, "--pod", "gateway-7"}));
    const int port = gateway.awaitPort();
    // It hears where the other one is a moment after it began.
    while (call("127.0.0.1", port, "order") != services::wire::done) std::this_thread::yield();
    gateway.signal(SIGTERM);
    orders.signal(SIGINT);
    EXPECT_EQ(gateway.finish(), 0) << gateway.error();
    EXPECT_EQ(orders.finish(), 0) << orders.error();
    EXPECT_EQ(lineOf(gateway.output(), "stopped")["process"], "gateway-7");
    EXPECT_EQ(lineOf(orders.output(), "stopped")["process"], services::hostName());
}

TEST(StandaloneProgram, APodTakesAsLongToStartAsTheScenarioSays) {
    Alone orders(pod("orders", {}));
    ASSERT_TRUE(orders.readUntil("\"listening\"")) << orders.error();
    httplib::Client client("127.0.0.1", lineOf(orders.output(), "listening")["port"].get<int>());
    EXPECT_EQ(client.Get("/healthz")->status, 200);
    EXPECT_EQ(client.Get("/readyz")->status, 503);
    orders.signal(SIGTERM);
    EXPECT_EQ(orders.finish(), 0);
    EXPECT_EQ(orders.output().find("\"ready\""), std::string::npos);
}

TEST(StandaloneProgram, LingeringItStillAnswersWhoHasNotHeard) {
    Alone orders(pod("orders", {"--startup", "0", "--linger", "3600"}));
    const int port = orders.awaitPort();
    orders.signal(SIGTERM);
    ASSERT_TRUE(orders.readUntil("\"draining\""));
    EXPECT_EQ(httplib::Client("127.0.0.1", port).Get("/readyz")->status, 503);
    EXPECT_EQ(call("127.0.0.1", port, "create"), services::wire::done);
    orders.signal(SIGKILL);
    EXPECT_EQ(orders.finish(), 128 + SIGKILL);
}

TEST(StandaloneProgram, APortThatIsTakenIsNotShared) {
    const services::HttpFront taken{{[](const std::string&, const services::Errand&) { return services::wire::done; },
                                     [] { return true; }, [] { return std::string(); }}};
    const std::string at = "127.0.0.1:" + std::to_string(taken.port());
    const Outcome outcome = run(pod("orders", {"--listen", at}));
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(lineOf(outcome.output, "failed")["message"], at + " can't be listened on; it may be taken");
}

TEST(StandaloneProgram, ListensWhereItIsToldTo) {
    const services::HttpFront free{{[](const std::string&, const services::Errand&) { return services::wire::done; },
                                    [] { return true; }, [] { return std::string(); }}};
    // Another address, at which nobody has this port.
    const std::string host = "127.1.2.3";
    Alone orders(pod("orders", {"--startup", "0", "--listen", host + ":" + std::to_string(free.port())}));
    EXPECT_EQ(orders.awaitPort(), free.port()) << orders.error();
    EXPECT_EQ(call(host, free.port(), "create"), services::wire::done);
}

TEST(StandaloneProgram, ClientsWaitForANameAndPlayUntilASignal) {
    std::atomic<int> served{0};
    const services::HttpFront gateway{{[&](const std::string&, const services::Errand&) {
                                           ++served;
                                           return services::wire::done;
                                       },
                                       [] { return true; }, [] { return std::string(); }}};
    Alone clients({HEADROOM_SERVICE, "clients", scenarioFile(), "--standalone", "--endpoints",
                   "gateway=localhost:" + std::to_string(gateway.port())});
    ASSERT_TRUE(clients.readUntil("\"ready\"")) << clients.error();
    while (served < 20) std::this_thread::yield();
    clients.signal(SIGTERM);
    EXPECT_EQ(clients.finish(), 0) << clients.error();
    EXPECT_EQ(lineOf(clients.output(), "summary")["completed"], served.load());
}

TEST(StandaloneProgram, ClientsOfANameNobodyKnowsWaitAndCanBeEnded) {
    Alone clients({HEADROOM_SERVICE, "clients", scenarioFile(), "--standalone", "--endpoints", "gateway=nowhere.invalid:80"});
    ASSERT_TRUE(clients.readUntil("\"waiting\"")) << clients.error();
    clients.signal(SIGTERM);
    EXPECT_EQ(clients.finish(), 0) << clients.error();
    EXPECT_EQ(clients.output().find("\"ready\""), std::string::npos);
}

std::string complaint(const Command& command) {
    const Outcome outcome = run(command);
    EXPECT_EQ(outcome.status, 2) << outcome.output;
    return outcome.error.substr(0, outcome.error.find('\n'));
}

TEST(StandaloneProgram, SaysWhatIsMissingOrMakesNoSense) {
    EXPECT_EQ(complaint(pod("gateway", {})),
              "headroom-service: 'orders' is called, and no --endpoints orders=HOST:PORT says where it is");
    EXPECT_EQ(complaint({HEADROOM_SERVICE, "clients", scenarioFile(), "--standalone"}),
              "headroom-service: 'gateway' is called, and no --endpoints gateway=HOST:PORT says where it is");
    EXPECT_EQ(complaint(pod("orders", {"--endpoints", "orders:80"})), "--endpoints: 'orders:80' is not NAME=HOST:PORT");
    EXPECT_EQ(complaint(pod("orders", {"--listen", "80"})), "--listen: '80' is not HOST:PORT");
    EXPECT_EQ(complaint({HEADROOM_SERVICE, "pod", scenarioFile(), "--service", "orders", "--pod", "x", "--listen", "0.0.0.0:80"}),
              "headroom-service: --listen, --endpoints and --linger go with --standalone");
    EXPECT_EQ(complaint({HEADROOM_SERVICE, "pod", scenarioFile(), "--service", "orders"}),
              "headroom-service: --pod is required without --standalone");
}

}  // namespace
}  // namespace headroom
