#pragma once
// Pictures of widgets for the eye, in all themes: only where HEADROOM_PICTURES names a folder.

#include <QApplication>
#include <QString>
#include <QWidget>

#include "app/desktop/theme/application_style.h"
#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

inline void pictureOf(QWidget& widget, ThemeStore& themes, const char* name) {
    const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
    if (folder.isEmpty()) return;
    loadFonts();
    followTheme(*qApp, themes);
    widget.show();
    for (const Theme& theme : themes.themes()) {
        themes.use(theme.name);
        QApplication::processEvents();
        widget.grab().save(
            QStringLiteral("%1/%2-%3@%4.png").arg(folder, QLatin1String(name), theme.name).arg(widget.devicePixelRatio()));
    }
    themes.use(themes.themes().front().name);
    QApplication::processEvents();
}

}  // namespace headroom::desktop
