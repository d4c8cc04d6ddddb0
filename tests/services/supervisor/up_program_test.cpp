// headroom-service up, the real program, with children that only speak the protocol.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/golden/cli/program.h"
#include "tests/services/supervisor/process_lines.h"

namespace headroom {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A supervisor with fake children, its own folder of runs, and what its children said.
class Up {
public:
    /// `behaviour` as FAKE_CHILD has it; `options` are further ones.
    explicit Up(const std::string& behaviour = {}, std::vector<std::string> options = {})
        : m_runs(freshPath("runtime")), m_lines(freshPath("processes.log")) {
        fs::create_directory(m_runs);
        setenv("XDG_RUNTIME_DIR", m_runs.c_str(), 1);
        setenv("FAKE_CHILD", behaviour.c_str(), 1);
        options.insert(options.begin(), {HEADROOM_SERVICE, "up", HEADROOM_SCENARIO, "--pod-program", HEADROOM_FAKE_CHILD, "--log",
                                         m_lines.path()});
        m_program.emplace(options);
    }

    Program& program() { return *m_program; }
    /// Waits for a line with the text, beyond what was waited for before.
    bool waitFor(const std::string& text) {
        const auto find = [&] { return m_program->output().find(text, m_seen); };
        if (find() == std::string::npos && !m_program->readUntil(text)) return false;
        m_seen = find() + text.size();
        return true;
    }
    /// Ends it as a person at a terminal does.
    int interrupt() {
        m_program->signal(SIGINT);
        return m_program->finish();
    }
    fs::path folder() const { return m_runs / "headroom" / std::to_string(m_program->process()); }
    fs::path parent() const { return m_runs / "headroom"; }

