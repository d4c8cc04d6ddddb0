// What an export tells containers to run, run here: the same arguments, with this machine's addresses in place of names.

#include <gtest/gtest.h>
#include <httplib.h>
#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "model/export/exported.h"
#include "model/scenario/reader.h"
#include "model/text/document.h"
#include "services/http/wire.h"
#include "tests/golden/cli/program.h"
#include "tests/live/mock_kafka.h"

namespace headroom {
namespace {

namespace fs = std::filesystem;
using Command = std::vector<std::string>;
using Replacements = std::map<std::string, std::string>;

const std::string text = R"(scenario: shop
clients:
  users: {load: constant(50/s), journey: [call: gateway.order]}
gateways:
  gateway: {routes: {order: orders.create}}
services:
  orders: {operations: {create: [wait: 1ms, publish: placed]}}
  billing: {listeners: {placed: {topics: [placed], steps: [cpu: 10us]}}}
kafka: {main: {brokers: 1}}
topics: {placed: {partitions: 2}}
)";

/// An exported folder, and the commands in it.
class ExportedProgram : public testing::TestWithParam<std::string> {
protected:
    ExportedProgram() {
        std::string pattern = testing::TempDir() + "exportedXXXXXX";
        m_folder = mkdtemp(pattern.data());
        model::ReadOptions options;
        options.resolves = true;
        const model::ReadResult read = model::readScenarioText(text, "shop.yaml", options);
        const auto make = isCompose() ? model::exportCompose : model::exportKubernetes;
        m_exported = make(*read.scenario, read.resolved, {"shop.yaml", "100%"});
        std::ofstream(m_folder / "scenario.yaml") << scenario();
        std::ofstream(m_folder / "client.properties")
            << (isCompose() ? "" : at("secret.example.yaml", 0, "stringData.'client.properties'"));
        m_kafka.createTopic("placed", 2);
        m_replacements = {{"/etc/headroom/scenario.yaml", m_folder / "scenario.yaml"},
                          {"/etc/headroom-credentials/client.properties", m_folder / "client.properties"},
                          {"/var/lib/headroom", m_folder},
                          {"$(HEADROOM_KAFKA)", m_kafka.bootstrap()},
                          {"kafka-1:9092", m_kafka.bootstrap()},
                          {"${LOAD_SCALE}", "100%"}};
    }
    ~ExportedProgram() override { fs::remove_all(m_folder); }

    static bool isCompose() { return GetParam() == "compose"; }

    Command commandOf(const std::string& name) const {
        const std::string path = isCompose() ? "services." + name + ".command" : "spec.template.spec.containers[0].args";
        const std::string file = isCompose() ? "compose.yaml" : name == "clients" ? "clients.yaml" : "services/" + name + ".yaml";
        Command command{HEADROOM_SERVICE};
        for (const model::Document& document : parsed(file)) {
            const model::Node* kind = document.findPath("kind");
            if (kind != nullptr && kind->value != "Deployment") continue;
            for (const auto& item : document.findPath(path)->items) command.push_back(here(item->value));
        }
        return command;
    }
    /// Any port of this machine, rather than the container's.
    Command podOf(const std::string& name) const {
        Command command = commandOf(name);
        const auto listen = std::find(command.begin(), command.end(), "--listen");
        EXPECT_EQ(*(listen + 1), "0.0.0.0:8080");
        command.erase(listen, listen + 2);
        return command;
    }
    void isAt(const std::string& service, int port) {
        m_replacements[service + "=" + service + ":8080"] = service + "=127.0.0.1:" + std::to_string(port);
    }

private:
    std::vector<model::Document> parsed(const std::string& file) const {
        model::Diagnostics diagnostics;
        return model::Document::parseAll(m_exported.files.at(file), file, diagnostics);
    }
    std::string at(const std::string& file, std::size_t document, const std::string& path) const {
        return parsed(file).at(document).findPath(path)->value;
    }
    std::string scenario() const {
        return isCompose() ? m_exported.files.at("scenario/scenario.yaml") : at("configmap.yaml", 0, "data.'scenario.yaml'");
    }
    std::string here(const std::string& argument) const {
        const auto found = m_replacements.find(argument);
        return found == m_replacements.end() ? argument : found->second;
    }

    fs::path m_folder;
    model::Exported m_exported;
    Replacements m_replacements;
    MockKafka m_kafka;
};

int portOf(Program& pod) {
    EXPECT_TRUE(pod.readUntil("\"ready\"")) << pod.output() << pod.error();
    std::istringstream lines(pod.output());
    for (std::string line; std::getline(lines, line);)
        if (const auto said = nlohmann::json::parse(line); said["event"] == "listening") return said["port"];
    return 0;
}

/// Records a pod's listeners have processed, as its metrics say.
double processedBy(int port) {
    const auto answer = httplib::Client("127.0.0.1", port).Get("/metrics");
    if (!answer) throw std::runtime_error("the pod is gone");
    std::istringstream lines(answer->body);
    double sum = 0;
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("headroom_records_processed_total{")) sum += std::stod(line.substr(line.rfind(' ')));
    return sum;
}

TEST_P(ExportedProgram, PlaysTheScenarioAndEndsWithSignals) {
    Program billing(podOf("billing"));
    Program orders(podOf("orders"));
    const int billingPort = portOf(billing);
    isAt("orders", portOf(orders));
    Program gateway(podOf("gateway"));
    isAt("gateway", portOf(gateway));
    Program clients(podOf("clients"));
    ASSERT_TRUE(clients.readUntil("\"ready\"")) << clients.output() << clients.error();
    // A record that the clients' calls led to comes through to the other end.
    while (processedBy(billingPort) == 0) std::this_thread::yield();
    const std::vector<Program*> all{&clients, &gateway, &orders, &billing};
    for (Program* program : all) program->signal(SIGTERM);
    for (Program* program : all) EXPECT_EQ(program->finish(), 0) << program->output() << program->error();
}

INSTANTIATE_TEST_SUITE_P(Targets, ExportedProgram, testing::Values("kubernetes", "compose"),
                         [](const auto& instance) { return instance.param; });

}  // namespace
}  // namespace headroom
