#pragma once

#include <QPointF>
#include <QSizeF>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace headroom::views {

/// Boxes to lay out and the arrows between them, by position.
struct BoxDrawing {
    std::vector<QSizeF> boxes;
    std::vector<std::pair<std::size_t, std::size_t>> arrows;
};

/// Top left corners of a layered drawing from left to right, by Graphviz' dot. One at a time, whoever asks: the library keeps state
/// of its own. Deterministic; nothing when the library can't.
std::optional<std::vector<QPointF>> dotLayout(const BoxDrawing& drawing);

/// The same without the library, quick for thousands of boxes.
std::vector<QPointF> plainLayout(const BoxDrawing& drawing);

}  // namespace headroom::views
