// Everything that fuzzers begin from, or once broke something with, again and again.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/fuzz/exposition/exposition_exercise.h"
#include "tests/fuzz/query_answer/query_answer_exercise.h"

namespace headroom {
namespace {

void exerciseAll(const std::string& folder, std::string (*exercise)(const std::string&)) {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string input{std::istreambuf_iterator<char>(file), {}};
        EXPECT_EQ(exercise(input), "") << entry.path();
        ++files;
    }
    EXPECT_GT(files, 3) << folder;
}

TEST(PrometheusRegression, ExpositionsBreakNothing) {
    exerciseAll(HEADROOM_REGRESSIONS "/exposition", exerciseExposition);
    exerciseAll(HEADROOM_EXPOSITIONS, exerciseExposition);
}

TEST(PrometheusRegression, AnswersBreakNothing) {
    exerciseAll(HEADROOM_REGRESSIONS "/query_answer", exerciseQueryAnswer);
}

}  // namespace
}  // namespace headroom
