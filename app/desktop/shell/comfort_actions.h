#pragma once

#include <QWidget>

#include "app/desktop/shell/action_registry.h"
#include "app/desktop/shell/appearance.h"
#include "app/desktop/shell/command_palette.h"
#include "app/desktop/shell/preferences.h"
#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// Registers themes (view.theme.*) and presenter mode (view.presenter). All outlive the registry's actions.
void registerAppearanceActions(ActionRegistry& actions, Appearance& appearance, const ThemeStore& themes);

/// Registers the palette (view.palette), preferences (file.preferences) and the sheet of keys (help.shortcuts); their windows
/// belong to `window`.
void registerComfortActions(ActionRegistry& actions, CommandPalette& palette, Preferences& preferences, const ThemeStore& themes,
                            QWidget& window);

}  // namespace headroom::desktop
