// The rules applied to this checkout.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/layering/house_rules.h"
#include "tests/layering/include_rules.h"

namespace headroom::layering {
namespace {

class Checkout : public testing::Test {
protected:
    /// What `check` finds in all files together.
    template <class Check>
    std::string findings(Check check) const {
        std::vector<Violation> all;
        for (const SourceFile& file : m_tree)
            for (Violation& violation : check(file)) all.push_back(std::move(violation));
        return describe(all);
    }

    std::vector<SourceFile> m_tree = readTree(HEADROOM_SOURCE_DIR);
};

TEST_F(Checkout, IsRead) {
    EXPECT_TRUE(std::ranges::any_of(m_tree, [](const SourceFile& file) { return file.path == "model/ids.h"; }));
    EXPECT_TRUE(std::ranges::any_of(m_tree, [](const SourceFile& file) { return file.path == "headroom"; }));
    EXPECT_TRUE(std::ranges::none_of(m_tree, [](const SourceFile& file) { return file.isUnder("build/"); }));
}

TEST_F(Checkout, IncludesOnlyWhatEachFolderMay) {
    EXPECT_EQ(findings(checkIncludes), "");
}

TEST_F(Checkout, KeepsClocksAndChanceOutOfModelAndSimulator) {
    EXPECT_EQ(findings(checkDeterminism), "");
}

TEST_F(Checkout, HasNoOverlongFile) {
    EXPECT_EQ(findings(checkLength), "");
}

TEST_F(Checkout, GuardsEveryHeader) {
    EXPECT_EQ(findings(checkPragmaOnce), "");
}

TEST_F(Checkout, NamesThingsByWhatTheyDo) {
    EXPECT_EQ(findings(checkNames), "");
}

TEST_F(Checkout, IncludesEachOwnHeaderFirst) {
    EXPECT_EQ(findings([this](const SourceFile& file) { return checkOwnHeaderFirst(file, m_tree); }), "");
}

TEST_F(Checkout, NamesNoMachine) {
    EXPECT_EQ(findings(checkNoWorkplace), "");
}

TEST_F(Checkout, DescribesEachFolder) {
    EXPECT_EQ(describe(checkReadmes(m_tree)), "");
}

}  // namespace
}  // namespace headroom::layering
