#include "app/desktop/theme/application_style.h"

#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleFactory>

namespace headroom::desktop {
namespace {

constexpr double ordinaryPointSize = 10;

QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    palette.setColor(QPalette::Window, theme.panel);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.field);
    palette.setColor(QPalette::AlternateBase, theme.container);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.textMuted);
    palette.setColor(QPalette::Button, theme.panel);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.textOnAccent);
    palette.setColor(QPalette::ToolTipBase, theme.cardRaised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::Mid, theme.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.unknown);
    return palette;
}

/// The sheet names roles as @role; what a theme calls so is put in.
QString styleSheetOf(const Theme& theme) {
    QFile file(QStringLiteral(":/themes/application.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> roles[] = {
        {"@borderStrong", theme.borderStrong}, {"@cardRaised", theme.cardRaised}, {"@textMuted", theme.textMuted},
        {"@textOnAccent", theme.textOnAccent}, {"@accentSoft", theme.accentSoft}, {"@container", theme.container},
        {"@window", theme.window},             {"@panel", theme.panel},           {"@field", theme.field},
        {"@card", theme.card},                 {"@border", theme.border},         {"@text", theme.text},
        {"@accent", theme.accent},             {"@ok", theme.ok},                 {"@warning", theme.warning},
        {"@danger", theme.danger},             {"@info", theme.info},             {"@unknown", theme.unknown},
    };
    // Marks come in two colours, as a sheet can't colour pictures.
    sheet.replace(QLatin1String("@tone"), theme.isDark ? QLatin1String("dark") : QLatin1String("light"));
    for (const auto& [role, colour] : roles) sheet.replace(QLatin1String(role), colour.name());
    return sheet;
}

void apply(QApplication& application, const ThemeStore& themes) {
    QFont font(QStringLiteral("Inter"));
    font.setPointSizeF(ordinaryPointSize * themes.textScale());
    application.setFont(font);
    application.setPalette(paletteOf(themes.theme()));
    application.setStyleSheet(styleSheetOf(themes.theme()));
}

}  // namespace

void loadFonts() {
    const QDir folder(QStringLiteral(":/fonts"));
    for (const QString& name : folder.entryList({QStringLiteral("*.otf"), QStringLiteral("*.ttf")}))
        QFontDatabase::addApplicationFont(folder.filePath(name));
}

void followTheme(QApplication& application, ThemeStore& themes) {
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply(application, themes);
    QObject::connect(&themes, &ThemeStore::changed, &application, [&application, &themes] { apply(application, themes); });
}

}  // namespace headroom::desktop
