#include "app/desktop/views/scenario_document.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace headroom::views {
namespace {

const char* const small = R"(scenario: small  # a comment
services:
  api: {replicas: 2, operations: {get: [{cpu: 1ms}]}}  # the only one
)";

TEST(ScenarioDocument, EditsKeepEveryOtherByteAndAreUndoneToTheByte) {
    ScenarioDocument document;
    document.startNew(small);
    ASSERT_TRUE(document.set("services.api.replicas", "5", QStringLiteral("replicas")));
    EXPECT_EQ(document.text(), std::string(small).replace(std::string(small).find("replicas: 2"), 11, "replicas: 5"));
    ASSERT_NE(document.scenario(), nullptr);
    EXPECT_EQ(document.scenario()->findService("api")->deployment.replicas, 5);
    EXPECT_TRUE(document.isModified());
    document.undo();
    EXPECT_EQ(document.text(), small);
    EXPECT_FALSE(document.isModified());
}

TEST(ScenarioDocument, StepsTogetherAreOne) {
    ScenarioDocument document;
    document.startNew(small);
    QSignalSpy changes(&document, &ScenarioDocument::changed);
    document.beginStep(QStringLiteral("two things"));
    document.set("services.api.replicas", "3", QStringLiteral("inner"));
    document.set("duration", "2m", QStringLiteral("inner"));
    document.endStep();
    EXPECT_EQ(changes.count(), 1);
    EXPECT_EQ(document.undoLabel(), QStringLiteral("two things"));
    document.undo();
    EXPECT_EQ(document.text(), small);
}

TEST(ScenarioDocument, ASyntaxErrorKeepsTheLastScenario) {
    ScenarioDocument document;
    document.startNew(small);
    document.replaceText("scenario: [", QStringLiteral("typing"));
    EXPECT_EQ(document.tree(), nullptr);
    EXPECT_TRUE(document.diagnostics().hasErrors());
    EXPECT_NE(document.scenario(), nullptr);
    EXPECT_FALSE(document.isScenarioCurrent());
    EXPECT_FALSE(document.set("duration", "2m", QStringLiteral("duration")));
    EXPECT_FALSE(document.lastError().isEmpty());
}

TEST(ScenarioDocument, SavesWhatIsShown) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("small.yaml"));
    ScenarioDocument document;
    document.startNew(small);
    EXPECT_TRUE(document.save().has_value()) << "there is no file yet";
    ASSERT_EQ(document.saveAs(path), std::nullopt);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll().toStdString(), small);
    EXPECT_TRUE(document.saveAs(folder.filePath(QStringLiteral("missing/small.yaml"))).has_value());
}

}  // namespace
}  // namespace headroom::views
