// Every file of scenarios/invalid/ gives exactly the findings in the file beside it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

#include "model/scenario/reader.h"

namespace headroom::model {
namespace {

const std::filesystem::path directory = "scenarios/invalid";

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> result;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) result.push_back(line);
    return result;
}

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// "# read with: --variant NAME" and "# read with: --set PATH=VALUE" in the first lines say how a file is read.
ReadOptions optionsIn(const std::string& text) {
    ReadOptions options;
    const std::string mark = "# read with: --";
    for (const std::string& line : lines(text)) {
        if (line.compare(0, mark.size(), mark) != 0) break;
        const std::string rest = line.substr(mark.size());
        const std::string value = rest.substr(rest.find(' ') + 1);
        if (rest.compare(0, 8, "variant ") == 0) options.variant = value;
        const std::size_t equals = value.find('=');
        if (rest.compare(0, 4, "set ") == 0) options.settings.push_back({value.substr(0, equals), value.substr(equals + 1)});
    }
    return options;
}

/// Lines only one side has, with - and +.
std::string difference(const std::string& expected, const std::string& actual) {
    const auto left = lines(expected);
    const auto right = lines(actual);
    std::string text;
    for (const std::string& line : left)
        if (std::find(right.begin(), right.end(), line) == right.end()) text += "- " + line + "\n";
    for (const std::string& line : right)
        if (std::find(left.begin(), left.end(), line) == left.end()) text += "+ " + line + "\n";
    return text.empty() ? "the same lines in another order or number\n" : text;
}

class InvalidScenarios : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override { std::filesystem::current_path(HEADROOM_SOURCE_DIR); }  // findings name files as seen from there
};

TEST_P(InvalidScenarios, GiveTheExpectedFindings) {
    const std::filesystem::path file = directory / (GetParam() + ".yaml");
    const ReadResult result = readScenario(file.string(), optionsIn(contents(file)));
    std::string actual;
    for (const Diagnostic& finding : result.diagnostics.all()) actual += toString(finding) + "\n";
    EXPECT_FALSE(actual.empty()) << "nothing is wrong with " << file;
    const std::filesystem::path expectedFile = directory / (GetParam() + ".expected");
    const std::string expected = contents(expectedFile);
    if (actual == expected) return;
    const std::filesystem::path actualFile = std::filesystem::path(HEADROOM_OUTPUT_DIR) / (GetParam() + ".actual");
    std::ofstream(actualFile, std::ios::binary) << actual;
    ADD_FAILURE() << "the findings differ from " << expectedFile << ":\n"
                  << difference(expected, actual) << "all of them are in " << actualFile;
}

std::vector<std::string> names() {
    std::vector<std::string> result;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(HEADROOM_SOURCE_DIR) / directory))
        if (entry.path().extension() == ".yaml") result.push_back(entry.path().stem().string());
    std::sort(result.begin(), result.end());
    return result;
}

std::string testName(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Each, InvalidScenarios, testing::ValuesIn(names()), testName);

TEST(InvalidScenarioFiles, AreManyAndPaired) {
    EXPECT_GE(names().size(), 60U);
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(HEADROOM_SOURCE_DIR) / directory)) {
        if (entry.path().extension() != ".expected") continue;
        std::filesystem::path scenario = entry.path();
        EXPECT_TRUE(std::filesystem::exists(scenario.replace_extension(".yaml"))) << entry.path();
    }
}

}  // namespace
}  // namespace headroom::model
