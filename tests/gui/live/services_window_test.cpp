// The bundled services, started from the window: real processes.
#include <gtest/gtest.h>
#include <signal.h>

#include <QFile>
#include <QPushButton>

#include "app/desktop/live/up_dialog.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {
namespace {

const char* const shop = R"(scenario: shop
duration: 60s
services:
  order: {operations: {create: [wait: 2ms]}}
clients: {users: {load: constant(20/s), journey: [call: order.create]}}
)";

struct ServicesWindow : testing::Test {
    ServicesWindow() {
        qputenv("XDG_RUNTIME_DIR", driver.folder().path().toUtf8());
        QFile file(path());
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(shop);
        file.close();
        EXPECT_TRUE(driver.window().files().openPath(path()));
    }
    QString path() const { return driver.folder().filePath(QStringLiteral("shop.yaml")); }
    void up() {
        driver.trigger("live.up");
        auto* dialog = qobject_cast<desktop::UpDialog*>(QApplication::activeModalWidget());
        ASSERT_NE(dialog, nullptr);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("start")), Qt::LeftButton);
    }
    double completed() {
        const trace::MemoryTrace& trace = driver.lab().session.trace();
        const trace::Series* series = trace.findSeries("client/users", "completed");
        return series == nullptr ? 0 : trace.column(series->index).back();
    }
    std::string said() {
        return driver.lab().live.services().message().toStdString() + "\n" + driver.lab().session.message().toStdString();
    }

    WindowDriver driver;
};

TEST_F(ServicesWindow, UpPlaysTheScenarioAndIsWatched) {
    up();
    ASSERT_TRUE(driver.waitFor([&] { return completed() > 20; }, 60'000)) << said();
    EXPECT_EQ(driver.lab().session.trace().header().scenario, "shop");
    EXPECT_FALSE(driver.lab().actions.action(QStringLiteral("live.up"))->isEnabled()) << "they run";
}

TEST_F(ServicesWindow, DownLeavesNothingBehind) {
    up();
    ASSERT_TRUE(driver.waitFor([&] { return completed() > 0; }, 60'000)) << said();
    const auto supervisor = static_cast<pid_t>(driver.lab().live.services().processId());
    driver.trigger("live.down");
    ASSERT_TRUE(driver.waitFor([&] { return driver.lab().live.services().state() == views::BundledServices::State::Off; }));
    EXPECT_NE(kill(supervisor, 0), 0);
    EXPECT_TRUE(driver.lab().actions.action(QStringLiteral("live.up"))->isEnabled());
}

TEST_F(ServicesWindow, UpNeedsASavedFile) {
    ASSERT_TRUE(driver.lab().document.set("duration", "61s", QStringLiteral("a change")));
    up();
    driver.settle();
    EXPECT_EQ(driver.lab().live.services().state(), views::BundledServices::State::Off);
}

}  // namespace
}  // namespace headroom::gui