    std::vector<nlohmann::json> said(const std::string& event, const std::string& process = {}) const {
        return m_lines.said(event, process);
    }
    std::vector<nlohmann::json> told(const std::string& process, const std::string& command) const {
        return m_lines.told(process, command);
    }
    std::map<std::string, pid_t> processes() const { return m_lines.processes(); }

private:
    fs::path m_runs;
    ProcessLines m_lines;
    std::optional<Program> m_program;
    std::size_t m_seen = 0;
};

std::vector<std::string> names(const std::map<std::string, pid_t>& processes) {
    std::vector<std::string> all;
    for (const auto& [name, id] : processes) all.push_back(name);
    return all;
}

TEST(UpProgram, StartsAllTellsThemWhoCanBeCalledAndLeavesNothing) {
    Up up({}, {"--load-scale", "2%"});
    ASSERT_TRUE(up.waitFor("\"event\":\"serving\"")) << up.program().error();
    ASSERT_TRUE(up.waitFor("\"event\":\"status\""));
    const nlohmann::json run = nlohmann::json::parse(std::ifstream(up.folder() / "run.json"), nullptr, false);
    EXPECT_EQ(run["scenario"], HEADROOM_SCENARIO);
    EXPECT_EQ(run["embedded"], true);
    EXPECT_THAT(run["kafka"].get<std::string>(), HasSubstr("127.0.0.1:"));
    EXPECT_THAT(run["pods"], SizeIs(3));
    const fs::path folder = up.folder();
    EXPECT_EQ(up.interrupt(), 0) << up.program().error();

    const auto processes = up.processes();
    EXPECT_THAT(names(processes), ElementsAre("back-1", "clients", "front-1", "front-2"));
    for (const auto& [name, id] : processes) EXPECT_NE(kill(id, 0), 0) << name;
    EXPECT_THAT(up.said("stopped"), SizeIs(4));
    EXPECT_FALSE(fs::exists(up.parent()));

    const nlohmann::json table = up.told("clients", "endpoints").back()["services"];
    EXPECT_THAT(table["front"], SizeIs(2));
    EXPECT_THAT(table["back"], SizeIs(1));
    for (const char* pod : {"front-1", "front-2"}) {
        const nlohmann::json born = up.said("born", pod).front();
        EXPECT_EQ(born["arguments"][0], "pod");
        EXPECT_EQ(optionOf(born, "--service"), "front");
        EXPECT_EQ(optionOf(born, "--load-scale"), "0.02");
        EXPECT_EQ(optionOf(born, "--kafka"), run["kafka"]);
        EXPECT_EQ(optionOf(born, "--data"), (folder / "data").string());
        EXPECT_EQ(optionOf(born, "--startup"), "");  // as a simulation begins, with pods that are ready
    }
    EXPECT_EQ(up.said("born", "clients").front()["arguments"][0], "clients");
    EXPECT_THAT(up.program().output(), HasSubstr("no replication, 5 MiB a partition"));
    EXPECT_THAT(up.program().output(), HasSubstr("the load is 2 % of the scenario's"));
}

TEST(UpProgram, HasToldOthersOfItsPodsWhenItSaysThatItServes) {
    Up up;
    ASSERT_TRUE(up.waitFor("\"event\":\"serving\"")) << up.program().error();
    const nlohmann::json run = nlohmann::json::parse(std::ifstream(up.folder() / "run.json"), nullptr, false);
    EXPECT_EQ(run["serving"], true);
    EXPECT_THAT(run["pods"], SizeIs(testing::Ge(3U)));
    EXPECT_EQ(up.interrupt(), 0);
}

TEST(UpProgram, RestartsWhatDiesAsTheKubeletDoes) {
    Up up("back-1=crash", {"--no-faults", "--clock-speed", "100"});
    ASSERT_TRUE(up.waitFor("back-1 exited with status 1; it starts again at once"));
    ASSERT_TRUE(up.waitFor("back-1 exited with status 1; it starts again in 10 s (crash loop back-off)"));
    ASSERT_TRUE(up.waitFor("back-1 exited with status 1; it starts again in 20 s (crash loop back-off)"));
    ASSERT_TRUE(up.waitFor("back-1: restart 3"));
    EXPECT_EQ(up.interrupt(), 0);
    EXPECT_THAT(up.said("born", "back-1"), SizeIs(testing::Ge(4U)));
    EXPECT_THAT(up.said("born", "front-1"), SizeIs(1));
}

TEST(UpProgram, KillsWhatDoesntStop) {
    Up up("front-2=hang", {"--no-faults", "--clock-speed", "5"});
    ASSERT_TRUE(up.waitFor("\"event\":\"serving\""));
    up.program().write("{\"command\":\"stop\"}\n");
    EXPECT_EQ(up.program().finish(), 0);
    EXPECT_THAT(up.program().output(), HasSubstr("front-2: it didn't end in time and was killed"));
    for (const auto& [name, id] : up.processes()) EXPECT_NE(kill(id, 0), 0) << name;
    EXPECT_THAT(up.said("stopped", "front-2"), IsEmpty());
    EXPECT_THAT(up.said("stopped", "front-1"), SizeIs(1));
    EXPECT_FALSE(fs::exists(up.parent()));
}

TEST(UpProgram, KillsAllAtOnceWhenInterruptedTwice) {
    Up up("front-1=hang front-2=hang", {"--no-faults"});
    ASSERT_TRUE(up.waitFor("\"event\":\"serving\""));
    up.program().signal(SIGINT);
    up.program().signal(SIGINT);  // at once: the same wish
    ASSERT_TRUE(up.waitFor("stopping: interrupted"));
    // Statuses are a second apart.
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(up.waitFor("\"event\":\"status\""));
    EXPECT_EQ(up.interrupt(), 0);  // well before the grace of 10 s, which no test waits for
    for (const auto& [name, id] : up.processes()) EXPECT_NE(kill(id, 0), 0) << name;
    EXPECT_FALSE(fs::exists(up.parent()));
}

TEST(UpProgram, NothingOutlivesIt) {
    Up up("front-1=hang front-2=deaf");
    ASSERT_TRUE(up.waitFor("\"event\":\"serving\""));
    ASSERT_TRUE(up.waitFor("\"event\":\"status\""));
    const auto processes = up.processes();
    ASSERT_THAT(processes, SizeIs(4));
    up.program().signal(SIGKILL);
    EXPECT_EQ(up.program().finish(), 128 + SIGKILL);
    for (const auto& [name, id] : processes) EXPECT_TRUE(isGone(id)) << name;
}

TEST(UpProgram, EndsWhenWhoeverStartedItIsGone) {
    Up up;
    ASSERT_TRUE(up.waitFor("\"event\":\"serving\""));
    up.program().closeInput();
    EXPECT_EQ(up.program().finish(), 0);
    EXPECT_THAT(up.said("stopped"), SizeIs(4));
}

TEST(UpProgram, EndsAtItsTime) {
    Up up({}, {"--for", "5s", "--clock-speed", "5", "--no-faults"});
    EXPECT_EQ(up.program().finish(), 0);
    EXPECT_THAT(up.program().output(), HasSubstr("stopping: its time is over"));
    EXPECT_THAT(up.processes(), SizeIs(4));
    EXPECT_FALSE(fs::exists(up.parent()));
}

TEST(UpProgram, OutlastsAProcessThatRaves) {
    Up up("front-1=rave clients=rave");
    ASSERT_TRUE(up.waitFor("\"event\":\"serving\"")) << up.program().error();
    ASSERT_TRUE(up.waitFor("\"event\":\"status\""));
    EXPECT_EQ(up.interrupt(), 0);
    EXPECT_THAT(up.said("stopped"), SizeIs(4));
    EXPECT_THAT(up.said("text", "front-1"), SizeIs(testing::Gt(3U)));
}

TEST(UpProgram, PlaysTheFaults) {
    Up up({}, {"--clock-speed", "10"});
    ASSERT_TRUE(up.waitFor("left out: 50 % of the records of orders share one key for 10 s: "));
    ASSERT_TRUE(up.waitFor("fault: store/ledger fails 50 % of its requests for 80 s"));
    ASSERT_TRUE(up.waitFor("front-1 was killed by signal 9 (Killed); it starts again at once"));
    ASSERT_TRUE(up.waitFor("fault: service/back cut off from everything for 10 s"));
    ASSERT_TRUE(up.waitFor("fault: load of shop times 3 for 10 s"));
    ASSERT_TRUE(up.waitFor("fault: broker/main/1 killed for 10 s"));
    ASSERT_TRUE(up.waitFor("fault over: broker/main/1 killed"));
    ASSERT_TRUE(up.waitFor("front-1 is deleted; front-3 takes its place"));
    ASSERT_TRUE(up.waitFor("back: 1 → 3 pods"));
    ASSERT_TRUE(up.waitFor("fault over: store/ledger"));
    ASSERT_TRUE(up.waitFor("\"message\":\"5 of 5 pods ready"));
    EXPECT_EQ(up.interrupt(), 0) << up.program().error();

    // Its second process is told of the fault that is going on when it begins, and starts as slowly as the service does.
    const auto failing = up.told("front-1", "fault");
    ASSERT_THAT(failing, SizeIs(testing::Ge(2U)));
    for (const nlohmann::json& command : up.told("front-2", "fault"))
        EXPECT_EQ(command.contains("elements"), command["kind"] == "partition");
    EXPECT_EQ(failing.front()["kind"], "fail");
    EXPECT_EQ(optionOf(up.said("born", "front-1").back(), "--startup"), "1.000");
    EXPECT_EQ(optionOf(up.said("born", "front-3").back(), "--startup"), "1.000");
    EXPECT_THAT(up.said("stopped", "front-1"), IsEmpty());  // deleted without grace
    EXPECT_THAT(up.told("front-2", "heal"), SizeIs(2));
    EXPECT_EQ(up.told("back-1", "fault").back()["elements"].dump(), R"(["service/front","store/ledger","kafka/main"])");
    const auto ofClients = up.told("clients", "fault");
    ASSERT_THAT(ofClients, SizeIs(2));
    EXPECT_EQ(ofClients[0]["elements"].dump(), R"(["service/back"])");
    EXPECT_EQ(ofClients[1]["kind"], "surge");
    EXPECT_THAT(up.told("clients", "heal"), SizeIs(2));
    EXPECT_THAT(names(up.processes()), ElementsAre("back-1", "back-2", "back-3", "clients", "front-1", "front-2", "front-3"));
    EXPECT_THAT(up.told("clients", "endpoints").back()["services"]["back"], SizeIs(3));
}

TEST(UpProgram, ScalesOnCommand) {
    Up up({}, {"--no-faults"});
    ASSERT_TRUE(up.waitFor("\"event\":\"serving\""));
    up.program().write("{\"command\":\"scale\",\"service\":\"front\",\"replicas\":1}\n");
    ASSERT_TRUE(up.waitFor("front: 2 → 1 pods"));
    up.program().write("{\"command\":\"scale\",\"service\":\"nobody\",\"replicas\":1}\nnonsense\n");
    ASSERT_TRUE(up.waitFor("there is no service 'nobody'"));
    ASSERT_TRUE(up.waitFor("refused: nonsense: neither stop nor scale"));
    up.program().write("stop\n");
    EXPECT_EQ(up.program().finish(), 0);
    EXPECT_THAT(up.said("stopped", "front-2"), SizeIs(1));
}

TEST(UpProgram, EndsWithWhatAProcessFindsWrong) {
    Up up("back-1=bad");
    EXPECT_EQ(up.program().finish(), 2);
    EXPECT_THAT(up.program().error(), HasSubstr("back-1 exited with status 2: scenario.yaml:1:1: error: this makes no sense"));
    EXPECT_FALSE(fs::exists(up.parent()));
}

TEST(UpProgram, KeepsTheDataWhenAskedTo) {
    Up up({}, {"--keep-data", "--no-faults"});
    ASSERT_TRUE(up.waitFor("\"event\":\"serving\""));
    const fs::path folder = up.folder();
    EXPECT_EQ(up.interrupt(), 0);
    EXPECT_TRUE(fs::exists(folder / "data"));
    EXPECT_FALSE(fs::exists(folder / "run.json"));
    EXPECT_THAT(up.program().output(), HasSubstr(folder.string()));
}

TEST(UpProgram, SaysWhatIsWrongBeforeAnythingRuns) {
    const Outcome missing = run({HEADROOM_SERVICE, "up", "nowhere.yaml"});
    EXPECT_EQ(missing.status, 2);
    EXPECT_THAT(missing.error, HasSubstr("nowhere.yaml"));
    EXPECT_EQ(run({HEADROOM_SERVICE, "up", HEADROOM_SCENARIO, "--load-scale", "much"}).status, 2);
    EXPECT_EQ(run({HEADROOM_SERVICE, "up", HEADROOM_SCENARIO, "--for", "5"}).status, 2);
    const Outcome unreachable = run({HEADROOM_SERVICE, "up", HEADROOM_SCENARIO, "--kafka", "127.0.0.1:1"});
    EXPECT_EQ(unreachable.status, 3);
    EXPECT_THAT(unreachable.error, HasSubstr("Kafka at 127.0.0.1:1 can't be reached"));
    EXPECT_EQ(run({HEADROOM_SERVICE, "up", HEADROOM_SCENARIO, "--log", "/nowhere/at.log"}).status, 3);
}

}  // namespace
}  // namespace headroom
