#include <cstdio>

#include "app/desktop/shell/workbench.h"
#include "tests/gui/bench/benches.h"
#include "tests/gui/bench/made_scenario.h"
#include "tests/gui/bench/measure.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::bench {
namespace {

constexpr int times = 9;

/// Does an edit several times and says how long it took until the window had taken it, and how long keys waited at most
/// until everything was up to date.
void measure(gui::WindowDriver& driver, const char* name, const std::function<void(int)>& edit) {
    std::vector<double> taken;
    std::vector<double> work;
    std::vector<double> turns;
    std::vector<double> settled;
    LoopWatch loop;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer clock;
        clock.start();
        const double before = threadMilliseconds();
        edit(i);
        taken.push_back(milliseconds(clock));
        work.push_back(threadMilliseconds() - before);
        loop.restart();
        driver.waitFor([&] { return !driver.lab().analysis.isBusy(); }, 120'000);
        turns.push_back(loop.longestWork());
        settled.push_back(milliseconds(clock));
    }
    std::printf(
        "{\"edit\":\"%s\",\"taken_p50_ms\":%.0f,\"taken_max_ms\":%.0f,\"processor_p50_ms\":%.0f,\"processor_max_ms\":%.0f,"
        "\"longestTurnAfter_processor_ms\":%.0f,\"analysed_p50_ms\":%.0f,\"load\":%.1f}\n",
        name, percentile(taken, 0.5), percentile(taken, 1), percentile(work, 0.5), percentile(work, 1), percentile(turns, 0.5),
        percentile(settled, 0.5), loadAverage());
    std::fflush(stdout);
}

}  // namespace

int benchEdits(int services) {
    gui::WindowDriver driver({1920, 1080});
    desktop::Lab& lab = driver.lab();
    QElapsedTimer clock;
    clock.start();
    lab.document.startNew(scenarioText(services, services * 5 / 2));
    driver.window().showPage(desktop::MainWindow::Page::Workbench);
    driver.window().workbench().canvas().fit();
    const double opened = milliseconds(clock);
    driver.waitFor([&] { return !lab.analysis.isBusy(); }, 120'000);
    std::printf("{\"services\":%d,\"elements\":%zu,\"edges\":%zu,\"textBytes\":%zu,\"opened_ms\":%.0f,\"analysed_ms\":%.0f}\n",
                services, lab.graph.graph().nodes.size(), lab.graph.graph().edges.size(), lab.document.text().size(), opened,
                milliseconds(clock));
    std::fflush(stdout);
    lab.selection.set(QStringLiteral("service/s7"));
    const auto replicas = [&](int i) { lab.document.set("services.s7.replicas", std::to_string(3 + i), QStringLiteral("edit")); };
    measure(driver, "a value", replicas);
    measure(driver, "a new service", [&](int) { driver.window().workbench().canvas().add(views::PaletteItem::Service); });
    measure(driver, "undo", [&](int) { lab.document.undo(); });
    driver.window().workbench().showText(true);
    driver.settle();
    measure(driver, "a value, the text in sight", [&](int i) { replicas(i + times); });
    return 0;
}

}  // namespace headroom::bench
