#include "app/desktop/charts/charts_panel.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QToolButton>
#include <set>

#include "tests/gui/charts/charts_fixture.h"

namespace headroom::desktop {
namespace {

using views::ChartKind;

std::set<QRgb> coloursIn(const QImage& image) {
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); y += 2)
        for (int x = 0; x < image.width(); x += 2) colours.insert(image.pixel(x, y));
    return colours;
}

TEST(ChartsPanel, SaysWhatIsMissingBeforeARun) {
    views::SampleTrace sample;
    views::Playhead playhead(sample);
    views::Selection selection;
    ThemeStore themes;
    ChartsPanel panel(sample, playhead, selection, themes);
    panel.show();
    EXPECT_FALSE(panel.stack().isVisible());
    sample.addFrames(10);
    EXPECT_TRUE(panel.stack().isVisible());
}

TEST(ChartsPanel, TheChooserShowsAndHidesCharts) {
    ShownCharts shown;
    auto* latency = shown.panel.findChild<QAction*>(QStringLiteral("charts.show.latency"));
    ASSERT_NE(latency, nullptr);
    EXPECT_TRUE(latency->isChecked());
    latency->trigger();
    EXPECT_EQ(shown.panel.stack().findChart(ChartKind::Latency), nullptr);
    latency->trigger();
    EXPECT_NE(shown.panel.stack().findChart(ChartKind::Latency), nullptr);
}

TEST(ChartsPanel, TheButtonEndsTheZoom) {
    ShownCharts shown;
    shown.panel.board().zoomTo({10, 40});
    auto* reset = shown.panel.findChild<QToolButton*>(QStringLiteral("charts.reset"));
    ASSERT_TRUE(reset->isEnabled());
    QTest::mouseClick(reset, Qt::LeftButton);
    EXPECT_FALSE(shown.panel.board().isZoomed());
    EXPECT_FALSE(reset->isEnabled());
}

TEST(ChartsPanel, EveryThemeDrawsItsOwnColours) {
    ShownCharts shown;
    for (const QString& name : {QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("high-contrast")}) {
        shown.themes.use(name);
        const auto colours = coloursIn(shown.panel.stack().grab().toImage().convertToFormat(QImage::Format_RGB32));
        EXPECT_TRUE(colours.contains(shown.themes.theme().panel.rgb())) << name.toStdString();
        EXPECT_GT(colours.size(), 20U) << name.toStdString();
    }
}

TEST(ChartsPanel, EveryControlHasAName) {
    ShownCharts shown;
    for (const ChartView* chart : shown.panel.stack().charts()) EXPECT_FALSE(chart->accessibleName().isEmpty());
    for (const QToolButton* button : shown.panel.findChildren<QToolButton*>()) EXPECT_FALSE(button->text().isEmpty());
}

/// HEADROOM_RECORDING and HEADROOM_PICTURES: what the panel looks like, for a person to judge.
TEST(ChartsPanel, PicturesForPeople) {
    const QString recording = qEnvironmentVariable("HEADROOM_RECORDING");
    const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
    if (recording.isEmpty() || folder.isEmpty()) GTEST_SKIP() << "nobody asked for pictures";
    loadFonts();
    ThemeStore themes;
    followTheme(*qApp, themes);
    views::RecordedTrace trace;
    ASSERT_FALSE(trace.open(recording).has_value());
    views::Playhead playhead(trace);
    views::Selection selection;
    ChartsPanel panel(trace, playhead, selection, themes);
    panel.resize(960, 1100);
    panel.show();
    playhead.moveTo(model::Instant::start() + model::Duration::seconds(500));
    for (const QString& name : {QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("high-contrast")}) {
        themes.use(name);
        QCoreApplication::processEvents();
        EXPECT_TRUE(panel.grab().save(QStringLiteral("%1/charts-%2.png").arg(folder, name)));
        selection.set({QStringLiteral("service/transaction"), QStringLiteral("group/audit")});
        panel.board().zoomTo({400, 800});
        panel.stack().interaction().setHover(660);
        QCoreApplication::processEvents();
        EXPECT_TRUE(panel.grab().save(QStringLiteral("%1/charts-selected-%2.png").arg(folder, name)));
        panel.stack().interaction().setHover(std::nullopt);
        panel.board().resetZoom();
        selection.set(QString());
    }
}

}  // namespace
}  // namespace headroom::desktop
