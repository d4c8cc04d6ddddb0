#include "app/desktop/inspector/text_panel.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTreeView>

#include "app/desktop/inspector/built_in_texts.h"
#include "app/desktop/inspector/edit_actions.h"
#include "app/desktop/inspector/inspector_header.h"
#include "app/desktop/inspector/problems_panel.h"
#include "app/desktop/inspector/property_line.h"
#include "app/desktop/views/inspector/text_sync.h"

namespace headroom::desktop {
namespace {

class TextPanelTest : public ::testing::Test {
protected:
    TextPanelTest() {
        EXPECT_EQ(document.open(QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml")), std::nullopt);
        registerEditActions(actions, document, panel, inspector);
        panel.resize(700, 600);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowActive(&panel));
        panel.editor()->setFocus();
    }
    /// Puts the caret behind the words.
    void caretBehind(const char* words) {
        const int at = static_cast<int>(panel.editor()->rawText().indexOf(QLatin1String(words)));
        ASSERT_GE(at, 0) << words;
        QTextCursor cursor = panel.editor()->textCursor();
        cursor.setPosition(at + static_cast<int>(std::strlen(words)));
        panel.editor()->setTextCursor(cursor);
    }
    bool isTaken(const std::string& text) {
        return QTest::qWaitFor([&] { return document.text() == text; }, 2000);
    }
    std::string shown() { return panel.editor()->rawText().toStdString(); }

    views::ScenarioDocument document;
    views::Selection selection;
    ThemeStore themes;
    ActionRegistry actions;
    const views::Catalogue catalogue = builtInCatalogue();
    const views::Glossary glossary = builtInGlossary();
    TextPanel panel{document, selection, themes};
    InspectorPanel inspector{document, selection, catalogue, glossary, themes};
};

TEST_F(TextPanelTest, WhateverBytesAFileHasAreLeftAsTheyAre) {
    std::vector<std::string> pieces{"\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xB7\x90", "\xEF\xB7\x91",     "\xEF\xBF\xBC", "\xC2\xA0",
                                    "\xC2\x85",     "\xED\xA0\x80", "\xEF\xBB\xBF", "\xF0\x9F\x98\x80", "\r\r\n",      "\n\r",
                                    "\xE2\x82",     "\xC0\x80",     "\xF4\x90\x80\x80"};
    for (int byte = 0; byte < 256; ++byte) pieces.emplace_back(1, static_cast<char>(byte));
    for (const std::string& piece : pieces) {
        const std::string before = piece + "scenario: a\ndescription: b" + piece + "c\nduration: ";
        const std::string text = before + "m\n" + piece;
        document.startNew(text);
        panel.flush();
        EXPECT_EQ(document.text(), text);
        EXPECT_EQ(panel.editor()->rawText(), views::shownText(text));
        QTextCursor cursor = panel.editor()->textCursor();
        cursor.setPosition(views::shownAt(text, before.size()));
        cursor.insertText(QStringLiteral("1"));
        panel.flush();
        EXPECT_EQ(document.text(), before + "1m\n" + piece);
        document.undo();
        panel.flush();
        EXPECT_EQ(document.text(), text);
    }
}

TEST_F(TextPanelTest, WhatIsTypedReachesDocumentAndInspectorAndUndoesAsOneBurst) {
    const std::string before = document.text();
    selection.set(QStringLiteral("topic/transaction-initiated"));
    caretBehind("transaction-initiated: {partitions: 24");
    QElapsedTimer clock;
    clock.start();
    QSignalSpy changes(&document, &views::ScenarioDocument::changed);
    QTest::keyClicks(panel.editor(), QStringLiteral("0"));
    ASSERT_TRUE(changes.wait(1000));
    EXPECT_LE(clock.elapsed(), 400) << "it should be there in some 120 ms";
    QTest::keyClicks(panel.editor(), QStringLiteral("0"));
    std::string expected = before;
    expected.replace(expected.find("partitions: 24"), 14, "partitions: 2400");
    ASSERT_TRUE(isTaken(expected));
    PropertyLine* line = inspector.reveal("topics.transaction-initiated.partitions");
    ASSERT_NE(line, nullptr);
    EXPECT_EQ(line->row().text.toStdString(), "2400");
    QTest::keyClick(panel.editor(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(document.text(), before) << "both letters in one step";
    EXPECT_EQ(shown(), before);
}

TEST_F(TextPanelTest, UndoActionAlsoTakesBackWhatWasTypedAMomentAgo) {
    const std::string before = document.text();
    caretBehind("duration: 20m");
    QTest::keyClicks(panel.editor(), QStringLiteral("  # long"));
    actions.action(QStringLiteral("edit.undo"))->trigger();
    EXPECT_EQ(document.text(), before);
    EXPECT_EQ(shown(), before);
}

TEST_F(TextPanelTest, RedoActionBringsItBack) {
    const std::string before = document.text();
    document.set("duration", "3m", QStringLiteral("duration"));
    const std::string after = document.text();
    actions.action(QStringLiteral("edit.undo"))->trigger();
    ASSERT_EQ(document.text(), before);
    actions.action(QStringLiteral("edit.redo"))->trigger();
    EXPECT_EQ(document.text(), after);
    EXPECT_EQ(shown(), after);
    EXPECT_FALSE(actions.action(QStringLiteral("edit.redo"))->isEnabled());
}

TEST_F(TextPanelTest, AnEditFromElsewhereKeepsCaretAndScroll) {
    caretBehind("      insertTransaction: lognormal");
    panel.editor()->centerCursor();
    const QString beside = panel.editor()->textCursor().block().text();
    const int column = panel.editor()->textCursor().positionInBlock();
    document.set("services.transaction.replicas", "100", QStringLiteral("replicas"));  // above the caret, longer
    EXPECT_EQ(shown(), document.text());
    EXPECT_EQ(panel.editor()->textCursor().block().text(), beside);
    EXPECT_EQ(panel.editor()->textCursor().positionInBlock(), column);
    const int scrolled = panel.editor()->verticalScrollBar()->value();
    document.set("services.transaction.replicas", "7", QStringLiteral("replicas"));
    EXPECT_EQ(panel.editor()->verticalScrollBar()->value(), scrolled);
}

TEST_F(TextPanelTest, TypingAndAnEditElsewhereAtTheSameTimeBothStay) {
    caretBehind("  cache:");
    QTest::keyClicks(panel.editor(), QStringLiteral("  # fast"));
    document.set("duration", "3m", QStringLiteral("duration"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return document.text().find("cache:  # fast") != std::string::npos; }, 2000));
    EXPECT_NE(document.text().find("duration: 3m"), std::string::npos);
    EXPECT_EQ(shown(), document.text());
}

TEST_F(TextPanelTest, TheElementAroundTheCaretIsSelectedAndTheSelectedOneIsShown) {
    caretBehind("maxConnections: 600");
    EXPECT_EQ(selection.first().toStdString(), "store/ledger");
    caretBehind("deadLetterTopic: transaction-initiated-audit");
    EXPECT_EQ(selection.first().toStdString(), "group/audit");
    inspector.show();
    panel.editor()->clearFocus();
    selection.set(QStringLiteral("client/users"));
    EXPECT_EQ(panel.editor()->textCursor().block().text().toStdString(), "  users:");
}

TEST_F(TextPanelTest, ErrorsAreMarkedAtTheirPlaceWhileTyping) {
    EXPECT_TRUE(panel.editor()->marks().empty());
    caretBehind("kind: postgresql");
    QTest::keyClicks(panel.editor(), QStringLiteral("x"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !panel.editor()->marks().empty(); }, 2000));
    const TextMark& mark = panel.editor()->marks().front();
    EXPECT_EQ(panel.editor()->rawText().mid(mark.at, mark.length).toStdString(), "postgresqlx");
    EXPECT_NE(mark.text.toStdString().find("postgresql"), std::string::npos);
}

TEST_F(TextPanelTest, LineEndsAndRareCharactersOfTheFileStay) {
    const std::string text = "scenario: a\r\ndescription: caf\xC3\xA9 \xF0\x9F\x98\x80 \xC2\xA0x  # y\r\nduration: 1m\r\n";
    document.restore({}, text);
    EXPECT_EQ(document.text(), text);
    caretBehind("duration: 1m");
    QTest::keyClick(panel.editor(), Qt::Key_Return);
    QTest::keyClicks(panel.editor(), QStringLiteral("seed: 2"));
    EXPECT_TRUE(isTaken(std::string(text).insert(text.size() - 2, "\r\nseed: 2")));
}

TEST_F(TextPanelTest, FindActionsWalkThroughTheTextAndAroundItsEnd) {
    actions.action(QStringLiteral("edit.find"))->trigger();
    ASSERT_TRUE(panel.findField()->isVisible());
    QTest::keyClicks(panel.findField(), QStringLiteral("brokers:"));
    QTest::keyClick(panel.findField(), Qt::Key_Return);
    const int only = panel.editor()->textCursor().selectionStart();
    EXPECT_EQ(panel.editor()->textCursor().selectedText().toStdString(), "brokers:");
    actions.action(QStringLiteral("edit.findNext"))->trigger();
    EXPECT_EQ(panel.editor()->textCursor().selectionStart(), only);
    panel.findField()->setText(QStringLiteral("startup"));
    actions.action(QStringLiteral("edit.findNext"))->trigger();
    const int next = panel.editor()->textCursor().selectionStart();
    EXPECT_NE(next, only);
    actions.action(QStringLiteral("edit.findNext"))->trigger();
    EXPECT_NE(panel.editor()->textCursor().selectionStart(), next);
    actions.action(QStringLiteral("edit.findPrevious"))->trigger();
    EXPECT_EQ(panel.editor()->textCursor().selectionStart(), next);
}

TEST_F(TextPanelTest, FindPropertyActionLeadsToTheSearch) {
    inspector.show();
    inspector.activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&inspector));
    actions.action(QStringLiteral("edit.findProperty"))->trigger();
    EXPECT_TRUE(inspector.searchField()->hasFocus());
}

TEST_F(TextPanelTest, RenameActionLeadsToTheNameAndEnterBack) {
    selection.set(QStringLiteral("store/ledger"));
    inspector.show();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&inspector));
    QSignalSpy left(&inspector, &InspectorPanel::left);
    actions.action(QStringLiteral("edit.rename"))->trigger();
    QLineEdit* name = inspector.header()->nameField();
    ASSERT_TRUE(name->hasFocus());
    QTest::keyClicks(name, QStringLiteral("books"));
    QTest::keyClick(name, Qt::Key_Return);
    EXPECT_EQ(selection.first(), QStringLiteral("store/books"));
    EXPECT_EQ(left.count(), 1);
    QTest::keyClicks(name, QStringLiteral("x"));
    QTest::keyClick(name, Qt::Key_Escape);
    EXPECT_EQ(name->text(), QStringLiteral("books")) << "Escape keeps the name";
    EXPECT_EQ(left.count(), 2);
}

