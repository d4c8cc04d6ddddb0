#include "app/desktop/shell/file_desk.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QWidget>

#include "tests/gui/support/answers.h"

namespace headroom::desktop {
namespace {

struct FileDeskTest : ::testing::Test {
    FileDeskTest() { desk.registerActions(actions); }
    void trigger(const char* id) { actions.action(QLatin1String(id))->trigger(); }

    QTemporaryDir folder;
    gui::Answers answers;
    views::ScenarioDocument document;
    views::TraceSession session;
    ActionRegistry actions;
    QWidget window;
    FileDesk desk{document, session, answers, &window};
};

TEST_F(FileDeskTest, OpensWhatIsChosen) {
    answers.path = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");
    QSignalSpy opened(&desk, &FileDesk::scenarioOpened);
    trigger("file.open");
    EXPECT_EQ(opened.count(), 1);
    ASSERT_NE(document.scenario(), nullptr);
    EXPECT_EQ(document.scenario()->name, "transaction-platform");
    EXPECT_EQ(answers.questions, 1) << "nothing was unsaved";
}

TEST_F(FileDeskTest, SaysWhatCantBeOpened) {
    answers.path = folder.filePath(QStringLiteral("missing.yaml"));
    trigger("file.open");
    ASSERT_EQ(answers.complaints.size(), 1);
    EXPECT_TRUE(answers.complaints.front().contains(QStringLiteral("missing.yaml")));
}

TEST_F(FileDeskTest, AsksBeforeUnsavedWorkGoes) {
    document.set("duration", "2m", QStringLiteral("duration"));
    answers.unsaved = Dialogs::Unsaved::Cancel;
    trigger("file.new");
    EXPECT_TRUE(document.isModified());
    answers.unsaved = Dialogs::Unsaved::Save;
    answers.path = folder.filePath(QStringLiteral("kept.yaml"));
    trigger("file.new");
    EXPECT_FALSE(document.isModified());
    EXPECT_TRUE(QFile::exists(answers.path));
}

TEST_F(FileDeskTest, SavesUnderAnotherNameAndThenInPlace) {
    answers.path = folder.filePath(QStringLiteral("one.yaml"));
    trigger("file.saveAs");
    EXPECT_EQ(document.path(), answers.path);
    document.set("duration", "2m", QStringLiteral("duration"));
    answers.path.clear();
    trigger("file.save");
    EXPECT_FALSE(document.isModified());
    QFile file(document.path());
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_TRUE(file.readAll().contains("duration: 2m"));
}

TEST_F(FileDeskTest, SaysWhatIsNoRecording) {
    QFile file(folder.filePath(QStringLiteral("no.headroom")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("nothing");
    file.close();
    answers.path = file.fileName();
    trigger("file.openRecording");
    ASSERT_EQ(answers.complaints.size(), 1);
}

}  // namespace
}  // namespace headroom::desktop
