#include "tests/layering/house_rules.h"

#include <gtest/gtest.h>

#include <string>

namespace headroom::layering {
namespace {

std::string linesOf(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "\n";
    return text;
}

TEST(CheckLength, AllowsTheLimitAndReportsOneLineMore) {
    EXPECT_EQ(checkLength({"sim/a.cpp", linesOf(500)}).size(), 0U);
    EXPECT_EQ(checkLength({"sim/a.cpp", linesOf(501)}).size(), 1U);
    EXPECT_EQ(checkLength({"sim/a.h", linesOf(250)}).size(), 0U);
    EXPECT_EQ(checkLength({"sim/a.h", linesOf(251)}).size(), 1U);
    EXPECT_EQ(checkLength({"docs/a.md", linesOf(900)}).size(), 0U);
}

TEST(CheckPragmaOnce, WantsItBeforeAnyCode) {
    EXPECT_EQ(checkPragmaOnce({"sim/a.h", "// what it is\n#pragma once\n"}).size(), 0U);
    EXPECT_EQ(checkPragmaOnce({"sim/a.h", "#include <vector>\n#pragma once\n"}).size(), 1U);
    EXPECT_EQ(checkPragmaOnce({"sim/a.h", "// #pragma once\n"}).size(), 1U);
    EXPECT_EQ(checkPragmaOnce({"sim/a.cpp", "int a;\n"}).size(), 0U);
}

TEST(CheckNames, ReportsTypesThatSayNothing) {
    for (const std::string name : {"PodManager", "TraceHelper", "StringUtils", "Helper"})
        EXPECT_EQ(checkNames({"sim/a.h", "class " + name + " {};"}).size(), 1U) << name;
    EXPECT_EQ(checkNames({"sim/a.h", "enum class RunManager {};"}).size(), 1U);
    EXPECT_EQ(checkNames({"sim/a.h", "struct Utilisation { int managed; };  // a class Helper would be worse"}).size(), 0U);
}

TEST(CheckNames, ReportsFilesThatSayNothing) {
    EXPECT_EQ(checkNames({"sim/string_utils.h", ""}).size(), 1U);
    EXPECT_EQ(checkNames({"sim/helpers/a.h", ""}).size(), 1U);
    EXPECT_EQ(checkNames({"sim/utilisation.h", ""}).size(), 0U);
}

TEST(CheckOwnHeaderFirst, ReportsAHeaderThatCouldLeanOnOthers) {
    const SourceFile header{"sim/a.h", "#pragma once\n"};
    const SourceFile good{"sim/a.cpp", "// why\n#include \"sim/a.h\"\n#include <vector>\n"};
    const SourceFile bad{"sim/a.cpp", "#include <vector>\n#include \"sim/a.h\"\n"};
    EXPECT_EQ(checkOwnHeaderFirst(good, {header, good}).size(), 0U);
    EXPECT_EQ(checkOwnHeaderFirst(bad, {header, bad}).size(), 1U);
    EXPECT_EQ(checkOwnHeaderFirst(bad, {bad}).size(), 0U) << "no header of its own";
}

TEST(CheckNoWorkplace, ReportsMachinesAndRegistries) {
    const std::string slash = "/";
    EXPECT_EQ(checkNoWorkplace({"docs/a.md", "see " + slash + "home/jo/notes"}).size(), 1U);
    EXPECT_EQ(checkNoWorkplace({"tools/a.sh", "cd " + slash + "work/wt"}).size(), 1U);
    EXPECT_EQ(checkNoWorkplace({"docs/a.md", std::string("from https:") + "//py" + "pi.org" + slash}).size(), 1U);
    EXPECT_EQ(checkNoWorkplace({"docs/a.md", "the network" + slash + "work split, ./build" + slash + "work"}).size(), 0U);
}

TEST(CheckReadmes, WantsAShortOneInEachFolder) {
    EXPECT_EQ(describe(checkReadmes({{"sim/README.md", linesOf(15)}, {"sim/a.h", ""}, {"README.md", linesOf(99)}})), "");
    EXPECT_EQ(checkReadmes({{"sim/README.md", linesOf(16)}}).size(), 1U);
    EXPECT_EQ(checkReadmes({{"sim/kernel/a.h", ""}}).size(), 1U);
}

}  // namespace
}  // namespace headroom::layering
