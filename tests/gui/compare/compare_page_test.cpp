#include "app/desktop/compare/compare_page.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>
#include <algorithm>

#include "app/desktop/compare/compare_actions.h"
#include "app/desktop/compare/difference_bar_delegate.h"
#include "model/trace/recording_writer.h"
#include "tests/gui/charts/sample_trace.h"

namespace headroom::desktop {
namespace {

struct ComparePages : ::testing::Test {
    ComparePages() {
        page.resize(1280, 800);
        page.show();
        registerCompareActions(registry, page, library, [this] { return chosen; });
    }
    int run(double perSecond, double lag, const char* name) {
        views::SampleTrace sample;
        for (int i = 0; i < 60; ++i) sample.addFrame(lag * i, perSecond);
        sample.finish();
        return library.keepCopy(sample.trace(), QLatin1String(name));
    }
    QTableView& table() { return *page.findChild<QTableView*>(QStringLiteral("compare.changes")); }
    QString summary() { return page.findChild<QLabel*>(QStringLiteral("compare.summary"))->text(); }

    views::RunLibrary library;
    views::Selection selection;
    ThemeStore themes;
    ComparePage page{library, selection, themes};
    ActionRegistry registry;
    QString chosen;
};

/// Writes a recording of so many requests a second.
QString record(const QTemporaryDir& folder, double perSecond) {
    const QString path = folder.filePath(QStringLiteral("run-%1.headroom").arg(perSecond));
    auto writer = trace::RecordingWriter::create(path.toStdString(), {});
    views::SampleTrace sample;
    trace::RecordingWriter& to = *writer.value();
    to.begin(sample.trace().header());
    for (const trace::Element& element : sample.trace().elements()) to.declare(element);
    for (const trace::Series& series : sample.trace().series()) to.declare(series);
    for (int i = 1; i <= 60; ++i) {
        trace::Frame frame;
        frame.number = static_cast<std::uint64_t>(i);
        frame.time = model::Instant::start() + model::Duration::seconds(i);
        frame.values = {{{0}, perSecond * i}};
        to.frame(frame);
    }
    trace::Footer footer;
    footer.outcome = "completed";
    footer.end = model::Instant::start() + model::Duration::seconds(60);
    to.end(footer);
    return path;
}

TEST_F(ComparePages, ChosenRunsAreComparedAndDrawnOverEachOther) {
    const int a = run(100, 0, "base");
    const int b = run(80, 0, "smaller");
    page.setRuns(a, b);
    EXPECT_TRUE(summary().contains(QStringLiteral("shop loses 20.0 % throughput"))) << summary().toStdString();
    ASSERT_GT(table().model()->rowCount(), 0);
    const ChartView* throughput = page.charts().findChart(views::ChartKind::Throughput);
    ASSERT_NE(throughput, nullptr);
    EXPECT_EQ(throughput->readOutTexts().filter(QStringLiteral(" A:")).size(), 2);
    EXPECT_EQ(throughput->readOutTexts().filter(QStringLiteral(" B:")).size(), 2);
}

TEST_F(ComparePages, TheRunsAreChosenWithTheKeyboard) {
    run(100, 0, "base");
    run(80, 0, "smaller");
    auto* boxA = page.findChild<QComboBox*>(QStringLiteral("compare.runA"));
    auto* boxB = page.findChild<QComboBox*>(QStringLiteral("compare.runB"));
    boxA->setFocus();
    QTest::keyClick(boxA, Qt::Key_Down);
    QTest::keyClick(boxB, Qt::Key_Down);
    QTest::keyClick(boxB, Qt::Key_Down);
    EXPECT_TRUE(summary().contains(QStringLiteral("gains 25.0 % throughput"))) << summary().toStdString();
}

TEST_F(ComparePages, ARowSelectsItsElement) {
    page.setRuns(run(100, 0, "base"), run(80, 40, "smaller"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !page.isComparing(); }));
    table().setFocus();
    table().setCurrentIndex(table().model()->index(0, 0));
    EXPECT_EQ(selection.first(), QString::fromStdString(page.comparison().changes[0].element));
    QTest::keyClick(&table(), Qt::Key_Down);
    EXPECT_EQ(selection.first(), QString::fromStdString(page.comparison().changes[1].element));
}

TEST_F(ComparePages, IntervalsComeAfterwardsAndTheChosenRowStays) {
    page.setRuns(run(100, 0, "base"), run(80, 40, "smaller"));
    ASSERT_TRUE(page.isComparing());
    table().setCurrentIndex(table().model()->index(1, 0));
    const QString figure = table().model()->index(1, ChangeTable::Figure).data().toString();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !page.isComparing(); }));
    EXPECT_EQ(table().model()->index(table().currentIndex().row(), ChangeTable::Figure).data().toString(), figure);
    const auto hasInterval = [](const views::Change& change) { return !change.intervalText.isEmpty(); };
    EXPECT_TRUE(std::ranges::any_of(page.comparison().changes, hasInterval));
}

