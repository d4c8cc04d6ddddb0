#include "app/desktop/charts/chart_actions.h"

#include <QFileDialog>

#include "app/desktop/charts/chart_export.h"
#include "app/desktop/views/charts/chart_csv.h"

namespace headroom::desktop {
namespace {

using Write = std::function<std::optional<QString>(ChartView&, const QString& path)>;

QString tr(const char* text) {
    return QObject::tr(text);
}

void exportChart(ChartsPanel& panel, const PathChooser& choosePath, const QString& ending, const Write& write) {
    ChartView* chart = panel.stack().currentChart();
    if (chart == nullptr) return panel.say(tr("There is no chart to export yet"), true);
    const QString name = ending == QLatin1String("csv") ? QStringLiteral("charts") : views::specOf(chart->shown().kind).id;
    const QString path = choosePath(tr("Export"), name + QLatin1Char('.') + ending,
                                    ending.toUpper() + QStringLiteral(" (*.%1)").arg(ending));
    if (path.isEmpty()) return;
    const auto error = write(*chart, path);
    panel.say(error ? *error : tr("Written: %1").arg(path), error.has_value());
}

}  // namespace

PathChooser askWithDialog(QWidget* parent) {
    return [parent](const QString& title, const QString& proposal, const QString& filter) {
        return QFileDialog::getSaveFileName(parent, title, proposal, filter);
    };
}

void registerChartActions(ActionRegistry& registry, ChartsPanel& panel, const PathChooser& choosePath) {
    const QString view = QStringLiteral("View");
    registry.add({QStringLiteral("charts.exportPng"), tr("Export chart as PNG…"), view, {},
                  tr("Writes the chart that has the focus as a picture")},
                 [&panel, choosePath] {
                     exportChart(panel, choosePath, QStringLiteral("png"),
                                 [](ChartView& chart, const QString& path) { return writePng(chart, path); });
                 });
    registry.add({QStringLiteral("charts.exportSvg"), tr("Export chart as SVG…"), view, {},
                  tr("Writes the chart that has the focus as a drawing")},
                 [&panel, choosePath] { exportChart(panel, choosePath, QStringLiteral("svg"), writeSvg); });
    registry.add({QStringLiteral("charts.exportCsv"), tr("Export charts as CSV…"), view, {},
                  tr("Writes the values of all charts shown, one row a frame")},
                 [&panel, choosePath] {
                     exportChart(panel, choosePath, QStringLiteral("csv"), [&panel](ChartView&, const QString& path) {
                         return writeText(views::chartCsv(panel.board()), path);
                     });
                 });
    registry.add({QStringLiteral("charts.resetZoom"), tr("Charts: show everything"), view, {}, tr("Ends the zoom of all charts")},
                 [&panel] { panel.board().resetZoom(); });
    registry.add({QStringLiteral("charts.zoomIn"), tr("Charts: zoom in"), view, {}, tr("Shows half the time, around the playhead")},
                 [&panel] { panel.stack().interaction().zoomBy(0.5); });
    registry.add({QStringLiteral("charts.zoomOut"), tr("Charts: zoom out"), view, {}, tr("Shows twice the time")},
                 [&panel] { panel.stack().interaction().zoomBy(2); });
}

}  // namespace headroom::desktop
