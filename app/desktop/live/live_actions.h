#pragma once

#include <QString>

#include "app/desktop/shell/action_registry.h"
#include "app/desktop/shell/dialogs.h"
#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/live/live_control.h"

namespace headroom::desktop {

/// live.connect and live.up, which ask over the window, live.disconnect, live.predict, live.down. All live as long as the
/// registry.
void registerLiveActions(ActionRegistry& actions, views::LiveControl& control, Dialogs& dialogs, ThemeStore& themes,
                         QWidget& window);

/// What was connected to last, without anything secret: addresses and names of files.
views::WatchRequest rememberedConnection(const QString& settingsPath);
void rememberConnection(const QString& settingsPath, const views::WatchRequest& request);

/// The share of the scenario's load that this machine can carry, as "2%"; empty where nobody can say.
QString fittingLoadScale(const model::Scenario& scenario);

}  // namespace headroom::desktop
