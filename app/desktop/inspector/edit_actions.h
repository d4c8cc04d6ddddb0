#pragma once

#include "app/desktop/inspector/inspector_panel.h"
#include "app/desktop/inspector/text_panel.h"
#include "app/desktop/shell/action_registry.h"

namespace headroom::desktop {

/// Registers edit.undo, edit.redo, edit.find, edit.findNext, edit.findPrevious, edit.findProperty and edit.showAllProperties.
/// Everything outlives the registry's actions.
void registerEditActions(ActionRegistry& actions, views::ScenarioDocument& document, TextPanel& text, InspectorPanel& inspector);

}  // namespace headroom::desktop
