#include "app/desktop/shell/preferences.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QTemporaryDir>
#include <QtTest>
#include <set>

#include "app/desktop/shell/appearance.h"
#include "app/desktop/shell/preferences_dialog.h"
#include "tests/gui/support/pictures.h"

namespace headroom::desktop {
namespace {

class PreferencesTest : public testing::Test {
protected:
    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("lab.ini"));
    Preferences m_preferences{m_path};
    ThemeStore m_themes;
    Appearance m_appearance{m_preferences, m_themes};
};

TEST_F(PreferencesTest, AreKept) {
    PreferenceValues values;
    values.theme = QStringLiteral("dark");
    values.textScale = 1.25;
    values.speed = 0;
    values.autosave = false;
    values.reducedMotion = true;
    m_preferences.set(values);
    EXPECT_EQ(Preferences(m_path).values(), values);
}

TEST_F(PreferencesTest, ValuesThatMakeNoSenseAreTakenAsAbsent) {
    QSettings settings(m_path, QSettings::IniFormat);
    settings.setValue(QStringLiteral("preferences/textScale"), QStringLiteral("enormous"));
    settings.setValue(QStringLiteral("preferences/speed"), -3);
    settings.sync();
    const Preferences read(m_path);
    EXPECT_EQ(read.values(), PreferenceValues());
}

TEST_F(PreferencesTest, TheThemeFollowsAndPresentingMakesTextLarger) {
    m_appearance.useTheme(QStringLiteral("dark"));
    EXPECT_EQ(m_themes.theme().name, QStringLiteral("dark"));
    m_appearance.setPresenting(true);
    EXPECT_DOUBLE_EQ(m_themes.textScale(), 1.5);
    EXPECT_DOUBLE_EQ(Preferences(m_path).values().textScale, 1) << "presenting is not kept";
    m_appearance.setPresenting(false);
    EXPECT_DOUBLE_EQ(m_themes.textScale(), 1);
}

TEST_F(PreferencesTest, TheDialogAppliesAtOnceAndCancelRestores) {
    PreferencesDialog dialog(m_preferences, m_themes);
    dialog.show();
    auto* theme = dialog.findChild<QComboBox*>(QStringLiteral("theme"));
    theme->setFocus();
    QTest::keyClick(theme, Qt::Key_Down);
    EXPECT_EQ(m_themes.theme().name, QStringLiteral("dark"));
    QTest::keyClick(dialog.findChild<QSlider*>(QStringLiteral("textScale")), Qt::Key_PageUp);
    EXPECT_DOUBLE_EQ(m_themes.textScale(), 1.25);
    QTest::keyClick(dialog.findChild<QCheckBox*>(QStringLiteral("autosave")), Qt::Key_Space);
    EXPECT_FALSE(m_preferences.values().autosave);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    EXPECT_EQ(m_preferences.values(), PreferenceValues());
    EXPECT_EQ(m_themes.theme().name, QStringLiteral("light"));
    EXPECT_FALSE(dialog.isVisible());
}

TEST_F(PreferencesTest, TheDialogKeepsWhatIsAcceptedAndKnowsTheDefaults) {
    PreferencesDialog dialog(m_preferences, m_themes);
    dialog.show();
    QTest::keyClick(dialog.findChild<QComboBox*>(QStringLiteral("speed")), Qt::Key_End);
    QTest::keyClick(dialog.findChild<QCheckBox*>(QStringLiteral("reducedMotion")), Qt::Key_Space);
    auto* buttons = dialog.findChild<QDialogButtonBox*>();
    QTest::mouseClick(buttons->button(QDialogButtonBox::Ok), Qt::LeftButton);
    EXPECT_EQ(Preferences(m_path).values().speed, 0);
    EXPECT_TRUE(Preferences(m_path).values().reducedMotion);
    PreferencesDialog later(m_preferences, m_themes);
    EXPECT_TRUE(later.findChild<QCheckBox*>(QStringLiteral("reducedMotion"))->isChecked());
    QTest::mouseClick(later.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::RestoreDefaults), Qt::LeftButton);
    EXPECT_EQ(m_preferences.values(), PreferenceValues());
    EXPECT_FALSE(later.findChild<QCheckBox*>(QStringLiteral("reducedMotion"))->isChecked());
}

TEST_F(PreferencesTest, SwitchesShowTheirStateInEveryTheme) {
    loadFonts();
    followTheme(*qApp, m_themes);
    QCheckBox box(QStringLiteral("a switch"));
    box.resize(120, 24);
    for (const Theme& theme : m_themes.themes()) {
        m_themes.use(theme.name);
        box.setChecked(false);
        const QImage off = box.grab().toImage();
        box.setChecked(true);
        const QImage on = box.grab().toImage();
        std::set<QRgb> seen;
        for (int y = 0; y < on.height(); ++y)
            for (int x = 0; x < 18; ++x) seen.insert(on.pixel(x, y));
        EXPECT_TRUE(seen.contains(theme.accent.rgb())) << theme.name.toStdString();
        EXPECT_GT(seen.size(), 6U) << theme.name.toStdString() << ": a mark on it, not colour alone";
        EXPECT_NE(on, off);
    }
    qApp->setStyleSheet({});
}

TEST_F(PreferencesTest, EveryControlOfTheDialogHasAName) {
    PreferencesDialog dialog(m_preferences, m_themes);
    for (const QWidget* widget : dialog.findChildren<QWidget*>())
        if (widget->window() == &dialog && (widget->focusPolicy() & Qt::TabFocus)) {
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            EXPECT_FALSE(widget->accessibleName().isEmpty() && (button == nullptr || button->text().isEmpty()))
                << widget->metaObject()->className() << " " << widget->objectName().toStdString();
        }
    pictureOf(dialog, m_themes, "preferences");
}

}  // namespace
}  // namespace headroom::desktop