TEST_F(TextPanelTest, ShowAllActionShowsDefaultsToo) {
    selection.set(QStringLiteral("topic/transaction-initiated"));
    EXPECT_EQ(inspector.reveal("topics.transaction-initiated.config.'segment.ms'"), nullptr);
    actions.action(QStringLiteral("edit.showAllProperties"))->trigger();
    EXPECT_NE(inspector.reveal("topics.transaction-initiated.config.'segment.ms'"), nullptr);
}

TEST_F(TextPanelTest, AProblemLeadsToItsElementAndItsPlace) {
    ProblemsPanel problems(document, selection, themes);
    QObject::connect(&problems, &ProblemsPanel::placeChosen, &panel, &TextPanel::goTo);
    EXPECT_EQ(problems.problems().rowCount(), 0);
    document.set("stores.audit-log.kind", "mongo", QStringLiteral("kind"));
    document.set("services.audit.replicas", "many", QStringLiteral("replicas"));
    ASSERT_EQ(problems.problems().rowCount(), 2);
    problems.show();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&problems));
    problems.list()->setFocus();
    problems.list()->setCurrentIndex(problems.list()->model()->index(1, 1));
    QTest::keyClick(problems.list(), Qt::Key_Return);
    EXPECT_EQ(selection.first().toStdString(), "store/audit-log");
    EXPECT_EQ(panel.editor()->textCursor().block().text().trimmed().toStdString(), "kind: mongo");
}

