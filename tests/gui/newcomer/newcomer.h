#pragma once
// Somebody who has read the README only, with a mouse and the real engine at its ordinary speed.

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QDir>
#include <QElapsedTimer>
#include <QMenu>
#include <QMenuBar>
#include <QTabBar>

#include "tests/gui/pictures/small_png.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {

/// What a person needs to see where to click and to do it.
constexpr double secondsPerClick = 1.5;

/// Counts what somebody clicks and how long it takes, from the making of the window on. HEADROOM_PICTURES names a folder for what
/// is seen on the way; the lines of a table are printed then.
class Newcomer : public ::testing::Test {
protected:
    /// Pictures are `<pictures>-<step>.png`.
    explicit Newcomer(const char* pictures) : m_pictures(pictures) { m_clock.start(); }
    void SetUp() override { m_driver = std::make_unique<WindowDriver>(); }

    WindowDriver& driver() { return *m_driver; }
    void click(QWidget* widget) { clickAt(widget, widget->rect().center()); }
    void clickAt(QWidget* widget, const QPoint& place) {
        ++m_clicks;
        QTest::mouseClick(widget, Qt::LeftButton, {}, place);
        QCoreApplication::processEvents();
    }
    void clickCard(const QString& title) {
        for (auto* card : driver().window().findChildren<QAbstractButton*>())
            if (card->isVisible() && card->accessibleName().contains(title)) return click(card);
        FAIL() << "there is no card " << title.toStdString();
    }
    void clickTab(const QString& title) {
        for (auto* bar : driver().window().findChildren<QTabBar*>())
            for (int tab = 0; bar->isVisible() && tab < bar->count(); ++tab)
                if (bar->tabText(tab) == title) return clickAt(bar, bar->tabRect(tab).center());
        FAIL() << "there is no tab " << title.toStdString();
    }
    void clickMenu(const QString& title, const QString& entry) {
        auto* bar = driver().find<QMenuBar>();
        QMenu* menu = nullptr;
        for (QAction* action : bar->actions())
            if (plain(action->text()) == title) {
                clickAt(bar, bar->actionGeometry(action).center());
                menu = action->menu();
            }
        ASSERT_TRUE(menu != nullptr && menu->isVisible()) << "there is no menu " << title.toStdString();
        for (QAction* action : menu->actions())
            if (plain(action->text()) == entry) return clickAt(menu, menu->actionGeometry(action).center());
        FAIL() << "there is no entry " << entry.toStdString();
    }
    /// A line of the table, and a picture.
    void note(const char* goal) {
        ++m_step;
        const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
        if (folder.isEmpty()) return;
        const double seconds = static_cast<double>(m_clock.elapsed()) / 1000;
        std::printf("| %s | %d | %.1f s | %.1f s |\n", goal, m_clicks, seconds, secondsPerClick * m_clicks);
        EXPECT_TRUE(saveSmall(driver().window().grab().toImage(),
                              QDir(folder).filePath(QStringLiteral("%1-%2.png").arg(QLatin1String(m_pictures)).arg(m_step))));
    }
    int actions() const { return m_clicks; }
    /// Waits for as long as the run gets on: how fast it does is up to the machine.
    bool waitForRun(const std::function<bool()>& condition) {
        const auto& frames = driver().lab().session.trace().frames();
        std::size_t before = 0;
        do {
            before = frames.size();
            if (driver().waitFor(condition)) return true;
        } while (frames.size() > before);
        return false;
    }

private:
    static QString plain(QString text) { return text.remove(QLatin1Char('&')); }

    const char* m_pictures;
    QElapsedTimer m_clock;
    std::unique_ptr<WindowDriver> m_driver;
    int m_clicks = 0;
    int m_step = 0;
};

}  // namespace headroom::gui
