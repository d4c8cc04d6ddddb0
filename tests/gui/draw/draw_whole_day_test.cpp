// The same for all of its twenty minutes, with the faults and the autoscaling they bring.

#include "tests/gui/draw/draw_fixture.h"

namespace headroom::gui {
namespace {

class DrawWholeDay : public DrawFixture {};

TEST_F(DrawWholeDay, S0FromNothingRunsAsTheFileDoes) {
    drawEverything();
    ASSERT_FALSE(HasFatalFailure());
    save();
    const std::uint64_t expected = headlessFingerprint(drawnSystem);
    ASSERT_NE(expected, 0U);
    EXPECT_EQ(run(), expected);
    picture("14-ran-the-day");
}

}  // namespace
}  // namespace headroom::gui
