#include "app/desktop/views/autosave.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/desktop/views/file_watch.h"
#include "tests/gui/support/child_test.h"

namespace headroom::views {
namespace {

const char* const saved = "scenario: saved\n";
const char* const edited = "scenario: edited  # not saved\n";

QString fileWith(const QTemporaryDir& folder, const QByteArray& text) {
    const QString path = folder.filePath(QStringLiteral("scenario.yaml"));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
    return path;
}

/// The window that is killed: a process of its own, see UnsavedWorkSurvivesKill9.
TEST(AutosaveChild, DISABLED_EditsAndWaits) {
    ScenarioDocument document;
    ASSERT_EQ(document.open(qEnvironmentVariable("HEADROOM_TEST_SCENARIO")), std::nullopt);
    const Autosave autosave(document, qEnvironmentVariable("HEADROOM_TEST_FOLDER"));
    document.replaceText(edited, QStringLiteral("typing"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(autosave.file()); }, 1000)) << "kept within a second";
    std::puts("kept");
    std::fflush(stdout);
    QCoreApplication::exec();
}

TEST(Autosave, UnsavedWorkSurvivesKill9) {
    const QTemporaryDir folder;
    const QTemporaryDir kept;
    const QString path = fileWith(folder, saved);
    QProcess window;
    gui::startChildTest(window, QStringLiteral("AutosaveChild"),
                        {{QStringLiteral("HEADROOM_TEST_SCENARIO"), path}, {QStringLiteral("HEADROOM_TEST_FOLDER"), kept.path()}});
    QByteArray output;
    while (!output.contains("kept\n") && window.waitForReadyRead(20000)) output += window.readAllStandardOutput();
    ASSERT_TRUE(output.contains("kept\n")) << output.toStdString();
    EXPECT_TRUE(Autosave::pending(kept.path()).empty()) << "while it lives its work is nobody else's";
    window.kill();  // SIGKILL
    ASSERT_TRUE(window.waitForFinished(10000));

    auto pending = Autosave::pending(kept.path());
    ASSERT_EQ(pending.size(), 1U);
    EXPECT_EQ(pending.front().text, edited);
    EXPECT_EQ(pending.front().path, path);
    EXPECT_FALSE(pending.front().fileHasChanged);
    EXPECT_TRUE(Autosave::pending(kept.path()).empty()) << "one window offers it, not two";

    ScenarioDocument document;
    document.restore(pending.front().path, pending.front().text);
    EXPECT_TRUE(document.isModified());
    EXPECT_EQ(document.text(), edited);
    Autosave::discard(pending.front());
    EXPECT_TRUE(Autosave::pending(kept.path()).empty());
}

TEST(Autosave, SavingOrClosingLeavesNothing) {
    const QTemporaryDir folder;
    const QTemporaryDir kept;
    ScenarioDocument document;
    ASSERT_EQ(document.open(fileWith(folder, saved)), std::nullopt);
    {
        Autosave autosave(document, kept.path());
        document.replaceText(edited, QStringLiteral("typing"));
        autosave.flush();
        EXPECT_TRUE(QFile::exists(autosave.file()));
        ASSERT_EQ(document.save(), std::nullopt);
        EXPECT_FALSE(QFile::exists(autosave.file()));
        document.replaceText(saved, QStringLiteral("typing"));
        autosave.flush();
        EXPECT_TRUE(QFile::exists(autosave.file()));
    }
    EXPECT_TRUE(QDir(kept.path()).isEmpty());
}

TEST(Autosave, WindowsDoNotFight) {
    const QTemporaryDir kept;
    ScenarioDocument one;
    ScenarioDocument other;
    Autosave first(one, kept.path());
    Autosave second(other, kept.path());
    one.replaceText(edited, QStringLiteral("typing"));
    other.replaceText(saved, QStringLiteral("typing"));
    first.flush();
    second.flush();
    EXPECT_NE(first.file(), second.file());
    EXPECT_TRUE(QFile::exists(first.file()));
    EXPECT_TRUE(QFile::exists(second.file()));
    EXPECT_TRUE(Autosave::pending(kept.path()).empty());
}

TEST(Autosave, AFolderThatCantBeWrittenIsSaidOnce) {
    const QTemporaryDir folder;
    const QString file = fileWith(folder, "no folder");
    ScenarioDocument document;
    Autosave autosave(document, file + QStringLiteral("/autosave"));
    QSignalSpy failures(&autosave, &Autosave::failed);
    for (const char* text : {"a: 1\n", "a: 2\n"}) {
        document.replaceText(text, QStringLiteral("typing"));
        autosave.flush();
    }
    EXPECT_EQ(failures.count(), 1);
}

TEST(FileWatch, AnUnmodifiedDocumentFollowsTheFileAndAModifiedOneAsks) {
    const QTemporaryDir folder;
    const QString path = fileWith(folder, saved);
    ScenarioDocument document;
    ASSERT_EQ(document.open(path), std::nullopt);
    FileWatch watch(document);
    QSignalSpy reloaded(&watch, &FileWatch::reloaded);
    QSignalSpy asked(&watch, &FileWatch::changedOnDisk);
    fileWith(folder, edited);
    ASSERT_TRUE(QTest::qWaitFor([&] { return document.text() == edited; }, 5000));
    EXPECT_FALSE(document.isModified());
    EXPECT_EQ(reloaded.count(), 1);

    document.replaceText("scenario: mine\n", QStringLiteral("typing"));
    fileWith(folder, "scenario: theirs\n");
    ASSERT_TRUE(asked.wait(5000));
    EXPECT_EQ(document.text(), "scenario: mine\n");

    ASSERT_EQ(document.save(), std::nullopt);
    EXPECT_FALSE(asked.wait(200)) << "what the document writes itself is no news";
    EXPECT_EQ(reloaded.count(), 1);
}

}  // namespace
}  // namespace headroom::views
