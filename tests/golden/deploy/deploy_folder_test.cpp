// deploy/compose and deploy/kubernetes are what the command makes of the reference platform.

#include <gtest/gtest.h>

#include "tests/golden/cli/program.h"
#include "tests/golden/deploy/folder_files.h"

namespace headroom {
namespace {

const std::string top = HEADROOM_SOURCE_DIR;

class DeployFolder : public testing::TestWithParam<std::string> {};

TEST_P(DeployFolder, IsWhatTheCommandMakes) {
    const std::string folder = freshPath(GetParam());
    const Outcome outcome =
        run({HEADROOM_PROGRAM, "export", GetParam(), top + "/scenarios/transaction-platform.yaml", "--output", folder});
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    const auto made = filesIn(folder);
    const auto kept = filesIn(top + "/deploy/" + GetParam());
    for (const auto& [path, text] : made) EXPECT_EQ(kept.count(path) == 0 ? "nothing" : kept.at(path), text) << path;
    for (const auto& [path, text] : kept) EXPECT_EQ(made.count(path), 1U) << path << " is no longer made";
}

INSTANTIATE_TEST_SUITE_P(Targets, DeployFolder, testing::Values("compose", "kubernetes"),
                         [](const auto& instance) { return instance.param; });

}  // namespace
}  // namespace headroom
