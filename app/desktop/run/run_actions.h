#pragma once

#include <QString>
#include <functional>

#include "app/desktop/shell/action_registry.h"
#include "app/desktop/views/run/run_control.h"

namespace headroom::desktop {

/// What the run's actions need from the window around them. What is left out does nothing.
struct RunHooks {
    std::function<QString()> chooseRecordingName;  ///< where to save one; empty: nowhere
    std::function<void()> showWhy;
};

/// "run.start" and the like. They are enabled as the run stands; registry and control live as long as each other.
void registerRunActions(ActionRegistry& actions, views::RunControl& control, const RunHooks& hooks = {});

}  // namespace headroom::desktop
