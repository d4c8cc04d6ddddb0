#include "app/presentation/text_table.h"

#include <gtest/gtest.h>

#include <sstream>

#include "app/presentation/format.h"

namespace headroom::presentation {
namespace {

TEST(TextTable, AlignsNamesLeftAndFiguresRight) {
    TextTable table({"name", "value"});
    table.add({"a", "1 /s"});
    table.add({"longer", "10 k/s"});
    EXPECT_EQ(table.render(80), "name     value\n──────  ──────\na         1 /s\nlonger  10 k/s\n");
}

TEST(TextTable, LeavesOutColumnsWithoutContents) {
    TextTable table({"name", "empty", "value"});
    table.add({"a", "", "1"});
    EXPECT_EQ(table.render(80), "name  value\n────  ─────\na         1\n");
}

TEST(TextTable, WrapsTextsThatAreTooWide) {
    TextTable table({"name", "value"});
    table.add({"end-to-end latency of audit", "5 s"});
    table.add({"averyveryverylongname", "1 s"});
    EXPECT_EQ(table.render(21), "name            value\n"
                                "──────────────  ─────\n"
                                "end-to-end        5 s\n"
                                "latency of\n"
                                "audit\n"
                                "averyveryveryl    1 s\n"
                                "ongname\n");
}

TEST(TextTable, KeepsHeadingsWhole) {
    TextTable table({"consumer groups", "trouble"});
    table.alignLeft(1);
    table.add({"audit", "411 dead-lettered"});
    EXPECT_EQ(table.render(20), "consumer groups  trouble\n───────────────  ──────────────\naudit            411\n"
                                "                 dead-lettered\n");
}

TEST(TextTable, LeavesOutWhatGivesWayBeforeItTouchesOthers) {
    TextTable table({"name", "effect", "origin"});
    for (const std::size_t column : {1, 2}) table.alignLeft(column);
    table.keepWhole(1);
    table.giveWay(2);
    table.add({"a name", "0.308× … 0.551×", "a page nobody needs to read here"});
    EXPECT_EQ(table.render(44), "name    effect           origin\n──────  ───────────────  ───────────────────\n"
                                "a name  0.308× … 0.551×  a page nobody need…\n");
    EXPECT_EQ(table.render(30), "name    effect\n──────  ───────────────\na name  0.308× … 0.551×\n");
}

TEST(TextTable, NeverCutsFiguresToFit) {
    TextTable table({"name", "value", "because"});
    table.alignLeft(2);
    table.add({"name", "123456789012345", "a very long explanation that nobody needs to read to its end"});
    std::istringstream lines(table.render(50));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(displayWidth(line), 50U);
    EXPECT_NE(table.render(50).find("123456789012345"), std::string::npos);
}

TEST(TextTable, KeepsAColumnWhole) {
    TextTable table({"path", "because"});
    table.keepWhole(0);
    table.alignLeft(1);
    const std::string path = "services.transaction.operations.create[0].cpu.mean";
    table.add({path, "a very long explanation that nobody needs to read"});
    EXPECT_NE(table.render(60).find(path), std::string::npos);
}

}  // namespace
}  // namespace headroom::presentation
