// tools/postgres itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <sstream>

#include "tests/integration/kafka/command.h"

namespace headroom::integration {
namespace {

namespace fs = std::filesystem;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class PostgresTool : public testing::Test {
protected:
    PostgresTool() {
        std::string pattern = testing::TempDir() + "toolXXXXXX";
        m_folder = mkdtemp(pattern.data());
        // Also for the user the server runs as.
        fs::permissions(m_folder, fs::perms::others_exec, fs::perm_options::add);
    }
    ~PostgresTool() override { fs::remove_all(m_folder); }

    fs::path m_folder;
};

TEST_F(PostgresTool, GivesACommandAServerAndLeavesNothing) {
    const std::string script =
        "echo $HEADROOM_DATABASE; stat -c %a $PGPASSFILE; cut -d: -f5 $PGPASSFILE; psql -AtX $HEADROOM_DATABASE -c 'SELECT 6 * "
        "7'; "
        "PGPASSFILE=/no/such/file psql -w -AtX $HEADROOM_DATABASE -c 'SELECT 1' 2>&1; head -n 1 $(dirname "
        "$PGPASSFILE)/data/postmaster.pid; exit 7";
    const CommandResult result = runCommand(
        {HEADROOM_POSTGRES_TOOL, "run", "--dir", m_folder / "server", "--set", "fsync=off", "--", "/bin/sh", "-c", script});
    EXPECT_EQ(result.status, 7) << result.error;
    std::istringstream lines(result.output);
    std::string url, mode, password, answer, refusal, process;
    for (std::string* const line : {&url, &mode, &password, &answer, &refusal, &process}) std::getline(lines, *line);
    EXPECT_THAT(url, StartsWith("postgresql://headroom@127.0.0.1:"));
    EXPECT_EQ(mode, "600");
    EXPECT_EQ(password.size(), 32U);
    EXPECT_EQ(answer, "42");
    EXPECT_THAT(refusal, EndsWith("no password supplied")) << "nobody comes in without the password";
    EXPECT_THAT(process, Not(IsEmpty()));
    EXPECT_FALSE(fs::exists("/proc/" + process + "/cwd/PG_VERSION")) << "the server has ended";
    EXPECT_TRUE(fs::is_empty(m_folder / "server"));
}

TEST_F(PostgresTool, LeavesOthersDataAlone) {
    fs::create_directories(m_folder / "data");
    const CommandResult result = runCommand({HEADROOM_POSTGRES_TOOL, "start", "--dir", m_folder});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.error, HasSubstr("has other data than ours"));
    EXPECT_EQ(runCommand({HEADROOM_POSTGRES_TOOL, "stop", m_folder}).status, 0);
    EXPECT_TRUE(fs::exists(m_folder / "data"));
}

}  // namespace
}  // namespace headroom::integration
