#pragma once

#include "app/desktop/canvas/canvas_view.h"
#include "app/desktop/canvas/search_bar.h"
#include "app/desktop/shell/action_registry.h"

namespace headroom::desktop {

/// Registers what can be done on the canvas. The canvas and the search bar outlive the registry's actions.
void registerCanvasActions(ActionRegistry& actions, CanvasView& canvas, SearchBar& search);

}  // namespace headroom::desktop
