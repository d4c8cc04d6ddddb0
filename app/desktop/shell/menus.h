#pragma once

#include <QMenuBar>

#include "app/desktop/shell/action_registry.h"

namespace headroom::desktop {

/// Fills a menu bar with every registered action, each in its group's menu, in the order of registration; a line separates
/// actions whose ids begin differently. Actions registered later are not in it.
void fillMenus(QMenuBar& bar, const ActionRegistry& actions);

}  // namespace headroom::desktop
