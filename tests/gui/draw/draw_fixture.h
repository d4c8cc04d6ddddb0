#pragma once

#include <gtest/gtest.h>

#include <QProcess>
#include <QTemporaryDir>
#include <cstdio>

#include "app/desktop/lessons/welcome_card.h"
#include "tests/gui/draw/transaction_platform.h"

namespace headroom::gui {

inline const QString drawnSystem = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");

/// What the program by itself makes of a file; 0 when it makes nothing.
inline std::uint64_t headlessFingerprint(const QString& scenario, const QStringList& options = {}) {
    QProcess engine;
    engine.start(QStringLiteral(HEADROOM_PROGRAM_DIR "/headroom-sim"),
                 QStringList{scenario, QStringLiteral("--stream"), QStringLiteral("--lossless-stream")} + options);
    if (!engine.waitForFinished(300'000)) return 0;
    const QString last = QString::fromUtf8(engine.readAllStandardOutput()).trimmed().section(QLatin1Char('\n'), -1);
    return last.section(QStringLiteral("\"fingerprint\":\""), 1).section(QLatin1Char('"'), 0, 0).toULongLong(nullptr, 16);
}

/// A window from its welcome page to a drawn, saved and run reference system; pictures of the stages where HEADROOM_PICTURES
/// names a folder.
class DrawFixture : public testing::Test {
protected:
    void picture(const char* name) {
        const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
        if (!folder.isEmpty()) m_driver.picture().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
    }

    void draw(const char* name, void (*part)(Sketcher&)) {
        try {
            part(m_sketch);
        } catch (const std::exception& problem) {
            FAIL() << name << ": " << problem.what() << "\nthe keyboard is in " << Sketcher::focused().toStdString();
        }
        picture(name);
    }

    void beginSketch() {
        for (auto* card : m_driver.window().findChildren<desktop::WelcomeCard*>())
            if (card->isVisible() && card->accessibleName().contains(QStringLiteral("New sketch"))) return m_sketch.click(card);
        FAIL() << "the welcome page offers no new sketch";
    }

    void drawEverything() {
        beginSketch();
        ASSERT_EQ(m_driver.window().page(), desktop::MainWindow::Page::Workbench);
        const std::pair<const char*, void (*)(Sketcher&)> parts[] = {{"01-placed", placeElements},
                                                                     {"02-scenario", describeScenario},
                                                                     {"03-stores", describeStores},
                                                                     {"04-cluster", describeCluster},
                                                                     {"05-transaction", describeTransaction},
                                                                     {"06-connected", connectElements},
                                                                     {"07-calls", describeCalls},
                                                                     {"08-gateway", describeGateway},
                                                                     {"09-client", describeClient},
                                                                     {"10-consumers", describeConsumers},
                                                                     {"11-faults", describeFaults},
                                                                     {"12-expectations", describeExpectations}};
        for (const auto& [name, part] : parts) {
            draw(name, part);
            if (HasFatalFailure()) return;
        }
        std::printf("drawn with %d clicks and %d keys\n", m_sketch.clicks(), m_sketch.keys());
    }

    void save() {
        m_driver.answers().path = m_folder.filePath(QStringLiteral("drawn.yaml"));
        m_sketch.key(Qt::Key_S, Qt::ControlModifier);
        EXPECT_FALSE(m_driver.lab().document.isModified());
        EXPECT_TRUE(m_driver.answers().complaints.isEmpty());
        EXPECT_TRUE(m_driver.lab().document.isScenarioCurrent());
    }

    /// F5 at the highest speed; the finished run's fingerprint.
    std::uint64_t run() {
        m_sketch.key(Qt::Key_Up, Qt::ControlModifier | Qt::AltModifier);
        EXPECT_EQ(m_driver.lab().control.speed(), 0) << "as fast as possible";
        m_sketch.key(Qt::Key_F5);
        const views::TraceSession& session = m_driver.lab().session;
        EXPECT_TRUE(m_driver.waitFor([&] { return session.state() == views::TraceSession::State::Ended; }, 300'000));
        return session.trace().footer() ? session.trace().footer()->fingerprint : 0;
    }

    const QString& saved() { return m_driver.answers().path; }

    QTemporaryDir m_folder;
    WindowDriver m_driver;
    Sketcher m_sketch{m_driver};
};

}  // namespace headroom::gui
