#include "app/desktop/views/shell/palette_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::views {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

PaletteEntry entry(const char* id, const char* title, const char* detail = "") {
    return {QLatin1String(id), QLatin1String(title), QLatin1String(detail), {}, false};
}

const std::vector<PaletteEntry> entries{
    entry("run.start", "Start the run", "Run"),
    entry("run.stop", "Stop the run", "Run"),
    entry("edit.undo", "Undo", "Edit"),
    entry("view.fit", "Zoom to fit", "View"),
    entry("service/transaction", "transaction", "service"),
    entry("topic/transaction-initiated", "transaction-initiated", "topic"),
    entry("view.theme.dark", "Dark theme", "View"),
};

std::vector<std::string> found(const char* query, const QStringList& recent = {}) {
    std::vector<std::string> ids;
    for (const PaletteHit& hit : searchPalette(QLatin1String(query), entries, recent))
        ids.push_back(entries[hit.entry].id.toStdString());
    return ids;
}

TEST(PaletteSearch, FindsByLettersInTheirOrderOnly) {
    EXPECT_TRUE(fuzzyMatch(QStringLiteral("zf"), QStringLiteral("Zoom to fit")));
    EXPECT_TRUE(fuzzyMatch(QStringLiteral("FIT zoom"), QStringLiteral("Zoom to fit"))) << "words may come in any order";
    EXPECT_FALSE(fuzzyMatch(QStringLiteral("fz"), QStringLiteral("Zoom to fit")));
    EXPECT_FALSE(fuzzyMatch(QStringLiteral("zoomx"), QStringLiteral("Zoom to fit")));
}

TEST(PaletteSearch, SaysWhichCharactersMatched) {
    EXPECT_THAT(fuzzyMatch(QStringLiteral("zf"), QStringLiteral("Zoom to fit"))->positions, ElementsAre(0, 8));
    EXPECT_THAT(fuzzyMatch(QStringLiteral("run"), QStringLiteral("Start the run"))->positions, ElementsAre(10, 11, 12))
        << "in one piece rather than scattered";
}

TEST(PaletteSearch, PutsTheLikeliestFirst) {
    EXPECT_EQ(found("st").front(), "run.start");
    EXPECT_EQ(found("stop").front(), "run.stop");
    EXPECT_THAT(found("trans"), ElementsAre("service/transaction", "topic/transaction-initiated")) << "the shorter one first";
    EXPECT_EQ(found("ti").front(), "topic/transaction-initiated") << "beginnings of words";
    EXPECT_EQ(found("topic tr").front(), "topic/transaction-initiated") << "the kind counts too";
    EXPECT_THAT(found("xyz"), IsEmpty());
}

TEST(PaletteSearch, PutsWhatWasUsedLastFirst) {
    EXPECT_EQ(found("").front(), "run.start") << "as given";
    EXPECT_THAT(found("", {QStringLiteral("view.fit"), QStringLiteral("edit.undo")}),
                ElementsAre("view.fit", "edit.undo", "run.start", "run.stop", "service/transaction",
                            "topic/transaction-initiated", "view.theme.dark"));
    EXPECT_EQ(found("the run", {QStringLiteral("run.stop")}).front(), "run.stop");
    EXPECT_EQ(found("start", {QStringLiteral("run.stop")}).front(), "run.start") << "a better match still wins";
}

}  // namespace
}  // namespace headroom::views
