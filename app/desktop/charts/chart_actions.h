#pragma once

#include <QString>
#include <functional>

#include "app/desktop/charts/charts_panel.h"
#include "app/desktop/shell/action_registry.h"

namespace headroom::desktop {

/// Asks where to write: a title, a proposed name, and a filter such as "PNG (*.png)". Empty when the person decides against it.
using PathChooser = std::function<QString(const QString& title, const QString& proposal, const QString& filter)>;

/// The native dialog, over this window.
PathChooser askWithDialog(QWidget* parent);

/// charts.exportPng, charts.exportSvg, charts.exportCsv, charts.resetZoom, charts.zoomIn, charts.zoomOut. The panel lives as long
/// as the registry.
void registerChartActions(ActionRegistry& registry, ChartsPanel& panel, const PathChooser& choosePath);

}  // namespace headroom::desktop
