#pragma once

#include <QApplication>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// The bundled fonts; the same on every machine.
void loadFonts();
/// Palette, font and style sheet of the whole application follow the store from now on.
void followTheme(QApplication& application, ThemeStore& themes);

}  // namespace headroom::desktop
