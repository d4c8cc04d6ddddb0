// A resolved text is the same scenario, without what it pointed to.

#include "model/scenario/resolved_text.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

namespace fs = std::filesystem;

ReadResult resolving(const std::string& path, ReadOptions options = {}) {
    options.resolves = true;
    return readScenario(path, options);
}

/// Everything that has an effect, a line a setting; a guess of a variant or setting included.
std::string settings(const Scenario& scenario) {
    std::string text;
    for (const EffectiveValue& value : scenario.effective)
        if (!value.origin.ends_with("no effect here")) text += value.path + " = " + value.value + "\n";
    for (const Guess& guess : scenario.guesses)
        text += guess.path + " in " + std::to_string(guess.low) + ".." + std::to_string(guess.high) + "\n";
    return text;
}

/// Reads what was resolved from a folder that has nothing else.
ReadResult readBack(const ResolvedText& resolved) {
    std::string pattern = testing::TempDir() + "resolvedXXXXXX";
    const fs::path folder = mkdtemp(pattern.data());
    for (const auto& [name, text] : resolved.tables) std::ofstream(folder / name) << text;
    ReadResult read = readScenarioText(resolved.scenario, (folder / "scenario.yaml").string());
    fs::remove_all(folder);
    return read;
}

void expectTheSame(const std::string& path, const ReadOptions& options = {}) {
    SCOPED_TRACE(path + " " + options.variant);
    const ReadResult read = resolving(path, options);
    ASSERT_TRUE(read.scenario) << findings(read);
    const ReadResult again = readBack(read.resolved);
    ASSERT_TRUE(again.scenario) << findings(again);
    EXPECT_EQ(settings(*again.scenario), settings(*read.scenario));
    EXPECT_EQ(again.scenario->findService("transaction") == nullptr, read.scenario->findService("transaction") == nullptr);
}

TEST(ResolvedText, OfEveryScenarioAndVariantReadsBackAsItWas) {
    for (const char* name : {"transaction-platform.yaml", "monolith.yaml", "paste-your-own/scenario.yaml",
                             "lessons/autoscaling.yaml", "lessons/circuit-breaker.yaml", "lessons/consumer-lag.yaml"}) {
        const std::string path = sourcePath(std::string("scenarios/") + name);
        expectTheSame(path);
        for (const std::string& variant : readScenario(path).variants) {
            ReadOptions options;
            options.variant = variant;
            expectTheSame(path, options);
        }
    }
}

TEST(ResolvedText, HasSettingsInPlaceAndNoVariants) {
    const std::string path = sourcePath("scenarios/transaction-platform.yaml");
    ReadOptions options;
    options.settings = {{"topics.transaction-initiated.config.'retention.ms'", "60000"}, {"services.audit.threads", "unlimited"}};
    expectTheSame(path, options);
    const std::string text = resolving(path, options).resolved.scenario;
    EXPECT_NE(text.find("retention.ms: 60000\n"), std::string::npos);
    EXPECT_EQ(text.find("variants:"), std::string::npos);
    EXPECT_EQ(text.find("hpa-step"), std::string::npos);
}

class ResolvedFiles : public testing::Test {
protected:
    ResolvedFiles() {
        std::string pattern = testing::TempDir() + "filesXXXXXX";
        m_folder = mkdtemp(pattern.data());
        fs::create_directories(m_folder / "data");
    }
    ~ResolvedFiles() override { fs::remove_all(m_folder); }
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(m_folder / name) << text;
        return (m_folder / name).string();
    }

private:
    fs::path m_folder;
};

TEST_F(ResolvedFiles, TakesItsTablesOfNumbersAlong) {
    write("data/times.csv", "time,who\n# a comment\n1ms,alice\n2.5ms,bob\n");
    write("arrivals.csv", "0\n0.5\n1.25\n");
    expectTheSame(write("s.yaml",
                        "scenario: s\nclients:\n  c: {load: replay(arrivals.csv), journey: [call: a.x]}\nservices:\n  a:\n"
                        "    operations:\n      x: [wait: empirical( data/times.csv ), cpu: empirical(data/times.csv)]\n"));
    const ReadResult read =
        resolving(write("t.yaml", "scenario: s\nservices: {a: {operations: {x: [wait: empirical( data/times.csv )]}}}\n"));
    EXPECT_EQ(read.resolved.tables, (std::map<std::string, std::string>{{"times.csv", "0.001\n0.0025\n"}}));
    EXPECT_NE(read.resolved.scenario.find("wait: empirical(times.csv)\n"), std::string::npos) << read.resolved.scenario;
}

TEST_F(ResolvedFiles, LeavesOutWhatHasNoEffectAndAllSecrets) {
    write("application.yml",
          "spring:\n  datasource: {url: 'jdbc:postgresql://u:planted-1@db/x', password: planted-2, hikari.maximum-pool-size: 7}\n"
          "  kafka: {properties: {sasl.jaas.config: planted-3}, consumer: {max-poll-records: 9}}\n"
          "  data.mongodb.uri: mongodb://u:planted-4@h/db\n");
    write("server.properties", "ssl.keystore.password=planted-5\nnum.io.threads=4\n");
    write("k8s.yaml",
          "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {p: planted-6}\n---\nkind: Deployment\nmetadata: "
          "{name: a}\n"
          "spec:\n  replicas: 3\n  template:\n    spec:\n      containers:\n        - name: a\n          env: [{name: P, value: "
          "planted-7}]\n"
          "          readinessProbe: {httpGet: {path: /planted-8, port: 1}}\n");
    const std::string path = write("s.yaml",
                                   "scenario: s # planted-9\nservices:\n  a:\n    deployment: !file k8s.yaml#Deployment/a\n"
                                   "    application: !file application.yml\n    operations: {x: [cpu: 1ms]}\n"
                                   "stores: {l: {kind: postgresql, operations: {i: 1ms}}}\n"
                                   "kafka: {main: {brokers: 1, config: !file server.properties}}\n");
    expectTheSame(path);
    const std::string text = resolving(path).resolved.scenario;
    EXPECT_EQ(text.find("planted"), std::string::npos) << text;
    EXPECT_NE(text.find("maximum-pool-size: 7"), std::string::npos) << text;
    EXPECT_NE(text.find("readinessProbe: {}"), std::string::npos) << "a probe is there however it asks: " << text;
}

TEST_F(ResolvedFiles, HasOnceWhatASettingGivesAgain) {
    write("application.yml",
          "spring:\n  datasource:\n    hikari: {maximum-pool-size: 7}\n  kafka.consumer.max-poll-records: 9\n");
    const std::string path =
        write("s.yaml",
              "scenario: s\nservices:\n  a: {application: !file application.yml, operations: {x: [store: l.i]}}\n"
              "stores: {l: {kind: postgresql, operations: {i: 1ms}}}\n");
    ReadOptions options;
    options.settings = {{"services.a.application.'spring.datasource.hikari.maximumPoolSize'", "8"}};
    expectTheSame(path, options);
    ReadOptions again = options;
    again.settings.push_back({"services.a.application.spring.kafka.consumer.max-poll-records", "10"});
    expectTheSame(path, again);
}

TEST(ResolvedText, IsMadeOnlyWhenItIsWanted) {
    EXPECT_EQ(readText("scenario: s\n").resolved.scenario, "");
}

}  // namespace
}  // namespace headroom::model
