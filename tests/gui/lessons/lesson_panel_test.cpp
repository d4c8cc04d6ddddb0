#include "app/desktop/lessons/lesson_panel.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include "app/desktop/lessons/lesson_actions.h"
#include "tests/gui/support/pictures.h"

namespace headroom::desktop {
namespace {

using Kind = views::LessonVerdict::Kind;

class LessonPanelTest : public testing::Test {
protected:
    LessonPanelTest() {
        registerLessonActions(m_actions, m_panel, m_lessons, [] { return true; });
        m_panel.resize(420, 900);
        m_panel.show();
    }
    void open(const char* id) { ASSERT_EQ(m_panel.open(QLatin1String(id)), std::nullopt); }
    void check() {
        QSignalSpy judged(&m_panel, &LessonPanel::judged);
        QTest::mouseClick(button("check"), Qt::LeftButton);
        ASSERT_TRUE(judged.count() > 0 || judged.wait(60'000));
    }
    QPushButton* button(const char* name) { return m_panel.findChild<QPushButton*>(QLatin1String(name)); }
    QString text(const char* name) { return m_panel.findChild<QLabel*>(QLatin1String(name))->text(); }
    QAction* action(const char* id) { return m_actions.action(QLatin1String(id)); }
    /// Something of the panel says this.
    bool says(const QString& words) {
        for (const QLabel* label : m_panel.findChildren<QLabel*>())
            if (!label->isHidden() && label->text().contains(words)) return true;
        for (const QAction* entry : m_panel.trainerMenu()->actions())
            if (entry->text().contains(words)) return true;
        return false;
    }

    ThemeStore m_themes;
    views::ScenarioDocument m_document;
    views::TraceSession m_session;
    std::vector<views::Lesson> m_lessons = views::readLessons(QStringLiteral(":/lessons"));
    LessonPanel m_panel{m_document, m_session, m_themes, m_lessons};
    ActionRegistry m_actions;
};

TEST_F(LessonPanelTest, ALessonFromTaskToSolution) {
    open("consumer-lag");
    EXPECT_EQ(text("lessonTitle"), QStringLiteral("Consumer lag"));
    EXPECT_TRUE(m_document.path().isEmpty()) << "a learner's own copy";
    check();
    EXPECT_EQ(m_panel.verdict().kind, Kind::Unsolved);
    EXPECT_EQ(text("resultTitle"), QStringLiteral("Not solved yet"));
    EXPECT_TRUE(text("resultText").contains(QStringLiteral("Billing is up to date at the end")));
    ASSERT_TRUE(m_document.set("topics.orders.partitions", "12", QStringLiteral("partitions")));
    ASSERT_TRUE(m_document.set("services.billing.replicas", "6", QStringLiteral("replicas")));
    check();
    EXPECT_EQ(m_panel.verdict().kind, Kind::Solved) << m_panel.verdict().sentence.toStdString();
    EXPECT_EQ(text("resultTitle"), QStringLiteral("Solved"));
    m_panel.showHint();
    pictureOf(m_panel, m_themes, "lesson");
    m_panel.startOver();
    EXPECT_EQ(m_document.text().find("partitions: 12"), std::string::npos);
    EXPECT_EQ(m_panel.hintsShown(), 0);
}

TEST_F(LessonPanelTest, ATextWithMistakesIsNotRun) {
    open("consumer-lag");
    m_document.replaceText("scenario: [", QStringLiteral("typing"));
    check();
    EXPECT_TRUE(text("resultText").contains(QStringLiteral("Mend them first")));
    EXPECT_EQ(m_session.state(), views::TraceSession::State::Idle);
    EXPECT_TRUE(button("check")->isEnabled());
}

TEST_F(LessonPanelTest, HintsComeOneByOne) {
    open("autoscaling");
    for (int i = 0; i < 3; ++i) {
        EXPECT_FALSE(says(m_panel.lesson()->hints[i]));
        QTest::mouseClick(button("hint"), Qt::LeftButton);
        EXPECT_TRUE(says(m_panel.lesson()->hints[i]));
    }
    EXPECT_FALSE(button("hint")->isEnabled());
    m_panel.showHint();
    EXPECT_EQ(m_panel.hintsShown(), 3);
}

TEST_F(LessonPanelTest, AHiddenFaultIsInTheRunAndNowhereElse) {
    open("consumer-lag");
    const std::string before = m_document.text();
    const QString what = m_panel.lesson()->hiddenFaults[0].what;
    m_panel.trainerMenu()->actions().first()->trigger();
    EXPECT_EQ(m_document.text(), before);
    EXPECT_EQ(m_panel.runSettings().size(), 1);
    EXPECT_FALSE(says(what)) << "a casual look must not tell";
    check();
    const auto& events = m_session.trace().events();
    EXPECT_EQ(std::ranges::count_if(events, [&](const auto& event) { return m_panel.conceals(event); }), 2);
    auto* suspects = m_panel.findChild<QComboBox*>(QStringLiteral("suspects"));
    ASSERT_TRUE(suspects->isVisibleTo(&m_panel));
    suspects->setCurrentText(m_panel.lesson()->decoys.first());
    QTest::mouseClick(button("guess"), Qt::LeftButton);
    EXPECT_TRUE(text("guessText").startsWith(QStringLiteral("\u2717")));
    suspects->setCurrentText(m_panel.lesson()->hiddenFaults[1].what);
    QTest::mouseClick(button("guess"), Qt::LeftButton);
    EXPECT_TRUE(text("guessText").startsWith(QStringLiteral("\u2717"))) << "that one is not hidden now";
    suspects->setCurrentText(what);
    QTest::mouseClick(button("guess"), Qt::LeftButton);
    EXPECT_TRUE(text("guessText").startsWith(QStringLiteral("\u2713")));
    m_panel.revealFaults(true);
    EXPECT_TRUE(QTest::qWaitFor([&] { return says(what); }));
    EXPECT_FALSE(m_panel.conceals(events.back()));
}

TEST_F(LessonPanelTest, ActionsOpenLessonsAndWorkOnTheOpenOne) {
    EXPECT_FALSE(action("learn.check")->isEnabled());
    for (const char* id : {"circuit-breaker", "autoscaling", "consumer-lag"}) {
        action(qPrintable(QStringLiteral("learn.") + QLatin1String(id)))->trigger();
        EXPECT_EQ(m_panel.lesson()->id, QLatin1String(id));
    }
    action("learn.next")->trigger();
    EXPECT_EQ(m_panel.lesson()->id, QStringLiteral("autoscaling"));
    action("learn.hint")->trigger();
    EXPECT_EQ(m_panel.hintsShown(), 1);
    action("learn.startOver")->trigger();
    EXPECT_EQ(m_panel.hintsShown(), 0);
    QSignalSpy judged(&m_panel, &LessonPanel::judged);
    action("learn.check")->trigger();
    ASSERT_TRUE(judged.wait(60'000));
    EXPECT_EQ(m_panel.verdict().kind, Kind::Unsolved);
}

TEST_F(LessonPanelTest, TextGrowsForARoom) {
    open("circuit-breaker");
    const int before = m_panel.findChild<QLabel*>(QStringLiteral("lessonTitle"))->fontMetrics().height();
    m_themes.setTextScale(1.5);
    m_panel.findChild<QLabel*>(QStringLiteral("lessonTitle"))->ensurePolished();
    EXPECT_GT(m_panel.findChild<QLabel*>(QStringLiteral("lessonTitle"))->fontMetrics().height(), before * 1.3);
    m_panel.resize(560, 1000);
    pictureOf(m_panel, m_themes, "lesson-presenter");
}

}  // namespace
}  // namespace headroom::desktop
