#pragma once

#include <QPainter>
#include <QRectF>

#include "app/desktop/theme/theme.h"
#include "app/desktop/views/lessons/topology_sketch.h"

namespace headroom::desktop {

/// Draws a sketch as large as it fits into the middle of an area; names only where they can be read.
void paintTopology(QPainter& painter, const views::TopologySketch& sketch, const Theme& theme, const QRectF& area);

}  // namespace headroom::desktop
