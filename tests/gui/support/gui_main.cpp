// Runs GoogleTest inside an application without a display.

#include <gtest/gtest.h>

#include <QApplication>
#include <QStandardPaths>

// What LeakSanitizer finds in libraries and nothing of ours can free; nothing of ours belongs here. In the program rather than in
// a file, so that it counts however the program is started.
// The dot layout keeps a working area of Graphviz between layouts; its plugin is unloaded with the context, and then nothing refers
// to it any more. Graphs and layouts that we forgot to free would be libcgraph's, and are found.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier): the sanitizer's name for it
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
    return "leak:gmalloc\n";
}
extern "C" const char* __lsan_default_options();  // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_options() {  // NOLINT(bugprone-reserved-identifier)
    return "print_suppressions=0";
}

namespace {

QtMessageHandler qtOwn = nullptr;

/// What a window without a display can't do is said a thousand times over, and would bury what matters.
void withoutComplaintsOfThePlatform(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    if (message.startsWith(QLatin1String("This plugin does not support ")) || message == QLatin1String("Unimplemented code."))
        return;
    qtOwn(type, context, message);
}

}  // namespace

int main(int argc, char** argv) {
    ::testing::InitGoogleTest(&argc, argv);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    qtOwn = qInstallMessageHandler(withoutComplaintsOfThePlatform);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Headroom tests"));
    application.setProperty("programFolder", QStringLiteral(HEADROOM_PROGRAM_DIR));
    QStandardPaths::setTestModeEnabled(true);
    return RUN_ALL_TESTS();
}
