#include "app/desktop/shell/lab_program.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>
#include <cstdio>

#include "app/desktop/shell/main_window.h"
#include "app/desktop/theme/application_style.h"

namespace headroom::desktop {
namespace {

constexpr int pictureFailed = 3;
constexpr int fileFailed = 2;

/// Without a display the platform's plug-in complains of what a picture doesn't need.
void leaveOutPlatform(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message) {
    if (type == QtFatalMsg || type == QtCriticalMsg) std::fprintf(stderr, "%s\n", qPrintable(message));
}

void prepareForPicture(const LabOptions& options) {
    qInstallMessageHandler(leaveOutPlatform);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_SCALE_FACTOR", QByteArray::number(options.scale));
}

/// Until what is asked of the background, such as the analysis, has come.
void settle(const Lab& lab) {
    constexpr qint64 patienceMilliseconds = 10'000;
    QElapsedTimer clock;
    clock.start();
    do QCoreApplication::processEvents(QEventLoop::AllEvents, 50);
    while ((lab.analysis.isBusy() || lab.session.state() == views::TraceSession::State::Loading) &&
           clock.elapsed() < patienceMilliseconds);
    QCoreApplication::processEvents();
}

/// Says what is wrong where nobody sees a window.
class PrintedDialogs : public SystemDialogs {
public:
    void complain(QWidget* /*parent*/, const QString& message) override { std::fprintf(stderr, "%s\n", qPrintable(message)); }
};

int savePicture(const Lab& lab, MainWindow& window, const QString& path) {
    settle(lab);
    if (window.grab().save(path)) return 0;
    std::fprintf(stderr, "headroom-lab: %s can't be written\n", qPrintable(path));
    return pictureFailed;
}

}  // namespace

int runLab(const LabOptions& options, int& argc, char** argv) {
    const bool isPicture = !options.screenshot.isEmpty();
    if (isPicture) prepareForPicture(options);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Headroom"));
    QApplication::setDesktopFileName(QStringLiteral("headroom-lab"));
    loadFonts();
    Lab lab;
    followTheme(application, lab.themes);
    if (!options.theme.isEmpty()) lab.themes.use(options.theme);
    SystemDialogs shown;
    PrintedDialogs printed;
    MainWindow window(lab, isPicture ? static_cast<Dialogs&>(printed) : shown);
    window.resize(options.width, options.height);
    window.show();
    if (!isPicture && window.safety().offerUnsaved()) window.showPage(MainWindow::Page::Workbench);
    const bool isOpen = options.file.isEmpty() || window.files().openPath(options.file);
    if (!isPicture) return QApplication::exec();
    return isOpen ? savePicture(lab, window, options.screenshot) : fileFailed;
}

}  // namespace headroom::desktop
