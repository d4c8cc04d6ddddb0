#include "app/desktop/shell/command_palette.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QtTest>

#include "app/desktop/shell/shortcut_sheet.h"
#include "tests/gui/support/pictures.h"

namespace headroom::desktop {
namespace {

const char* const small = R"(scenario: small
services:
  api: {replicas: 2, operations: {get: [{cpu: 1ms}, {store: ledger.read}]}}
stores:
  ledger: {kind: postgresql, operations: {read: 1ms}}
)";

class CommandPaletteTest : public testing::Test {
protected:
    CommandPaletteTest() {
        m_document.startNew(small);
        add("run.start", "&Start the run", Qt::Key_F5);
        add("run.stop", "Stop the run", 0);
        add("view.fit", "Zoom to fit", Qt::Key_F3);
        m_window.resize(1000, 700);
    }
    void add(const char* id, const char* text, int key) {
        m_actions.add({.id = QLatin1String(id),
                       .text = QLatin1String(text),
                       .group = QStringLiteral("Run"),
                       .shortcut = QKeySequence(key),
                       .icon = QStringLiteral("start")},
                      [this, id] { m_triggered << QLatin1String(id); });
    }
    void type(const char* text) { QTest::keyClicks(query(), QLatin1String(text)); }
    QLineEdit* query() { return m_palette.findChild<QLineEdit*>(); }
    QListWidget* hits() { return m_palette.findChild<QListWidget*>(); }

    QWidget m_window;
    ActionRegistry m_actions;
    views::ScenarioDocument m_document;
    views::Selection m_selection;
    ThemeStore m_themes;
    CommandPalette m_palette{m_actions, m_document, m_selection, m_themes, &m_window};
    QStringList m_triggered;
};

TEST_F(CommandPaletteTest, RunsAnActionByAFewLetters) {
    m_palette.open();
    type("stop");
    QTest::keyClick(query(), Qt::Key_Return);
    EXPECT_EQ(m_triggered, QStringList{QStringLiteral("run.stop")});
    EXPECT_FALSE(m_palette.isVisible());
}

TEST_F(CommandPaletteTest, GoesToAnElement) {
    QSignalSpy jumped(&m_palette, &CommandPalette::jumped);
    m_palette.open();
    type("store led");
    QTest::keyClick(query(), Qt::Key_Return);
    EXPECT_EQ(m_selection.first(), QStringLiteral("store/ledger"));
    EXPECT_EQ(jumped.count(), 1);
    EXPECT_TRUE(m_triggered.isEmpty());
}

TEST_F(CommandPaletteTest, IsWorkedByKeysAlone) {
    m_palette.open();
    EXPECT_EQ(hits()->currentRow(), 0);
    QTest::keyClick(query(), Qt::Key_Up);
    EXPECT_EQ(hits()->currentRow(), 0) << "stays at the top";
    QTest::keyClick(query(), Qt::Key_Down);
    EXPECT_EQ(hits()->currentRow(), 1);
    QTest::keyClick(query(), Qt::Key_PageDown);
    EXPECT_EQ(hits()->currentRow(), hits()->count() - 1);
    QTest::keyClick(query(), Qt::Key_Escape);
    EXPECT_FALSE(m_palette.isVisible());
    EXPECT_TRUE(m_triggered.isEmpty());
}

TEST_F(CommandPaletteTest, ShowsWhatWasUsedLastFirst) {
    m_palette.open();
    type("fit");
    QTest::keyClick(query(), Qt::Key_Return);
    m_palette.open();
    EXPECT_TRUE(query()->text().isEmpty());
    EXPECT_EQ(hits()->item(0)->text(), QStringLiteral("Zoom to fit"));
    EXPECT_EQ(m_palette.recent(), QStringList{QStringLiteral("view.fit")});
}

TEST_F(CommandPaletteTest, SaysWhenNothingIsFoundAndLeavesOutWhatCantBeDone) {
    m_actions.action(QStringLiteral("run.stop"))->setEnabled(false);
    m_palette.open();
    type("stop");
    EXPECT_EQ(hits()->count(), 0);
    EXPECT_TRUE(m_palette.findChild<QLabel*>()->isVisible());
    QTest::keyClick(query(), Qt::Key_Return);
    EXPECT_TRUE(m_palette.isVisible()) << "nothing to do, nothing done";
}

TEST_F(CommandPaletteTest, TheSheetOfKeysHasEveryActionThatHasKeys) {
    ShortcutSheet sheet(m_actions, m_themes);
    const auto keysOf = [&](const char* id) { return sheet.findChild<QLabel*>(QStringLiteral("keys.") + QLatin1String(id)); };
    ASSERT_NE(keysOf("run.start"), nullptr);
    EXPECT_EQ(keysOf("run.start")->text(), QStringLiteral("F5"));
    EXPECT_NE(keysOf("view.fit"), nullptr);
    EXPECT_EQ(keysOf("run.stop"), nullptr);
    pictureOf(sheet, m_themes, "shortcuts");
}

TEST_F(CommandPaletteTest, FollowsTheme) {
    m_palette.open();
    type("st");
    const QColor before = m_palette.grab().toImage().pixelColor(6, 6);
    m_themes.use(QStringLiteral("dark"));
    EXPECT_NE(m_palette.grab().toImage().pixelColor(6, 6), before);
    pictureOf(m_palette, m_themes, "palette");
}

}  // namespace
}  // namespace headroom::desktop
