#include "services/supervisor/run_folder.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "tests/golden/cli/program.h"

namespace headroom::services {
namespace {

namespace fs = std::filesystem;

nlohmann::json read(const fs::path& path) {
    return nlohmann::json::parse(std::ifstream(path), nullptr, false);
}

unsigned modeOf(const fs::path& path) {
    struct stat info {};
    EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
    return info.st_mode & 0777U;
}

/// A process number that nobody has any more.
std::string numberOfTheDead() {
    const pid_t process = fork();
    if (process == 0) _exit(0);
    EXPECT_EQ(waitpid(process, nullptr, 0), process);
    return std::to_string(process);
}

TEST(RunFolder, IsOneUsersAndGoesWithTheRun) {
    const fs::path parent = freshPath("runs");
    {
        const RunFolder folder(parent);
        EXPECT_EQ(folder.path(), parent / std::to_string(getpid()));
        EXPECT_EQ(modeOf(folder.path()), 0700U);
        folder.tell({{"kafka", "127.0.0.1:9092"}});
        folder.tell({{"kafka", "127.0.0.1:9093"}});
        EXPECT_EQ(read(folder.path() / "run.json")["kafka"], "127.0.0.1:9093");
        EXPECT_EQ(modeOf(folder.path() / "run.json"), 0600U);
        fs::create_directory(folder.path() / "data");
    }
    EXPECT_FALSE(fs::exists(parent));
}

TEST(RunFolder, KeepsAllButTheWordThatItRuns) {
    const fs::path parent = freshPath("runs");
    fs::path path;
    {
        RunFolder folder(parent);
        path = folder.path();
        folder.tell({{"kafka", "127.0.0.1:9092"}});
        fs::create_directory(path / "data");
        folder.keep();
    }
    EXPECT_TRUE(fs::exists(path / "data"));
    EXPECT_FALSE(fs::exists(path / "run.json"));
}

TEST(RunFolder, TakesAwayWhatKilledRunsLeft) {
    const fs::path parent = freshPath("runs");
    const fs::path killed = parent / numberOfTheDead();
    const fs::path living = parent / std::to_string(getppid());
    const fs::path kept = parent / numberOfTheDead();
    for (const fs::path& path : {killed, living, kept}) fs::create_directories(path / "data");
    for (const fs::path& path : {killed, living}) std::ofstream(path / "run.json") << "{}";
    const RunFolder folder(parent);
    EXPECT_FALSE(fs::exists(killed));
    EXPECT_TRUE(fs::exists(living));
    EXPECT_EQ(fs::exists(kept), kept != killed);
}

TEST(RunFolder, RefusesAPlaceThatOthersCouldHaveMade) {
    const fs::path elsewhere = freshPath("elsewhere");
    const fs::path parent = freshPath("runs");
    fs::create_directory(elsewhere);
    fs::create_directory_symlink(elsewhere, parent);
    EXPECT_THROW(RunFolder folder(parent), std::system_error);
}

}  // namespace
}  // namespace headroom::services
