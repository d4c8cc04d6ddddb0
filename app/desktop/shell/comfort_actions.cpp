#include "app/desktop/shell/comfort_actions.h"

#include <QActionGroup>
#include <QCoreApplication>

#include "app/desktop/shell/preferences_dialog.h"
#include "app/desktop/shell/shortcut_sheet.h"

namespace headroom::desktop {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ComfortActions", text);
}

/// Dialogs that don't block: they are their own owners.
void present(QDialog* dialog) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

struct ThemeAction {
    const char* id;
    const char* theme;
    const char* text;
    const char* icon;
};

constexpr ThemeAction themeActions[] = {
    {"view.theme.light", "light", QT_TRANSLATE_NOOP("ComfortActions", "Light theme"), "light"},
    {"view.theme.dark", "dark", QT_TRANSLATE_NOOP("ComfortActions", "Dark theme"), "dark"},
    {"view.theme.highContrast", "high-contrast", QT_TRANSLATE_NOOP("ComfortActions", "High contrast theme"), "contrast"},
};

}  // namespace

void registerAppearanceActions(ActionRegistry& actions, Appearance& appearance, const ThemeStore& themes) {
    auto* group = new QActionGroup(&actions);
    for (const ThemeAction& entry : themeActions) {
        const QString theme = QLatin1String(entry.theme);
        QAction* action = actions.add({.id = QLatin1String(entry.id),
                                       .text = tr(entry.text),
                                       .group = tr("View"),
                                       .icon = QLatin1String(entry.icon),
                                       .checkable = true},
                                      [&appearance, theme] { appearance.useTheme(theme); });
        group->addAction(action);
        const auto mark = [action, theme, &themes] { action->setChecked(themes.theme().name == theme); };
        QObject::connect(&themes, &ThemeStore::changed, action, mark);
        mark();
    }
    QAction* presenter = actions.add({.id = QStringLiteral("view.presenter"),
                                      .text = tr("Presenter mode"),
                                      .group = tr("View"),
                                      .shortcut = QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P),
                                      .tip = tr("Text one and a half times as large, for a room of people"),
                                      .icon = QStringLiteral("presenter"),
                                      .checkable = true},
                                     [&appearance] { appearance.setPresenting(!appearance.isPresenting()); });
    QObject::connect(&appearance, &Appearance::presentingChanged, presenter, &QAction::setChecked);
}

void registerComfortActions(ActionRegistry& actions, CommandPalette& palette, Preferences& preferences, const ThemeStore& themes,
                            QWidget& window) {
    actions.add({.id = QStringLiteral("view.palette"),
                 .text = tr("Command palette\u2026"),
                 .group = tr("View"),
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_K),
                 .tip = tr("Finds any action and any element by a few letters"),
                 .icon = QStringLiteral("palette")},
                [&palette] { palette.open(); });
    actions.add({.id = QStringLiteral("file.preferences"),
                 .text = tr("Preferences\u2026"),
                 .group = tr("File"),
                 .shortcut = QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S),
                 .tip = tr("Theme, text size, speed, autosave, motion"),
                 .icon = QStringLiteral("preferences")},
                [&preferences, &themes, &window] { present(new PreferencesDialog(preferences, themes, &window)); });
    actions.add({.id = QStringLiteral("help.shortcuts"),
                 .text = tr("Keyboard shortcuts"),
                 .group = tr("Help"),
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Slash),
                 .tip = tr("Everything that has keys, on one sheet"),
                 .icon = QStringLiteral("keyboard")},
                [&actions, &themes, &window] { present(new ShortcutSheet(actions, themes, &window)); });
}

}  // namespace headroom::desktop
