// Every scenario of the repository can be edited and edited back without losing a byte.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "model/text/document.h"
#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

std::string contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::filesystem::path> scenarios() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(sourcePath("scenarios")))
        if (entry.path().extension() == ".yaml" && contents(entry.path()).find("\nscenario: ") != std::string::npos)
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

TEST(ScenarioRoundTrip, AnEditAndItsOppositeLeaveEveryByte) {
    int edited = 0;
    for (const std::filesystem::path& path : scenarios()) {
        const std::string before = contents(path);
        Diagnostics diagnostics;
        Document document = Document::parse(before, path.string(), diagnostics);
        if (document.root() == nullptr) continue;  // refused by its syntax on purpose
        const Node* name = document.findPath("scenario");
        if (name == nullptr || !name->isScalar()) continue;
        const ByteRange range = name->range;
        const std::string old = before.substr(range.begin, range.size());
        ASSERT_TRUE(document.set("scenario", "another-name", diagnostics)) << path;
        EXPECT_EQ(document.text(), before.substr(0, range.begin) + "another-name" + before.substr(range.end)) << path;
        ASSERT_TRUE(document.set("scenario", old, diagnostics)) << path;
        EXPECT_EQ(document.text(), before) << path;
        ++edited;
    }
    EXPECT_GE(edited, 4);
}

TEST(ScenarioRoundTrip, ReadingKeepsTheText) {
    for (const std::filesystem::path& path : scenarios()) EXPECT_EQ(readScenario(path.string()).text, contents(path)) << path;
}

}  // namespace
}  // namespace headroom::model