TEST_F(ComparePages, AnAnswerToAPageThatIsGoneIsDropped) {
    const int a = run(100, 0, "base");
    const int b = run(80, 0, "smaller");
    {
        ComparePage shortLived(library, selection, themes);
        shortLived.setRuns(a, b);
        EXPECT_TRUE(shortLived.isComparing());
    }
    QCoreApplication::processEvents();
    EXPECT_EQ(library.runs().size(), 2U);
}

TEST_F(ComparePages, AGrowingRunIsComparedAgain) {
    const int a = run(100, 0, "base");
    views::SampleTrace growing;
    page.setRuns(a, library.addLive(growing, QStringLiteral("now")));
    EXPECT_EQ(summary(), QStringLiteral("Choose two runs to compare"));
    for (int i = 0; i < 30; ++i) growing.addFrame(0, 50);
    growing.addFrames(1);
    EXPECT_TRUE(QTest::qWaitFor([&] { return summary().contains(QStringLiteral("shop loses")); })) << summary().toStdString();
}

TEST_F(ComparePages, SwapTurnsLossIntoGain) {
    page.setRuns(run(100, 0, "base"), run(80, 0, "smaller"));
    registry.action(QStringLiteral("compare.swap"))->trigger();
    EXPECT_TRUE(summary().contains(QStringLiteral("shop gains 25.0 % throughput"))) << summary().toStdString();
    QTest::mouseClick(page.findChild<QToolButton*>(QStringLiteral("compare.swapButton")), Qt::LeftButton);
    EXPECT_TRUE(summary().contains(QStringLiteral("shop loses 20.0 % throughput"))) << summary().toStdString();
}

TEST_F(ComparePages, OpenRecordingTakesAThenB) {
    const QTemporaryDir folder;
    chosen = record(folder, 100);
    registry.action(QStringLiteral("compare.openRecording"))->trigger();
    chosen = record(folder, 120);
    registry.action(QStringLiteral("compare.openRecording"))->trigger();
    EXPECT_TRUE(summary().contains(QStringLiteral("shop gains 20.0 % throughput"))) << summary().toStdString();
    chosen = QStringLiteral(HEADROOM_SOURCE_DIR "/README.md");
    registry.action(QStringLiteral("compare.openRecording"))->trigger();
    EXPECT_FALSE(page.message().isEmpty());
    EXPECT_TRUE(summary().contains(QStringLiteral("shop gains 20.0 % throughput"))) << "nothing is lost";
}

TEST_F(ComparePages, ThePlayheadMovesBoth) {
    page.setRuns(run(100, 0, "base"), run(80, 0, "smaller"));
    page.charts().interaction().movePlayheadTo(33);
    EXPECT_EQ(page.playheads().a().instant(), page.playheads().b().instant());
    EXPECT_EQ(views::secondsOf(page.playheads().b().instant()), 33);
}

TEST(DivergingColour, EndsAndMiddleAreTheThemes) {
    const ThemeStore themes;
    const Theme& theme = themes.theme();
    EXPECT_EQ(divergingColour(theme, -1), theme.diverging.front());
    EXPECT_EQ(divergingColour(theme, 0), theme.diverging[theme.diverging.size() / 2]);
    EXPECT_EQ(divergingColour(theme, 5), theme.diverging.back());
}

}  // namespace
}  // namespace headroom::desktop
