// headroom up, as users start it: a copy of the program beside a supervisor that starts children which only speak the protocol.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/golden/cli/program.h"
#include "tests/services/supervisor/process_lines.h"

namespace headroom {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// The program, with its own folder of runs.
class UpCommand : public testing::Test {
protected:
    void SetUp() override {
        m_folder = freshPath("installed");
        fs::create_directories(m_folder / "runtime");
        fs::copy_file(HEADROOM_PROGRAM, m_folder / "headroom");
        std::ofstream(m_folder / "headroom-service")
            << "#!/bin/sh\nexec '" HEADROOM_SERVICE "' \"$@\" --pod-program '" HEADROOM_FAKE_CHILD "'\n";
        fs::permissions(m_folder / "headroom-service", fs::perms::owner_all);
        setenv("XDG_RUNTIME_DIR", (m_folder / "runtime").c_str(), 1);
        setenv("FAKE_CHILD", "", 1);
    }

    std::vector<std::string> up(const std::vector<std::string>& options) const {
        std::vector<std::string> command{m_folder / "headroom", "up", "--log", m_lines.path()};
        command.insert(command.end(), options.begin(), options.end());
        return command;
    }
    /// Nothing of the run is left.
    void expectGone() const {
        for (const auto& [name, id] : m_lines.processes()) EXPECT_TRUE(isGone(id)) << name;
        EXPECT_FALSE(fs::exists(m_folder / "runtime" / "headroom"));
    }

    fs::path m_folder;
    ProcessLines m_lines{freshPath("processes.log")};
};

TEST_F(UpCommand, SaysWhatIsGoingOnUntilItIsInterrupted) {
    Program program(up({HEADROOM_SCENARIO, "--load-scale", "2%", "--no-faults"}));
    ASSERT_TRUE(program.readUntil("serving: 3 pods are ready after")) << program.error();
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0);
    EXPECT_THAT(program.error(), IsEmpty());
    EXPECT_THAT(program.output(),
                HasSubstr("embedded broker (3 on loopback, librdkafka's mock cluster): no replication, 5 MiB a partition"));
    EXPECT_THAT(program.output(), HasSubstr("stopping: interrupted"));
    EXPECT_THAT(program.output(), testing::Not(HasSubstr("{")));
    EXPECT_THAT(m_lines.said("stopped"), SizeIs(4));
    expectGone();
}

TEST_F(UpCommand, TheClientsAndNobodyElseKeepALedger) {
    const std::string folder = m_folder / "ledgers";
    Program program(up({HEADROOM_SCENARIO, "--load-scale", "2%", "--no-faults", "--audit", folder}));
    ASSERT_TRUE(program.readUntil("serving: 3 pods are ready after")) << program.error();
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0);
    EXPECT_TRUE(fs::is_directory(folder));
    for (const auto& born : m_lines.said("born"))
        EXPECT_EQ(optionOf(born, "--audit"), born["process"] == "clients" ? folder : "") << born["process"];

    const Outcome refused =
        run(up({HEADROOM_SCENARIO, "--load-scale", "2%", "--audit", std::string(HEADROOM_SCENARIO) + "/ledgers"}));
    EXPECT_EQ(refused.status, 3);
    EXPECT_THAT(refused.error, HasSubstr("two_services.yaml/ledgers"));
    EXPECT_THAT(refused.output, Not(HasSubstr("serving")));
}

TEST_F(UpCommand, TakesEverythingWithItWhenItIsKilled) {
    Program program(up({HEADROOM_SCENARIO, "--load-scale", "2%", "--no-faults"}));
    ASSERT_TRUE(program.readUntil("serving: ")) << program.error();
    EXPECT_THAT(m_lines.processes(), SizeIs(testing::Ge(3U)));
    const pid_t supervisor = program.child();
    program.signal(SIGKILL);
    EXPECT_EQ(program.finish(), 128 + SIGKILL);
    EXPECT_TRUE(isGone(supervisor));
    expectGone();
}

TEST_F(UpCommand, SaysWhichShareOfTheLoadWouldFit) {
    Program program(up({HEADROOM_SCENARIO, "--set", "clients.shop.load=constant(1M/s)", "--no-faults"}));
    ASSERT_TRUE(program.readUntil("serving: ")) << program.error();
    program.signal(SIGTERM);
    EXPECT_EQ(program.finish(), 0);
    EXPECT_THAT(program.error(), HasSubstr("% would fit"));
    EXPECT_THAT(program.output(), HasSubstr("the load is 100 % of the scenario's"));
}

TEST_F(UpCommand, PrintsWhatIsWrongWithAScenarioAsCheckDoes) {
    const std::string scenario = freshPath("bad.yaml");
    std::ofstream(scenario) << "scenario: bad\nservces: {}\n";
    const Outcome checked = run({m_folder / "headroom", "check", scenario});
    const Outcome played = run(up({scenario}));
    EXPECT_EQ(played.status, 2);
    EXPECT_EQ(played.error, checked.error);
    EXPECT_THAT(played.error, HasSubstr("bad.yaml:2:1: error: "));
    EXPECT_EQ(run(up({HEADROOM_SCENARIO, "--variant", "no-such"})).status, 2);
    EXPECT_EQ(run(up({HEADROOM_SCENARIO, "--load-scale", "0"})).status, 2);
}

TEST_F(UpCommand, SaysThatTheSupervisorIsMissing) {
    fs::remove(m_folder / "headroom-service");
    const Outcome outcome = run(up({HEADROOM_SCENARIO, "--load-scale", "2%"}));
    EXPECT_EQ(outcome.status, 3);
    EXPECT_THAT(outcome.error, HasSubstr("headroom-service: No such file or directory"));
}

}  // namespace
}  // namespace headroom
