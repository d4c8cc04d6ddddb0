// headroom-lab: the desktop. Parses its options, builds the window, runs it.

#include <QApplication>
#include <cstdio>

#include "app/desktop/shell/lab_options.h"
#include "app/desktop/shell/main_window.h"
#include "app/desktop/theme/application_style.h"

using namespace headroom::desktop;

int main(int argc, char** argv) {
    const auto parsed = parseLabOptions(argc, argv);
    if (const auto* exit = std::get_if<LabExit>(&parsed)) {
        std::fputs(exit->output.c_str(), stdout);
        std::fputs(exit->error.c_str(), stderr);
        return exit->status;
    }
    const auto& options = std::get<LabOptions>(parsed);
    if (!options.screenshot.isEmpty()) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("QT_SCALE_FACTOR", QByteArray::number(options.scale));
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Headroom"));
    loadFonts();
    Lab lab;
    followTheme(application, lab.themes);
    lab.themes.use(options.theme);
    if (!options.file.isEmpty())
        if (const auto error = lab.document.open(options.file)) std::fprintf(stderr, "%s\n", qPrintable(*error));
    MainWindow window(lab);
    window.resize(options.width, options.height);
    window.show();
    if (options.screenshot.isEmpty()) return QApplication::exec();
    QApplication::processEvents();
    return window.grab().save(options.screenshot) ? 0 : 3;
}
