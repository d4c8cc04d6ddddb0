// The whole window, offscreen, by the clock. Prints JSON lines.
//
//   headroom_bench_desktop speed [DURATION [PAIRS]]   does watching slow a run down?
//   headroom_bench_desktop open [TIMES]               from the start of the process to the first picture of S0
//   headroom_bench_desktop memory RECORDING           resident memory with a recording open
//   headroom_bench_desktop edit [SERVICES]            how long an edit of a large scenario takes
//   headroom_bench_desktop panels                     how long charts and timeline of a long run take
#include <QApplication>
#include <algorithm>
#include <cstdio>

#include "app/desktop/views/trace_session.h"
#include "tests/gui/bench/benches.h"

using namespace headroom;

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    const QString what = QString::fromLocal8Bit(argc > 1 ? argv[1] : "");
    if (what == QLatin1String("paint")) return bench::paintOnce(argc, argv);
    QApplication application(argc, argv);
    application.setProperty(views::TraceSession::programFolderProperty, QStringLiteral(HEADROOM_PROGRAM_DIR));
    const QStringList arguments = QCoreApplication::arguments();
    const auto number = [&](int place, int otherwise) {
        return arguments.size() > place ? std::max(1, arguments[place].toInt()) : otherwise;
    };
    if (what == QLatin1String("speed")) return bench::benchSpeed(arguments.value(2, QStringLiteral("20m")), number(3, 9));
    if (what == QLatin1String("open")) return bench::benchOpening(number(2, 9));
    if (what == QLatin1String("memory")) return bench::benchMemory(arguments.value(2));
    if (what == QLatin1String("edit")) return bench::benchEdits(number(2, 2000));
    if (what == QLatin1String("panels")) return bench::benchPanels();
    std::fputs("headroom_bench_desktop speed [DURATION [PAIRS]] | open [TIMES] | memory RECORDING | edit [SERVICES] | panels\n",
               stderr);
    return 2;
}
