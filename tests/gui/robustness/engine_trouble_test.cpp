// The engine's process killed, hung or speaking nonsense, under a whole window.

#include <gtest/gtest.h>
#include <signal.h>

#include <QLabel>
#include <QPushButton>

#include "app/desktop/run/trouble_banner.h"
#include "app/desktop/shell/workbench.h"
#include "tests/gui/support/loop_watch.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {
namespace {

using State = views::TraceSession::State;

const QString small = QStringLiteral(HEADROOM_SOURCE_DIR "/tests/golden/cli/scenarios/mm1.yaml");
/// A key waits no longer than this, by the processor time of what it waits for: the machine may be busy with other things.
constexpr double mostTurn = 500;

class EngineTrouble : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(driver.window().files().openPath(small));
        driver.lab().control.setSpeed(1);
        session.setPatience(0.5);
        driver.settle();
        loop.restart();
    }
    void TearDown() override {
        EXPECT_LT(loop.longestWork(), mostTurn) << "milliseconds";
        RecordProperty("longestTurnMilliseconds", static_cast<int>(loop.longestTurn()));
    }

    desktop::TroubleBanner& banner() { return *driver.find<desktop::TroubleBanner>(); }
    QString said() { return banner().findChild<QLabel*>(QStringLiteral("trouble"))->text(); }
    QPushButton& button(const char* name) { return *banner().findChild<QPushButton*>(QLatin1String(name)); }
    pid_t process() const { return static_cast<pid_t>(session.processId()); }
    bool runsTo(std::size_t frames) {
        return driver.waitFor([this, frames] { return session.trace().frames().size() >= frames; });
    }
    void start() {
        driver.trigger("run.start");
        ASSERT_TRUE(runsTo(2));
        ASSERT_FALSE(banner().isVisible());
    }
    bool waitForBanner() {
        return driver.waitFor([this] { return banner().isVisible(); });
    }
    /// The window is there for editing, whatever the engine does.
    void expectEditing() {
        const std::string before = driver.lab().document.text();
        driver.window().workbench().canvas().add(views::PaletteItem::Service);
        EXPECT_NE(driver.lab().document.text(), before);
        driver.trigger("edit.undo");
        EXPECT_EQ(driver.lab().document.text(), before);
    }
    void expectRestartHelps() {
        ASSERT_TRUE(button("restart").isVisible());
        driver.click(&button("restart"));
        ASSERT_TRUE(runsTo(2));
        EXPECT_FALSE(banner().isVisible());
        EXPECT_EQ(session.state(), State::Running);
    }
    /// A program in the engine's place.
    void useScript(const QByteArray& script) {
        QFile file(folder.filePath(QStringLiteral("engine")));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script);
        file.close();
        ASSERT_TRUE(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        session.useEngine(file.fileName());
        driver.trigger("run.start");
    }
    void useEngineAgain() { session.useEngine(views::TraceSession::enginePath()); }

    QTemporaryDir folder;
    WindowDriver driver;
    views::TraceSession& session = driver.lab().session;
    LoopWatch loop;
};

TEST_F(EngineTrouble, KilledTheWindowSaysSoAndStartsAnother) {
    start();
    const std::size_t frames = session.trace().frames().size();
    ASSERT_EQ(::kill(process(), SIGKILL), 0);
    ASSERT_TRUE(waitForBanner());
    EXPECT_EQ(session.state(), State::Failed);
    EXPECT_TRUE(said().contains(QStringLiteral("died"))) << said().toStdString();
    EXPECT_TRUE(said().contains(QStringLiteral("kept"))) << said().toStdString();
    EXPECT_GE(session.trace().frames().size(), frames) << "what came until then stays";
    expectEditing();
    expectRestartHelps();
}

TEST_F(EngineTrouble, HungTheWindowSaysSoAndStopsIt) {
    start();
    const pid_t hung = process();
    ASSERT_EQ(::kill(hung, SIGSTOP), 0);
    ASSERT_TRUE(waitForBanner());
    EXPECT_EQ(session.state(), State::NotAnswering);
    EXPECT_TRUE(said().contains(QStringLiteral("does not answer"))) << said().toStdString();
    expectEditing();
    ASSERT_TRUE(button("stop").isVisible());
    driver.click(&button("stop"));
    ASSERT_TRUE(driver.waitFor([this] { return !session.isActive(); }));
    EXPECT_FALSE(banner().isVisible()) << "as somebody wanted";
    EXPECT_NE(::kill(hung, 0), 0) << "it is gone";
}

