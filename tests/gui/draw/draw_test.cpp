// The reference system drawn from nothing, by mouse and keyboard.

#include <gtest/gtest.h>

#include <QProcess>
#include <QTemporaryDir>

#include "app/desktop/lessons/welcome_card.h"
#include "tests/gui/draw/transaction_platform.h"

namespace headroom::gui {
namespace {

const QString reference = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");

/// What the program by itself makes of a file.
QString fingerprintOf(const QString& scenario, const QStringList& options) {
    QProcess engine;
    engine.start(QStringLiteral(HEADROOM_PROGRAM_DIR "/headroom-sim"),
                 QStringList{scenario, QStringLiteral("--stream"), QStringLiteral("--lossless-stream")} + options);
    engine.waitForFinished(120'000);
    const QString last = QString::fromUtf8(engine.readAllStandardOutput()).trimmed().section(QLatin1Char('\n'), -1);
    return last.section(QStringLiteral("\"fingerprint\":\""), 1).section(QLatin1Char('"'), 0, 0);
}

class Draw : public testing::Test {
protected:
    void picture(const char* name) {
        const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
        if (!folder.isEmpty()) m_driver.picture().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
    }
    void draw(const char* name, void (*part)(Sketcher&)) {
        try {
            part(m_sketch);
        } catch (const std::exception& problem) {
            ADD_FAILURE() << name << ": " << problem.what() << "\nfocus: " << Sketcher::focused().toStdString();
        }
        picture(name);
    }
    void beginSketch() {
        for (auto* card : m_driver.window().findChildren<desktop::WelcomeCard*>())
            if (card->isVisible() && card->accessibleName().contains(QStringLiteral("New sketch"))) return m_sketch.click(card);
        FAIL() << "the welcome page offers no new sketch";
    }

    WindowDriver m_driver;
    Sketcher m_sketch{m_driver};
};

TEST_F(Draw, S0FromNothing) {
    beginSketch();
    ASSERT_EQ(m_driver.window().page(), desktop::MainWindow::Page::Workbench);
    draw("1-placed", placeElements);
    draw("2-scenario", describeScenario);
    draw("3-stores", describeStores);
    draw("4-cluster", describeCluster);
    draw("5-transaction", describeTransaction);
    draw("6-connected", connectElements);
    draw("7-calls", describeCalls);
    draw("8-gateway", describeGateway);
    draw("9-client", describeClient);
    draw("10-consumers", describeConsumers);
    draw("11-faults", describeFaults);
    draw("12-expectations", describeExpectations);
    if (qEnvironmentVariableIsSet("HEADROOM_PICTURES")) printf("%s\n", m_driver.lab().document.text().c_str());
    RecordProperty("clicks", m_sketch.clicks());
    RecordProperty("keys", m_sketch.keys());
    printf("%d clicks and %d keys\n", m_sketch.clicks(), m_sketch.keys());

    QTemporaryDir folder;
    m_driver.answers().path = folder.filePath(QStringLiteral("drawn.yaml"));
    m_sketch.key(Qt::Key_S, Qt::ControlModifier);
    EXPECT_FALSE(m_driver.lab().document.isModified());
    EXPECT_EQ(m_driver.answers().complaints, QStringList());
    EXPECT_EQ(fingerprintOf(m_driver.answers().path, {}), fingerprintOf(reference, {})) << "the whole twenty minutes";
}

}  // namespace
}  // namespace headroom::gui
