#pragma once

#include <QSize>
#include <QString>
#include <optional>
#include <string>

#include "app/desktop/charts/chart_view.h"

namespace headroom::desktop {

/// Each writes a whole file or none, and says why it could not.
std::optional<QString> writePng(ChartView& chart, const QString& path, double scale = 2);
std::optional<QString> writeSvg(ChartView& chart, const QString& path);
std::optional<QString> writeText(const std::string& text, const QString& path);

}  // namespace headroom::desktop
