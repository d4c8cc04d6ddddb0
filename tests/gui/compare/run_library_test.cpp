#include "app/desktop/views/compare/run_library.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

#include "tests/gui/charts/sample_trace.h"

namespace headroom::views {
namespace {

TEST(RunLibrary, KeepsTheNewestFirstAndMakesRoom) {
    RunLibrary library;
    SampleTrace sample;
    sample.addFrames(3);
    const int first = library.keepCopy(sample.trace(), QStringLiteral("first"));
    EXPECT_NE(library.findRun(first), nullptr);
    for (std::size_t i = 0; i < RunLibrary::mostKept; ++i) library.keepCopy(sample.trace(), QString::number(i));
    EXPECT_EQ(library.runs().size(), RunLibrary::mostKept);
    EXPECT_EQ(library.findRun(first), nullptr);
    EXPECT_EQ(library.runs().front().name, QString::number(RunLibrary::mostKept - 1));
}

TEST(RunLibrary, ACopyStaysWhileTheSourceGoesOn) {
    RunLibrary library;
    SampleTrace sample;
    sample.addFrames(3);
    const int id = library.keepCopy(sample.trace(), QStringLiteral("kept"));
    sample.addFrames(3);
    EXPECT_EQ(library.findRun(id)->shown().frames().size(), 3U);
    EXPECT_EQ(library.findRun(id)->description(), QStringLiteral("sample, seed 7, predicted"));
}

TEST(RunLibrary, ForgetsALiveSourceThatGoes) {
    RunLibrary library;
    auto sample = std::make_unique<SampleTrace>();
    const int id = library.addLive(*sample, QStringLiteral("now"));
    EXPECT_EQ(library.findRun(id)->live, sample.get());
    sample.reset();
    EXPECT_EQ(library.findRun(id), nullptr);
}

TEST(RunLibrary, ARecordingThatIsNoneIsRefusedWithTheReason) {
    RunLibrary library;
    QSignalSpy changed(&library, &RunLibrary::changed);
    const auto error = library.openRecording(QStringLiteral(HEADROOM_SOURCE_DIR "/README.md"));
    ASSERT_TRUE(error.has_value());
    EXPECT_FALSE(error->isEmpty());
    EXPECT_EQ(changed.count(), 0);
}

}  // namespace
}  // namespace headroom::views
