// Replays what the fuzzer found once.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/fuzz/text/text_exercise.h"

namespace headroom::model {
namespace {

TEST(TextRegression, FuzzerFindingsStayFixed) {
    std::vector<std::filesystem::path> files;
    for (const auto& file : std::filesystem::directory_iterator(HEADROOM_TEXT_REGRESSIONS)) files.push_back(file.path());
    std::sort(files.begin(), files.end());
    ASSERT_FALSE(files.empty());
    for (const std::filesystem::path& path : files) {
        std::ifstream file(path, std::ios::binary);
        const std::string input{std::istreambuf_iterator<char>(file), {}};
        EXPECT_EQ(exerciseText(input), "") << path;
    }
}

}  // namespace
}  // namespace headroom::model
