#include "services/supervisor/child_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <system_error>

#include "services/supervisor/process_log.h"
#include "tests/golden/cli/program.h"

namespace headroom::services {
namespace {

using testing::ElementsAre;

/// A process, what it says, and how it ends.
struct Watched {
    EventLoop loop;
    std::vector<std::string> lines;
    std::optional<ChildEnd> end;
    std::unique_ptr<ChildProcess> process;

    explicit Watched(const std::vector<std::string>& command) {
        signal(SIGPIPE, SIG_IGN);
        process =
            std::make_unique<ChildProcess>(loop, command,
                                           ChildProcess::Listener{[this](const std::string& line) { lines.push_back(line); },
                                                                  [this](const ChildEnd& how) {
                                                                      end = how;
                                                                      process.reset();
                                                                      loop.quit();
                                                                  }});
    }
};

TEST(ChildProcess, TellsEveryLineAndTheEnd) {
    Watched watched({"/bin/sh", "-c", "read line; echo got $line; echo wrong >&2; printf rest; exit 3"});
    EXPECT_TRUE(watched.process->send("a command"));
    watched.loop.run();
    EXPECT_THAT(watched.lines, ElementsAre("got a command", "wrong", "rest"));
    ASSERT_TRUE(watched.end);
    EXPECT_EQ(watched.end->sentence(), "exited with status 3");
}

TEST(ChildProcess, TellsWhichSignalKilledIt) {
    Watched watched({"/bin/cat"});
    watched.process->signal(SIGKILL);
    watched.loop.run();
    EXPECT_TRUE(watched.end->wasKilled);
    EXPECT_EQ(watched.end->sentence(), "was killed by signal 9 (Killed)");
}

TEST(ChildProcess, HasNoDescriptorButItsThree) {
    const int leaking = dup(STDERR_FILENO);  // not close-on-exec
    ASSERT_GT(leaking, STDERR_FILENO);
    Watched watched({"/bin/ls", "/proc/self/fd"});
    watched.loop.run();
    // The fourth is the folder that ls reads.
    EXPECT_THAT(watched.lines, ElementsAre("0", "1", "2", "3"));
    close(leaking);
}

TEST(ChildProcess, IsToldNothingWhileItReadsNothingForTooLong) {
    Watched watched({"/bin/sh", "-c", "kill -STOP $$"});
    const std::string command(100'000, 'x');
    int sent = 0;
    while (watched.process->send(command)) ASSERT_LT(++sent, 100);
    EXPECT_GT(sent, 5);
    watched.process->signal(SIGKILL);
    watched.loop.run();
    EXPECT_TRUE(watched.end->wasKilled);
}

TEST(ChildProcess, CutsALineThatNeverEnds) {
    Watched watched({"/bin/sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x"});
    watched.loop.run();
    std::size_t total = 0;
    for (const std::string& line : watched.lines) total += line.size();
    EXPECT_EQ(total, 300'000U);
    EXPECT_GT(watched.lines.size(), 1U);
}

TEST(ChildProcess, SaysWhyItCantStart) {
    EventLoop loop;
    try {
        const ChildProcess process(loop, {"/nowhere/at-all"}, {});
        FAIL() << "it started";
    } catch (const std::system_error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("/nowhere/at-all: No such file or directory"));
    }
}

TEST(ChildProcess, DiesWithItsOwner) {
    pid_t id = 0;
    {
        Watched watched({"/bin/cat"});
        id = watched.process->id();
        EXPECT_EQ(kill(id, 0), 0);
    }
    EXPECT_NE(kill(id, 0), 0);
}

std::string contents(const std::string& path) {
    return run({"/bin/cat", path}).output;
}

TEST(ProcessLog, StopsAtItsLimit) {
    const std::string path = freshPath("processes.log");
    ProcessLog log(path, 30);
    for (int i = 0; i < 5; ++i) log.write("0123456789");
    EXPECT_EQ(log.dropped(), 3U);
    EXPECT_EQ(contents(path), "0123456789\n0123456789\n");
}

TEST(ProcessLog, MakesJsonOfWhatIsNone) {
    const std::string path = freshPath("processes.log");
    ProcessLog log(path);
    log.writeText("front-1", "no \xff JSON");
    EXPECT_EQ(contents(path),
              "{\"level\":\"error\",\"process\":\"front-1\",\"event\":\"text\",\"message\":\"no \xef\xbf\xbd JSON\"}\n");
}

}  // namespace
}  // namespace headroom::services
