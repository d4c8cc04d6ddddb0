// The reference system drawn from nothing, by mouse and keyboard, saved and run.

#include "tests/gui/draw/draw_fixture.h"

namespace headroom::gui {
namespace {

class Draw : public DrawFixture {};

TEST_F(Draw, S0FromNothingRunsAsTheFileDoes) {
    drawEverything();
    ASSERT_FALSE(HasFatalFailure());
    m_sketch.selectNothing();
    m_sketch.set("duration", "90s");
    save();
    const std::uint64_t expected = headlessFingerprint(drawnSystem, {QStringLiteral("--duration"), QStringLiteral("90s")});
    ASSERT_NE(expected, 0U);
    EXPECT_EQ(headlessFingerprint(saved()), expected) << "the file that was saved";
    EXPECT_EQ(run(), expected) << "the run in the window";
    picture("13-ran");
}

}  // namespace
}  // namespace headroom::gui
