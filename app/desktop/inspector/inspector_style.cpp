#include "app/desktop/inspector/inspector_style.h"

#include <QFile>

namespace headroom::desktop {

QString inspectorStyle(const ThemeStore& themes) {
    const Theme& theme = themes.theme();
    QFile file(QStringLiteral(":/themes/inspector.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const double points = 10 * themes.textScale();
    const std::pair<const char*, QString> roles[] = {
        {"@textMuted", theme.textMuted.name()},
        {"@accentSoft", theme.accentSoft.name()},
        {"@container", theme.container.name()},
        {"@accent", theme.accent.name()},
        {"@border", theme.border.name()},
        {"@field", theme.field.name()},
        {"@danger", theme.danger.name()},
        {"@warning", theme.warning.name()},
        {"@info", theme.info.name()},
        {"@text", theme.text.name()},
        {"@small", QString::number(points * 0.88)},
        {"@large", QString::number(points * 1.3)},
    };
    for (const auto& [role, value] : roles) sheet.replace(QLatin1String(role), value);
    return sheet;
}

}  // namespace headroom::desktop
