// Runs GoogleTest inside an application without a display.

#include <gtest/gtest.h>

#include <QApplication>
#include <QStandardPaths>

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Headroom tests"));
    application.setProperty("programFolder", QStringLiteral(HEADROOM_PROGRAM_DIR));
    QStandardPaths::setTestModeEnabled(true);
    return RUN_ALL_TESTS();
}
