// headroom export as a program: its folder, its messages, its exit status.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/golden/cli/program.h"
#include "tests/golden/deploy/folder_files.h"

namespace headroom {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const std::string small = R"(scenario: shop
services:
  orders: {replicas: 2, operations: {create: [cpu: 1ms]}}
  billing: {operations: {check: [cpu: 1ms]}}
clients:
  users: {load: poisson(1/s), journey: [call: orders.create]}
variants:
  alone: {set: {services: {orders: {replicas: 5, operations: {create: [cpu: 1ms]}}}}}
)";

class ExportCommand : public testing::Test {
protected:
    ExportCommand() { fs::create_directories(m_folder); }

    std::string write(const std::string& name, const std::string& text) const {
        const fs::path path = m_folder / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
        return path.string();
    }
    std::string at(const std::string& name) const { return (m_folder / name).string(); }
    Outcome exported(const std::string& target, const std::string& scenario, const std::vector<std::string>& more = {}) const {
        std::vector<std::string> command{HEADROOM_PROGRAM, "export", target, scenario, "--output", at("out")};
        command.insert(command.end(), more.begin(), more.end());
        return run(command);
    }

private:
    fs::path m_folder = freshPath("export");
};

TEST_F(ExportCommand, WritesAFolderAndTellsWhatIsOtherwise) {
    const Outcome outcome = exported("kubernetes", write("shop.yaml", small));
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_THAT(outcome.output, HasSubstr(at("out") + ": 5 files\n"));
    EXPECT_THAT(outcome.output, HasSubstr("- A pod takes its startup from the scenario"));
    EXPECT_THAT(outcome.output, HasSubstr("Next: kubectl apply -k " + at("out")));
    EXPECT_EQ(filesIn(at("out")).size(), 5U);
    EXPECT_FALSE(fs::exists(at("out/services/nobody.yaml")));
}

TEST_F(ExportCommand, ExportsTheVariantAndTheSettingsThatAreChosen) {
    const Outcome outcome =
        exported("compose", write("shop.yaml", small), {"--variant", "alone", "--set", "seed=77", "--load-scale", "3%"});
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    const auto files = filesIn(at("out"));
    EXPECT_THAT(files.at("compose.yaml"),
                HasSubstr("# Made by headroom export compose shop.yaml --variant alone with 1 setting:"));
    EXPECT_THAT(files.at("compose.yaml"), HasSubstr("replicas: 5\n"));
    EXPECT_THAT(files.at("compose.yaml"), Not(HasSubstr("billing")));
    EXPECT_THAT(files.at("scenario/scenario.yaml"), HasSubstr("seed: 77\n"));
    EXPECT_THAT(files.at(".env"), HasSubstr("LOAD_SCALE=3%\n"));
}

TEST_F(ExportCommand, LeavesAFolderWithSomethingInItAlone) {
    write("out/mine.txt", "mine");
    const Outcome outcome = exported("kubernetes", write("shop.yaml", small));
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.error, "headroom: " + at("out") + " has something in it already; --force replaces what an export made\n");
    EXPECT_EQ(filesIn(at("out")).size(), 1U);
}

TEST_F(ExportCommand, ForcedItReplacesWhatItMadeAndKeepsWhatOthersMade) {
    const std::string scenario = write("shop.yaml", small);
    ASSERT_EQ(exported("kubernetes", scenario).status, 0);
    write("out/secrets/password", "planted");
    fs::permissions(at("out/secrets"), fs::perms::owner_all);
    fs::permissions(at("out/secrets/password"), fs::perms::owner_read);
    fs::create_symlink("secrets/password", at("out/link"));
    write("out/services/orders.yaml", "# changed by hand\n");
    const Outcome outcome = exported("kubernetes", scenario, {"--force", "--variant", "alone"});
    EXPECT_EQ(outcome.status, 0) << outcome.error;
    const auto files = filesIn(at("out"));
    EXPECT_EQ(files.at("secrets/password"), "planted");
    EXPECT_EQ(fs::status(at("out/secrets")).permissions(), fs::perms::owner_all);
    EXPECT_EQ(fs::status(at("out/secrets/password")).permissions(), fs::perms::owner_read);
    EXPECT_EQ(fs::read_symlink(at("out/link")), "secrets/password");
    EXPECT_THAT(files.at("services/orders.yaml"), HasSubstr("replicas: 5\n"));
    EXPECT_EQ(files.count("services/billing.yaml"), 0U) << "an earlier export's";
    for (const auto& entry : fs::directory_iterator(fs::path(at("out")).parent_path()))
        EXPECT_THAT(entry.path().string(), Not(HasSubstr("new-"))) << "nothing is left over";
}