TEST_F(EngineTrouble, HungTheWindowStartsAnotherInItsPlace) {
    start();
    const pid_t hung = process();
    ASSERT_EQ(::kill(hung, SIGSTOP), 0);
    ASSERT_TRUE(waitForBanner());
    expectRestartHelps();
    EXPECT_NE(process(), hung);
    EXPECT_NE(::kill(hung, 0), 0) << "it is gone";
}

TEST_F(EngineTrouble, OneThatComesBackIsShownAgain) {
    start();
    ASSERT_EQ(::kill(process(), SIGSTOP), 0);
    ASSERT_TRUE(waitForBanner());
    ASSERT_EQ(::kill(process(), SIGCONT), 0);
    ASSERT_TRUE(driver.waitFor([this] { return session.state() == State::Running; }));
    EXPECT_FALSE(banner().isVisible());
}

TEST_F(EngineTrouble, NonsenseIsSaidToBeNonsense) {
    useScript("echo '%$&/ what'; exec sleep 600\n");
    ASSERT_TRUE(waitForBanner());
    EXPECT_EQ(session.state(), State::Failed);
    EXPECT_TRUE(said().contains(QStringLiteral("no trace"))) << said().toStdString();
    expectEditing();
    useEngineAgain();
    expectRestartHelps();
}

TEST_F(EngineTrouble, HalfALineAndSilenceIsAHang) {
    useScript("printf '{\"type\":\"hea'; exec sleep 600\n");
    ASSERT_TRUE(waitForBanner());
    EXPECT_EQ(session.state(), State::NotAnswering);
    expectEditing();
    useEngineAgain();
    expectRestartHelps();
}

TEST_F(EngineTrouble, HalfALineAndTheEndIsNoTrace) {
    useScript("printf '{\"type\":\"hea'\n");
    ASSERT_TRUE(waitForBanner());
    EXPECT_EQ(session.state(), State::Failed);
    useEngineAgain();
    expectRestartHelps();
}

TEST_F(EngineTrouble, ALineWithoutEndIsCutOff) {
    useScript("exec tr '\\0' a < /dev/zero\n");
    ASSERT_TRUE(waitForBanner());
    EXPECT_EQ(session.state(), State::Failed);
    EXPECT_TRUE(said().contains(QStringLiteral("too long"))) << said().toStdString();
    expectEditing();
    useEngineAgain();
    expectRestartHelps();
}

/// Lines that are right, as many as it can: they are shown, the window lives, and the run can be stopped.
TEST_F(EngineTrouble, WordsWithoutEndLeaveTheWindowResponsive) {
    const QString engine = views::TraceSession::enginePath();
    const QString told = folder.filePath(QStringLiteral("told"));
    useScript(QStringLiteral(
                  "'%1' '%2' --duration 5s --stream < /dev/null | grep -v type.:.end > '%3'\n"
                  "cat '%3'\n"
                  "exec yes "
                  "'{\"type\":\"event\",\"timeNs\":5000000000,\"sequence\":1,\"element\":\"service/station\",\"kind\":\"note\",'"
                  "'\"severity\":\"info\",\"summary\":\"and again\",\"reason\":{}}'\n")
                  .arg(engine, small, told)
                  .toUtf8());
    ASSERT_TRUE(driver.waitFor([this] { return session.trace().events().size() > 20'000 || !session.isActive(); }));
    ASSERT_TRUE(session.isActive()) << session.message().toStdString();
    expectEditing();
    session.stop();
    session.stop();
    ASSERT_TRUE(driver.waitFor([this] { return !session.isActive(); }));
    useEngineAgain();
    driver.trigger("run.start");
    ASSERT_TRUE(runsTo(2));
}

}  // namespace
}  // namespace headroom::gui
