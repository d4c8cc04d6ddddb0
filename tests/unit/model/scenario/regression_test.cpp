// Replays what the scenario fuzzer found once, and inputs of the kinds it looks for.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/fuzz/scenario/scenario_exercise.h"
#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

TEST(ScenarioRegression, FuzzerInputsKeepThePromises) {
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(sourcePath("tests/fuzz/regressions/scenario")))
        files.push_back(file.path());
    std::sort(files.begin(), files.end());
    ASSERT_FALSE(files.empty());
    for (const std::filesystem::path& path : files) {
        std::ifstream file(path, std::ios::binary);
        const std::string input{std::istreambuf_iterator<char>(file), {}};
        EXPECT_EQ(exerciseScenario(input), "") << path;
    }
}

}  // namespace
}  // namespace headroom::model
