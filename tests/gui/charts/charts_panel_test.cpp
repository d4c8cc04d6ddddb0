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

}  // namespace
}  // namespace headroom::desktop
