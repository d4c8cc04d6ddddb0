#include "app/desktop/lessons/welcome_page.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/desktop/lessons/welcome_card.h"
#include "tests/gui/support/pictures.h"

namespace headroom::desktop {
namespace {

class WelcomePageTest : public testing::Test {
protected:
    WelcomePageTest() {
        for (const char* name : {"orders.yaml", "monday.headroom"}) {
            QFile file(m_folder.filePath(QLatin1String(name)));
            EXPECT_TRUE(file.open(QIODevice::WriteOnly));
            m_recent.note(file.fileName());
        }
        m_page = std::make_unique<WelcomePage>(m_themes, m_recent, m_lessons);
        m_page->resize(1440, 860);
        m_page->show();
        QApplication::setActiveWindow(m_page.get());
    }
    WelcomeCard* card(const char* title) {
        for (WelcomeCard* one : m_page->findChildren<WelcomeCard*>())
            if (one->text() == QString::fromUtf8(title)) return one;
        ADD_FAILURE() << "no card " << title;
        return nullptr;
    }

    QTemporaryDir m_folder;
    ThemeStore m_themes;
    views::RecentFiles m_recent{m_folder.filePath(QStringLiteral("lab.ini"))};
    std::vector<views::Lesson> m_lessons = views::readLessons(QStringLiteral(":/lessons"));
    std::unique_ptr<WelcomePage> m_page;
};

TEST_F(WelcomePageTest, EachCardLeadsSomewhere) {
    QSignalSpy fresh(m_page.get(), &WelcomePage::newRequested);
    QSignalSpy open(m_page.get(), &WelcomePage::openRequested);
    QSignalSpy recording(m_page.get(), &WelcomePage::openRecordingRequested);
    QSignalSpy lesson(m_page.get(), &WelcomePage::lessonRequested);
    QTest::mouseClick(card("New sketch"), Qt::LeftButton);
    EXPECT_EQ(fresh.count(), 1);
    QTest::mouseClick(card("Open…"), Qt::LeftButton);
    EXPECT_TRUE(open.at(0).at(0).toString().isEmpty());
    QTest::mouseClick(card("Transaction platform"), Qt::LeftButton);
    EXPECT_TRUE(open.at(1).at(0).toString().endsWith(QStringLiteral("scenarios/transaction-platform.yaml")));
    QTest::mouseClick(card("orders.yaml"), Qt::LeftButton);
    EXPECT_EQ(QFileInfo(open.at(2).at(0).toString()).fileName(), QStringLiteral("orders.yaml"));
    QTest::mouseClick(card("Open recording…"), Qt::LeftButton);
    EXPECT_EQ(recording.count(), 1);
    QTest::mouseClick(card("Autoscaling"), Qt::LeftButton);
    EXPECT_EQ(lesson.at(0).at(0).toString(), QStringLiteral("autoscaling"));
}

TEST_F(WelcomePageTest, ArrowsAndEnterAreEnough) {
    QSignalSpy lesson(m_page.get(), &WelcomePage::lessonRequested);
    card("New sketch")->setFocus();
    const auto press = [&](Qt::Key key) { QTest::keyClick(m_page->focusWidget(), key); };
    const auto focused = [&] { return static_cast<WelcomeCard*>(m_page->focusWidget())->text().toStdString(); };
    press(Qt::Key_Down);
    EXPECT_EQ(focused(), "Open…");
    press(Qt::Key_Right);
    EXPECT_EQ(focused(), "Transaction platform");
    press(Qt::Key_Right);
    EXPECT_EQ(focused(), "Monolith");
    press(Qt::Key_Down);
    EXPECT_EQ(focused(), "Circuit breaker");
    press(Qt::Key_Left);
    EXPECT_EQ(focused(), "Autoscaling");
    press(Qt::Key_Enter);
    ASSERT_EQ(lesson.count(), 1);
    EXPECT_EQ(lesson.at(0).at(0).toString(), QStringLiteral("autoscaling"));
}

TEST_F(WelcomePageTest, EveryCardTellsAScreenReaderWhatItIs) {
    const auto cards = m_page->findChildren<WelcomeCard*>();
    ASSERT_EQ(cards.size(), 10);
    for (const WelcomeCard* one : cards) EXPECT_FALSE(one->accessibleName().isEmpty());
    EXPECT_EQ(card("Consumer lag")->accessibleName(), QStringLiteral("Consumer lag, 5 min"));
    EXPECT_FALSE(card("Consumer lag")->accessibleDescription().isEmpty());
}

TEST_F(WelcomePageTest, FollowsWhatIsOpened) {
    QFile file(m_folder.filePath(QStringLiteral("new.yaml")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    m_recent.note(file.fileName());
    EXPECT_NE(card("new.yaml"), nullptr);
}

TEST_F(WelcomePageTest, FitsAnOrdinaryWindowInAllThemes) {
    for (const WelcomeCard* one : m_page->findChildren<WelcomeCard*>()) {
        const QPoint end = one->mapTo(m_page.get(), one->rect().bottomRight());
        EXPECT_TRUE(m_page->rect().contains(end)) << one->text().toStdString();
        EXPECT_GE(one->height(), one->heightForWidth(one->width())) << one->text().toStdString() << ": its text is cut off";
    }
    pictureOf(*m_page, m_themes, "welcome");
}

TEST_F(WelcomePageTest, CutsNothingOffInASmallWindowWithLargeText) {
    m_page->resize(1024, 640);
    m_themes.setTextScale(1.5);
    const WelcomeCard* last = card("Circuit breaker");
    ASSERT_TRUE(QTest::qWaitFor([&] { return last->height() >= last->heightForWidth(last->width()); }));
    for (const WelcomeCard* one : m_page->findChildren<WelcomeCard*>())
        EXPECT_GE(one->height(), one->heightForWidth(one->width())) << one->text().toStdString();
    // What doesn't fit is scrolled to by the keyboard.
    card("New sketch")->setFocus();
    const auto focused = [&] { return static_cast<WelcomeCard*>(m_page->focusWidget())->text().toStdString(); };
    QTest::keyClick(m_page->focusWidget(), Qt::Key_Right);
    for (int i = 0; i < 6 && focused() != "Circuit breaker"; ++i) QTest::keyClick(m_page->focusWidget(), Qt::Key_Down);
    EXPECT_EQ(focused(), "Circuit breaker");
    EXPECT_FALSE(m_page->focusWidget()->visibleRegion().isEmpty());
    pictureOf(*m_page, m_themes, "welcome-small");
}

}  // namespace
}  // namespace headroom::desktop