TEST_F(TextPanelTest, ProblemsAreFilteredBySeverity) {
    ProblemsPanel problems(document, selection, themes);
    document.set("faults[0].at", "50m", QStringLiteral("at"));  // after the run's end: a warning
    document.set("stores.audit-log.kind", "mongo", QStringLiteral("kind"));
    auto& list = const_cast<views::ProblemModel&>(problems.problems());
    ASSERT_EQ(list.count(model::Severity::Warning), 1);
    ASSERT_EQ(list.count(model::Severity::Error), 1);
    list.setWanted(model::Severity::Warning, false);
    ASSERT_EQ(list.rowCount(), 1);
    EXPECT_EQ(list.index(0, 0).data(views::ProblemModel::SeverityRole).toInt(), static_cast<int>(model::Severity::Error));
}

TEST(TextSync, PositionsGoThereAndBack) {
    const std::string bytes = "a: \xC3\xA9\r\nb: \xF0\x9F\x98\x80 c\r\n";
    const QString shown = views::shownText(bytes);
    EXPECT_EQ(views::byteAt(bytes, static_cast<int>(shown.indexOf(QLatin1Char('c')))), bytes.find('c'));
    EXPECT_EQ(views::shownAt(bytes, bytes.find('b')), shown.indexOf(QLatin1Char('b')));
    const views::TextSplice none = views::spliceBetween(shown, shown);
    EXPECT_TRUE(none.isEmpty());
    QString other = shown;
    other.replace(QLatin1Char('c'), QStringLiteral("x\ny"));
    EXPECT_EQ(views::spliced(bytes, views::spliceBetween(shown, other)), "a: \xC3\xA9\r\nb: \xF0\x9F\x98\x80 x\r\ny\r\n");
}

}  // namespace
}  // namespace headroom::desktop
