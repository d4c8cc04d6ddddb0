#include "app/desktop/views/selection_pruner.h"

#include <gtest/gtest.h>

#include "app/desktop/views/trace_session.h"

namespace headroom::views {
namespace {

class SelectionPrunerTest : public ::testing::Test {
protected:
    SelectionPrunerTest() {
        document.startNew("scenario: two\nservices:\n  a: {}\n  b: {}\n");
        selection.set({QStringLiteral("service/b"), QStringLiteral("service/a")});
    }

    ScenarioDocument document;
    StaticAnalysis analysis{document};
    TraceSession session;
    GraphModel graph{document, analysis, session};
    Selection selection;
    RunLibrary runs;
    SelectionPruner pruner{document, graph, session, runs, selection};
};

TEST_F(SelectionPrunerTest, TakesOutWhatAnEditRemoves) {
    ASSERT_TRUE(document.remove("services.b", QStringLiteral("remove")));
    EXPECT_EQ(selection.elements(), QStringList{QStringLiteral("service/a")});
}

TEST_F(SelectionPrunerTest, TakesOutWhatAnUndoneEditHadAdded) {
    ASSERT_TRUE(document.set("stores.ledger", "{kind: postgresql}", QStringLiteral("add")));
    selection.set(QStringLiteral("store/ledger"));
    document.undo();
    EXPECT_TRUE(selection.elements().isEmpty());
}

TEST_F(SelectionPrunerTest, KeepsAPodWhoseServiceIsThere) {
    selection.set(QStringLiteral("pod/a/0"));
    document.set("duration", "2m", QStringLiteral("longer"));
    EXPECT_EQ(selection.first(), QStringLiteral("pod/a/0"));
}

TEST_F(SelectionPrunerTest, KeepsWhatAKeptRunHasAsLongAsItIsKept) {
    trace::MemoryTrace trace;
    trace.declare(trace::Element{{0}, "service/shop", "service", "shop", ""});
    const int run = runs.keepCopy(trace, QStringLiteral("another system"));
    selection.set(QStringLiteral("service/shop"));
    document.set("duration", "2m", QStringLiteral("longer"));
    EXPECT_EQ(selection.first(), QStringLiteral("service/shop"));
    runs.forget(run);
    EXPECT_TRUE(selection.elements().isEmpty());
}

TEST_F(SelectionPrunerTest, WaitsUntilASyntaxErrorIsMended) {
    document.replaceText("services: [", QStringLiteral("typing"));
    EXPECT_EQ(selection.elements().size(), 2);
    document.replaceText("scenario: none\n", QStringLiteral("typing"));
    EXPECT_TRUE(selection.elements().isEmpty());
}

}  // namespace
}  // namespace headroom::views
