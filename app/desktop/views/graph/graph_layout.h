#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/desktop/views/graph/dot_layout.h"
#include "app/desktop/views/graph/graph.h"

namespace headroom::views {

/// Sizes of what is drawn, in drawing units.
namespace drawing {
inline constexpr double grid = 8;
inline constexpr QSizeF card{232, 96};
inline constexpr QSizeF compactCard{232, 56};
inline constexpr QSizeF group{232, 48};
inline constexpr QSizeF topic{232, 72};
inline constexpr QSizeF broker{72, 48};
inline constexpr QSizeF place{232, 72};
inline constexpr double gap = 8;       ///< between what lies in one container
inline constexpr double padding = 16;  ///< inside a container
inline constexpr double header = 40;   ///< of a container, its title
}  // namespace drawing

/// Gives every node of a drawn graph its rectangle: what the layout places stands there, the rest in layers from left to right.
/// Remembers the last layout, so that edits that change no shape cost nothing.
class GraphLayout {
public:
    void place(Graph& graph, const std::map<std::string, model::LayoutEntry>& layout);

private:
    BoxDrawing m_lastDrawing;
    std::vector<QPointF> m_lastCorners;
    bool m_hasLast = false;
};

/// Sizes of containers follow from what lies in them, and groups from their service; call it after nodes were moved.
void fitContainers(Graph& graph);

}  // namespace headroom::views
