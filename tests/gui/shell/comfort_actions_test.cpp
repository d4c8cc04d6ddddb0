#include "app/desktop/shell/comfort_actions.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QTemporaryDir>

#include "app/desktop/shell/preferences_dialog.h"
#include "app/desktop/shell/shortcut_sheet.h"

namespace headroom::desktop {
namespace {

class ComfortActions : public testing::Test {
protected:
    ComfortActions() {
        registerAppearanceActions(m_actions, m_appearance, m_themes);
        registerComfortActions(m_actions, m_palette, m_preferences, m_themes, m_window);
    }
    QAction* action(const char* id) { return m_actions.action(QLatin1String(id)); }

    QTemporaryDir m_folder;
    QWidget m_window;
    ThemeStore m_themes;
    Preferences m_preferences{m_folder.filePath(QStringLiteral("lab.ini"))};
    Appearance m_appearance{m_preferences, m_themes};
    ActionRegistry m_actions;
    views::ScenarioDocument m_document;
    views::Selection m_selection;
    CommandPalette m_palette{m_actions, m_document, m_selection, m_themes, &m_window};
};

TEST_F(ComfortActions, ThemesAreChosenAndMarked) {
    action("view.theme.dark")->trigger();
    EXPECT_EQ(m_themes.theme().name, QStringLiteral("dark"));
    EXPECT_TRUE(action("view.theme.dark")->isChecked());
    EXPECT_FALSE(action("view.theme.light")->isChecked());
    action("view.theme.highContrast")->trigger();
    EXPECT_EQ(m_themes.theme().name, QStringLiteral("high-contrast"));
    action("view.theme.light")->trigger();
    EXPECT_EQ(m_themes.theme().name, QStringLiteral("light"));
    EXPECT_EQ(m_preferences.values().theme, QStringLiteral("light"));
}

TEST_F(ComfortActions, PresenterModeIsASwitch) {
    action("view.presenter")->trigger();
    EXPECT_DOUBLE_EQ(m_themes.textScale(), Appearance::presenterScale);
    EXPECT_TRUE(action("view.presenter")->isChecked());
    action("view.presenter")->trigger();
    EXPECT_DOUBLE_EQ(m_themes.textScale(), 1);
    EXPECT_FALSE(action("view.presenter")->isChecked());
}

TEST_F(ComfortActions, OpenTheirWindows) {
    action("view.palette")->trigger();
    EXPECT_TRUE(m_palette.isVisible());
    EXPECT_EQ(action("view.palette")->shortcut(), QKeySequence(QStringLiteral("Ctrl+K")));
    m_palette.reject();
    action("file.preferences")->trigger();
    EXPECT_NE(m_window.findChild<PreferencesDialog*>(), nullptr);
    action("help.shortcuts")->trigger();
    EXPECT_NE(m_window.findChild<ShortcutSheet*>(), nullptr);
}

}  // namespace
}  // namespace headroom::desktop
