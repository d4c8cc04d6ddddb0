// Draws the canvas of a scenario or recording into a file: canvas_pictures IN THEME SECONDS OUT.png [SVG]
#include <QApplication>
#include <QElapsedTimer>
#include <cstdio>

#include "tests/gui/canvas/canvas_fixture.h"

using namespace headroom;
using namespace headroom::desktop;

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 5) return 2;
    CanvasFixture canvas("scenario: none\n", {1600, 900});
    followTheme(application, canvas.themes);
    canvas.themes.use(arguments[2]);
    if (arguments[1].endsWith(QLatin1String(".headroom"))) {
        if (const auto error = canvas.source.open(arguments[1])) return std::fprintf(stderr, "%s\n", qPrintable(*error)), 1;
        canvas.document.startNew(canvas.source.trace().header().scenarioText);
        canvas.playhead.moveTo(model::Instant{} + model::Duration::fromSeconds(arguments[3].toDouble()));
    } else {
        (void)canvas.document.open(arguments[1]);
    }
    canvas.awaitAnalysis();
    canvas.view->fit();
    if (arguments.size() > 5) canvas.selection.set(arguments[5]);
    canvas.view->canvas().refreshContents();
    for (int i = 0; i < 3 && canvas.playhead.frame(); ++i) canvas.view->animate();
    canvas.view->grab().save(arguments[4]);
    if (arguments.size() > 6) canvas.view->renderSvg(arguments[6]);
    return 0;
}
