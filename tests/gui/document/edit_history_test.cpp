#include "app/desktop/views/edit_history.h"

#include <gtest/gtest.h>

namespace headroom::views {
namespace {

TEST(EditHistory, GoesBackAndForthToTheByte) {
    EditHistory history;
    history.note("abc", "abXc", QStringLiteral("insert"));
    history.note("abXc", "Xc", QStringLiteral("remove"));
    EXPECT_EQ(history.undo("Xc"), "abXc");
    EXPECT_EQ(history.undo("abXc"), "abc");
    EXPECT_FALSE(history.canUndo());
    EXPECT_EQ(history.redo("abc"), "abXc");
    EXPECT_EQ(history.redoLabel(), QStringLiteral("remove"));
}

TEST(EditHistory, RepeatedBytesAreNoTrouble) {
    EditHistory history;
    history.note("aaa", "aaaa", QStringLiteral("one more"));
    EXPECT_EQ(history.undo("aaaa"), "aaa");
    EXPECT_EQ(history.redo("aaa"), "aaaa");
}

TEST(EditHistory, StepsOfOneGestureAreUndoneTogether) {
    EditHistory history;
    history.note("x: 1", "x: 2", QStringLiteral("move"), QStringLiteral("drag 1"));
    history.note("x: 2", "x: 30", QStringLiteral("move"), QStringLiteral("drag 1"));
    history.note("x: 30", "x: 4", QStringLiteral("move"), QStringLiteral("drag 2"));
    EXPECT_EQ(history.undo("x: 4"), "x: 30");
    EXPECT_EQ(history.undo("x: 30"), "x: 1");
}

TEST(EditHistory, ANewEditForgetsWhatWasUndone) {
    EditHistory history;
    history.note("a", "b", QStringLiteral("one"));
    EXPECT_EQ(history.undo("b"), "a");
    history.note("a", "c", QStringLiteral("two"));
    EXPECT_FALSE(history.canRedo());
    EXPECT_THROW(history.redo("c"), std::logic_error);
}

}  // namespace
}  // namespace headroom::views
