// A whole window is killed; the next one takes up its work.

#include <gtest/gtest.h>
#include <signal.h>

#include <QDirIterator>
#include <QProcess>
#include <cstdio>

#include "app/desktop/shell/workbench.h"
#include "app/desktop/views/autosave.h"
#include "app/desktop/views/inspector/element_rename.h"
#include "tests/gui/support/child_test.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {
namespace {

const char* const saved = "scenario: saved  # with a comment\n";

/// The window that is killed: a process of its own, which edits as a person would and then waits for its end.
TEST(KilledWindowChild, DISABLED_EditsAndWaits) {
    WindowDriver driver;
    ASSERT_TRUE(driver.window().files().openPath(qEnvironmentVariable("HEADROOM_TEST_SCENARIO")));
    driver.window().workbench().showText(true);
    driver.window().workbench().text().setFocus();
    driver.settle();
    desktop::CanvasView& canvas = driver.window().workbench().canvas();
    canvas.add(views::PaletteItem::Service);
    desktop::Lab& lab = driver.lab();
    EXPECT_EQ(views::renameElement(lab.document, lab.catalogue, lab.selection.first(), QStringLiteral("checkout")), QString());
    std::printf("edited %s\n", QByteArray::fromStdString(driver.lab().document.text()).toBase64().constData());
    std::fflush(stdout);
    // Nothing saves here; the window only lives on, as it does while its user thinks.
    QCoreApplication::exec();
}

/// What the child says after a word, to the end of the line; empty when it never comes.
QByteArray wordAfter(QProcess& child, const QByteArray& word) {
    QByteArray said;
    while (child.waitForReadyRead(30'000)) {
        said += child.readAllStandardOutput();
        const qsizetype at = said.indexOf(word);
        const qsizetype end = said.indexOf('\n', at);
        if (at >= 0 && end > at) return said.mid(at + word.size(), end - at - word.size());
    }
    return {};
}

class KilledWindow : public ::testing::Test {
protected:
    void SetUp() override {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(saved);
    }

    /// Runs the child until its work has been kept, and kills it; its text.
    std::string editedAndKilled() {
        QProcess window;
        startChildTest(window, QStringLiteral("KilledWindowChild"),
                       {{QStringLiteral("HEADROOM_TEST_SCENARIO"), path},
                        {QStringLiteral("HEADROOM_TEST_HOME"), home.path()},
                        {QStringLiteral("TMPDIR"), folder.path()}});  // a killed process removes nothing
        const std::string text = QByteArray::fromBase64(wordAfter(window, "edited ")).toStdString();
        EXPECT_TRUE(QTest::qWaitFor([this] { return !keptFiles().isEmpty(); }, 10'000)) << "kept by itself, soon";
        window.kill();  // SIGKILL
        EXPECT_TRUE(window.waitForFinished(10'000));
        return text;
    }
    QStringList keptFiles() const {
        // Below the home, wherever programs keep such things.
        QStringList found;
        QDirIterator files(home.path(), {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) found << files.next();
        return found.filter(QStringLiteral("/autosave/"));
    }

    QTemporaryDir folder;
    QTemporaryDir home;
    QString path = folder.filePath(QStringLiteral("scenario.yaml"));
};

TEST_F(KilledWindow, ItsUnsavedWorkIsOfferedByTheNextAndTaken) {
    const std::string edited = editedAndKilled();
    ASSERT_NE(edited.find("checkout"), std::string::npos);
    ASSERT_EQ(keptFiles().size(), 1);

    qputenv("HEADROOM_TEST_HOME", home.path().toUtf8());
    WindowDriver driver;
    qunsetenv("HEADROOM_TEST_HOME");
    driver.answers().yes = true;
    EXPECT_TRUE(driver.window().safety().offerUnsaved());
    EXPECT_EQ(driver.answers().questions, 1);
    driver.settle();
    EXPECT_EQ(driver.lab().document.text(), edited);
    EXPECT_EQ(driver.lab().document.path(), path);
    EXPECT_TRUE(driver.lab().document.isModified());
    EXPECT_NE(driver.lab().graph.find(QStringLiteral("service/checkout")), nullptr) << "it is on the canvas";

    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), saved) << "nothing was written that nobody saved";
    file.close();
    driver.trigger("file.save");
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll().toStdString(), edited);
}

TEST_F(KilledWindow, WhatIsDeclinedIsNotOfferedAgain) {
    editedAndKilled();
    qputenv("HEADROOM_TEST_HOME", home.path().toUtf8());
    WindowDriver driver;
    qunsetenv("HEADROOM_TEST_HOME");
    driver.answers().yes = false;
    EXPECT_FALSE(driver.window().safety().offerUnsaved());
    EXPECT_EQ(driver.answers().questions, 1);
    EXPECT_FALSE(driver.window().safety().offerUnsaved());
    EXPECT_EQ(driver.answers().questions, 1);
}

}  // namespace
}  // namespace headroom::gui
