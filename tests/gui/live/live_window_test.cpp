// The window on a deployment: made processes, the real observer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QProgressBar>
#include <QPushButton>

#include "app/desktop/compare/compare_page.h"
#include "app/desktop/live/connect_dialog.h"
#include "app/desktop/run/transport_bar.h"
#include "app/presentation/instant_figures.h"
#include "tests/gui/live/made_process.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {
namespace {

const char* const shop = R"(scenario: shop
duration: 60s
services:
  order: {operations: {create: [wait: 15ms]}}
clients: {users: {load: poisson(10/s), journey: [call: order.create]}}
expect: [{name: quick, metric: p99(service/order.latency), is: <= 1s}, {name: never said, metric: max(service/order.queued), is: <= 1}]
)";

struct LiveWindow : testing::Test {
    LiveWindow() {
        const QString path = driver.folder().filePath(QStringLiteral("shop.yaml"));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(shop);
        file.close();
        EXPECT_TRUE(driver.window().files().openPath(path));
    }
    /// As a person does.
    void connectTo(const std::string& place) {
        driver.trigger("live.connect");
        auto* dialog = qobject_cast<desktop::ConnectDialog*>(QApplication::activeModalWidget());
        ASSERT_NE(dialog, nullptr);
        dialog->findChild<QLineEdit*>(QStringLiteral("pages"))->setText(QStringLiteral("order=") + QString::fromStdString(place));
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("connect")), Qt::LeftButton);
    }
    views::TraceSession& session() { return driver.lab().session; }
    double completed() {
        const trace::Series* series = session().trace().findSeries("service/order", "completed");
        return series == nullptr ? 0 : session().trace().column(series->index).back();
    }
    bool isEnabled(const char* action) { return driver.lab().actions.action(QLatin1String(action))->isEnabled(); }

    /// For the eye, only where HEADROOM_PICTURES names a folder.
    void takePicture(const char* name) {
        const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
        if (folder.isEmpty()) return;
        EXPECT_TRUE(driver.waitFor([&] { return session().trace().frames().size() > 8; }));
        driver.settle();
        driver.picture().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
    }

    WindowDriver driver;
    HttpServer order{orderProcess()};
};

TEST_F(LiveWindow, ConnectLaysWhatIsMeasuredOverTheDrawing) {
    EXPECT_FALSE(isEnabled("live.disconnect"));
    connectTo(order.place());
    ASSERT_TRUE(driver.waitFor([&] { return completed() >= 10; })) << session().message().toStdString();
    EXPECT_TRUE(session().isWatching());
    EXPECT_EQ(session().trace().header().runtime, "live");
    EXPECT_EQ(driver.find<desktop::TransportBar>()->stateText(), QStringLiteral("◉ live"));
    EXPECT_TRUE(isEnabled("live.disconnect"));
    EXPECT_FALSE(isEnabled("run.pause")) << "nobody stops a deployment";
    takePicture("live-window");
    presentation::InstantFigures figures(session().trace(), session().scenario());
    EXPECT_GT(figures.at("service/order", session().trace().frames().size() - 1).throughput, 0) << "what cards show";
}

TEST_F(LiveWindow, DisconnectKeepsWhatWasMeasured) {
    connectTo(order.place());
    ASSERT_TRUE(driver.waitFor([&] { return completed() >= 10; }));
    driver.trigger("live.disconnect");
    ASSERT_TRUE(driver.waitFor([&] { return !session().isActive(); }));
    EXPECT_EQ(session().state(), views::TraceSession::State::Ended) << session().message().toStdString();
    EXPECT_GE(completed(), 10);
    EXPECT_FALSE(driver.find<QProgressBar>()->isVisible()) << "it was not going to end";
    EXPECT_FALSE(isEnabled("live.disconnect"));
    EXPECT_EQ(driver.lab().runs.runs().size(), 1U) << "to be compared";
}

TEST_F(LiveWindow, PredictSimulatesTheSameBesideIt) {
    EXPECT_FALSE(isEnabled("live.predict"));
    connectTo(order.place());
    ASSERT_TRUE(driver.waitFor([&] { return completed() >= 10; }));
    ASSERT_TRUE(isEnabled("live.predict"));
    driver.trigger("live.predict");
    ASSERT_TRUE(driver.waitFor([&] { return driver.lab().branch.trace().frames().size() > 1; }));
    EXPECT_TRUE(driver.window().comparePage().isVisible());
    EXPECT_EQ(driver.window().comparePage().traceA().trace().header().runtime, "live");
    EXPECT_EQ(driver.window().comparePage().traceB().trace().header().runtime, "native");
    const double measured = session().trace().frames().back().time.toSeconds();
    EXPECT_TRUE(driver.waitFor([&] { return driver.lab().branch.trace().frames().back().time.toSeconds() >= measured; }));
    EXPECT_THAT(driver.lab().runs.runs().front().description().toStdString(), testing::StartsWith("shop, seed 1,"));
    takePicture("live-predicted");
}

TEST_F(LiveWindow, SaysWhyThereIsNothingToSee) {
    const std::string place = "127.0.0.1:" + std::to_string(deadPort());
    connectTo(place);
    ASSERT_TRUE(driver.waitFor([&] { return !session().trace().events().empty() || !session().isActive(); }));
    driver.settle();
    EXPECT_TRUE(session().isWatching());
    const QString said =
        session().isActive() ? QString::fromStdString(session().trace().events().back().summary) : session().message();
    EXPECT_THAT(said.toStdString(), testing::HasSubstr(place));
}

}  // namespace
}  // namespace headroom::gui
