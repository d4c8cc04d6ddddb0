#include "app/desktop/charts/chart_actions.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QImage>
#include <QSvgRenderer>
#include <QTemporaryDir>

#include "app/desktop/views/charts/chart_csv.h"
#include "tests/gui/charts/charts_fixture.h"

namespace headroom::desktop {
namespace {

struct ChartActions : ::testing::Test {
    ChartActions() {
        registerChartActions(registry, shown.panel, [this](const QString&, const QString& proposal, const QString&) {
            return chosen.isEmpty() ? QString() : chosen + QLatin1Char('/') + proposal;
        });
        chosen = folder.path();
    }
    QString file(const char* name) const { return folder.filePath(QLatin1String(name)); }

    QTemporaryDir folder;
    QString chosen;
    ActionRegistry registry;
    ShownCharts shown;
};

bool isBlank(const QImage& image) {
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixel(x, y) != image.pixel(0, 0)) return false;
    return true;
}

TEST_F(ChartActions, ExportPngWritesAPictureOfTheFocusedChart) {
    shown.chart(views::ChartKind::Latency).setFocus();
    registry.action(QStringLiteral("charts.exportPng"))->trigger();
    const QImage image(file("latency.png"));
    ASSERT_FALSE(image.isNull());
    EXPECT_GE(image.width(), 1440);
    EXPECT_FALSE(isBlank(image));
}

TEST_F(ChartActions, ExportSvgWritesADrawing) {
    registry.action(QStringLiteral("charts.exportSvg"))->trigger();
    QSvgRenderer renderer(file("throughput.svg"));
    ASSERT_TRUE(renderer.isValid());
    QImage image(720, 240, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    EXPECT_FALSE(isBlank(image));
    QFile svg(file("throughput.svg"));
    ASSERT_TRUE(svg.open(QIODevice::ReadOnly));
    EXPECT_FALSE(svg.readAll().contains("<image")) << "lines are vectors";
}

TEST_F(ChartActions, ExportCsvWritesWhatIsShown) {
    shown.panel.board().zoomTo({10, 20});
    registry.action(QStringLiteral("charts.exportCsv"))->trigger();
    QFile csv(file("charts.csv"));
    ASSERT_TRUE(csv.open(QIODevice::ReadOnly));
    const QByteArray bytes = csv.readAll();
    EXPECT_EQ(bytes.toStdString(), views::chartCsv(shown.panel.board()));
    EXPECT_EQ(bytes.count("\r\n"), 12) << "a head and eleven frames";
}

TEST_F(ChartActions, ExportThatCantBeWrittenSaysSoOnceAndLeavesNothing) {
    chosen = folder.path() + QStringLiteral("/nowhere");
    registry.action(QStringLiteral("charts.exportCsv"))->trigger();
    EXPECT_TRUE(shown.panel.message().contains(QStringLiteral("can't be written"))) << shown.panel.message().toStdString();
    EXPECT_FALSE(QFile::exists(chosen));
}

TEST_F(ChartActions, ExportDecidedAgainstDoesNothing) {
    chosen.clear();
    registry.action(QStringLiteral("charts.exportPng"))->trigger();
    EXPECT_TRUE(shown.panel.message().isEmpty());
}

TEST_F(ChartActions, ResetZoomShowsEverything) {
    shown.panel.board().zoomTo({10, 20});
    registry.action(QStringLiteral("charts.resetZoom"))->trigger();
    EXPECT_FALSE(shown.panel.board().isZoomed());
}

TEST_F(ChartActions, ZoomInShowsHalfTheTime) {
    registry.action(QStringLiteral("charts.zoomIn"))->trigger();
    EXPECT_NEAR(shown.panel.board().span().length(), 50, 0.1);
}

TEST_F(ChartActions, ZoomOutShowsTwiceTheTime) {
    shown.panel.board().zoomTo({40, 60});
    registry.action(QStringLiteral("charts.zoomOut"))->trigger();
    EXPECT_NEAR(shown.panel.board().span().length(), 40, 0.1);
}

}  // namespace
}  // namespace headroom::desktop
