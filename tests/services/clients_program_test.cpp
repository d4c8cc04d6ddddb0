// headroom-service clients as a process, told and heard as its supervisor does.

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "services/http/wire.h"
#include "services/pod/http_front.h"
#include "tests/golden/cli/program.h"
#include "tests/services/log_line.h"

namespace headroom {
namespace {

using nlohmann::json;

const std::string text = R"(scenario: shop
services:
  orders: {operations: {create: [wait: 1ms]}}
clients:
  users: {load: constant(10k/s), journey: [call: orders.create]}
)";

std::string scenarioFile(const std::string& content) {
    std::string path = freshPath("shop.yaml");
    std::ofstream(path) << content;
    return path;
}

std::vector<std::string> clients(const std::string& scenario) {
    return {HEADROOM_SERVICE, "clients", scenario, "--load-scale", "1%"};
}

TEST(ClientsProgram, PlaysItsShareOfTheLoadAndReportsIt) {
    std::atomic<int> served{0};
    const services::HttpFront orders{{[&](const std::string&, const services::Errand&) {
                                          ++served;
                                          return services::wire::done;
                                      },
                                      [] { return true; }, [] { return std::string(); }}};
    Program program(clients(scenarioFile(text)));
    ASSERT_TRUE(program.readUntil("\"waiting\""));
    program.write(
        json{{"command", "endpoints"}, {"services", {{"orders", {"127.0.0.1:" + std::to_string(orders.port())}}}}}.dump() + "\n");
    ASSERT_TRUE(program.readUntil("\"ready\""));
    while (served < 50) std::this_thread::yield();
    program.write("{\"command\":\"stop\"}\n");
    EXPECT_EQ(program.finish(), 0) << program.error();
    const json summary = lineOf(program.output(), "summary");
    EXPECT_EQ(summary["completed"], served.load());
    EXPECT_EQ(summary["offered"], served.load());
    lineOf(program.output(), "stopped");
}

TEST(ClientsProgram, EndsAtOnceWhenItsSupervisorIsGone) {
    Program program(clients(scenarioFile(text)));
    ASSERT_TRUE(program.readUntil("\"listening\""));
    program.closeInput();
    EXPECT_EQ(program.finish(), 3);
}

TEST(ClientsProgram, SaysWhatItCanNotPlay) {
    const Outcome wrong = run(clients(scenarioFile("scenario: s\nclients: 3\n")));
    EXPECT_EQ(wrong.status, 2);
    EXPECT_NE(wrong.error.find("can't be played; headroom check says why"), std::string::npos) << wrong.error;
    EXPECT_EQ(run({HEADROOM_SERVICE, "clients", "x.yaml", "--load-scale", "much"}).status, 2);
}

}  // namespace
}  // namespace headroom
