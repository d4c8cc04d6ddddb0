#pragma once

#include <QString>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// The style sheet of the inspector, the problems and the headroom panel in the theme that is in use.
QString inspectorStyle(const ThemeStore& themes);

}  // namespace headroom::desktop