TEST_F(ExportCommand, FillsAnEmptyFolderAndMakesThoseAboveIt) {
    fs::create_directories(at("out"));
    EXPECT_EQ(exported("compose", write("shop.yaml", small)).status, 0);
    EXPECT_EQ(run({HEADROOM_PROGRAM, "export", "compose", at("shop.yaml"), "--output", at("a/b/c/")}).status, 0);
    EXPECT_TRUE(fs::exists(at("a/b/c/compose.yaml")));
}

TEST_F(ExportCommand, SaysWhyItCanNot) {
    const std::string outbox =
        write("outbox.yaml",
              "scenario: s\nservices: {a: {operations: {x: [store: l.i, publish: {to: t, via: outbox}]}, outbox: {store: l}}}\n"
              "stores: {l: {kind: mongodb, operations: {i: 1ms}}}\nkafka: {main: {}}\ntopics: {t: {partitions: 1}}\n");
    const Outcome refused = exported("kubernetes", outbox);
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.error, HasSubstr(outbox + ": error: can't be exported: the outbox of service/a is in store/l (mongodb)"));
    EXPECT_FALSE(fs::exists(at("out")));
    EXPECT_EQ(exported("kubernetes", write("bad.yaml", "scenario: s\nservices: 3\n")).status, 2);
    EXPECT_EQ(exported("nomad", write("shop.yaml", small)).status, 2);
    EXPECT_EQ(exported("compose", at("shop.yaml"), {"--load-scale", "much"}).status, 2);
    write("file", "");
    const Outcome file = run({HEADROOM_PROGRAM, "export", "compose", at("shop.yaml"), "--output", at("file")});
    EXPECT_EQ(file.status, 2);
    EXPECT_EQ(file.error, "headroom: " + at("file") + " is no folder\n");
    const Outcome unwritable = run({HEADROOM_PROGRAM, "export", "compose", at("shop.yaml"), "--output", "/proc/out"});
    EXPECT_EQ(unwritable.status, 3);
    EXPECT_THAT(unwritable.error, HasSubstr("headroom: /proc/out can't be written: "));
}

TEST_F(ExportCommand, TakesNoSecretAlong) {
    write("application.yml",
          "spring:\n  datasource: {url: 'jdbc:postgresql://u:planted1@db/x', username: planted2, password: planted3}\n"
          "  kafka: {properties: {sasl.jaas.config: planted4}}\n");
    write("k8s.yaml",
          "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {p: planted5}\n---\nkind: Deployment\nmetadata: {name: "
          "a}\n"
          "spec: {template: {spec: {containers: [{name: a, image: planted6, env: [{name: P, value: planted7}]}]}}}\n");
    const std::string scenario = write("s.yaml",
                                       "scenario: s # planted8\nservices:\n  a:\n    deployment: !file k8s.yaml#Deployment/a\n"
                                       "    application: !file application.yml\n    operations: {x: [store: l.i]}\n"
                                       "stores: {l: {kind: postgresql, operations: {i: 1ms}}}\n");
    for (const char* target : {"kubernetes", "compose"}) {
        const Outcome outcome = exported(target, scenario, {"--force"});
        ASSERT_EQ(outcome.status, 0) << outcome.error;
        EXPECT_THAT(outcome.output + outcome.error, Not(HasSubstr("planted")));
        for (const auto& [path, text] : filesIn(at("out"))) EXPECT_THAT(text, Not(HasSubstr("planted"))) << path;
    }
}

}  // namespace
}  // namespace headroom
