#include "tests/layering/source_file.h"

#include <gtest/gtest.h>

#include <string>

namespace headroom::layering {
namespace {

TEST(BlankOut, KeepsPositionsAndCode) {
    EXPECT_EQ(blankOut("a; // b\nc /* d\ne */ f", false), "a;     \nc     \n     f");
}

TEST(BlankOut, KeepsLiteralsUnlessAsked) {
    EXPECT_EQ(blankOut(R"(f("// no comment", '"');)", false), R"(f("// no comment", '"');)");
    EXPECT_EQ(blankOut(R"(f("a\"b", 'c');)", true), "f(      ,    );");
}

TEST(BlankOut, KnowsRawStringsAndDigitSeparators) {
    EXPECT_EQ(blankOut("R\"x(\" // )x\" + 1'000'000", true), std::string(12, ' ') + " + 1'000'000");
}

TEST(BlankOut, EndsAtUnfinishedInput) {
    EXPECT_EQ(blankOut("a /* b", true), "a     ");
    EXPECT_EQ(blankOut("a \"b", true), "a   ");
    EXPECT_EQ(blankOut("R\"(b", true), "    ");
}

TEST(Lines, AreSplitWithoutTheirEnds) {
    EXPECT_EQ(lines("a\n\nb"), (std::vector<std::string_view>{"a", "", "b"}));
    EXPECT_EQ(lines("a\n"), (std::vector<std::string_view>{"a"}));
    EXPECT_TRUE(lines("").empty());
}

}  // namespace
}  // namespace headroom::layering
