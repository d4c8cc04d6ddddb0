#include <cmath>
#include <cstdio>

#include "app/desktop/run/timeline_view.h"
#include "app/desktop/views/charts/chart_board.h"
#include "tests/gui/bench/benches.h"
#include "tests/gui/bench/measure.h"
#include "tests/gui/charts/sample_trace.h"
#include "tests/gui/run/told_trace.h"

namespace headroom::bench {
namespace {

/// How often each panel is brought up to date.
constexpr int times = 21;
/// What a chart is wide on an ordinary screen, in pixels.
constexpr int chartWidth = 900;
constexpr std::uint32_t services = 8;
constexpr std::uint32_t firstSeries = 1000;

/// `points`: what is drawn in the end.
void measure(const char* name, std::size_t points, const std::function<void()>& update) {
    std::vector<double> taken;
    std::vector<double> work;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer clock;
        clock.start();
        const double before = threadMilliseconds();
        update();
        taken.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        work.push_back(threadMilliseconds() - before);
    }
    std::printf("{\"panel\":\"%s\",\"points\":%zu,\"p50_ms\":%.2f,\"max_ms\":%.2f,\"processor_p50_ms\":%.2f,\"load\":%.1f}\n",
                name, points, percentile(taken, 0.5), percentile(taken, 1), percentile(work, 0.5), loadAverage());
    std::fflush(stdout);
}

/// An element as the charts want them all: with requests, replicas and breakers.
void declareService(views::SampleTrace& sample, std::uint32_t number) {
    const std::string name = "s" + std::to_string(number);
    const std::uint32_t element = 100 + number;
    const std::uint32_t base = firstSeries + 10 * number;
    sample.element(element, "service/" + name, "service", name);
    sample.series(base, element, "completed", "requests", trace::SeriesKind::Counter);
    sample.series(base + 1, element, "queued", "requests", trace::SeriesKind::Gauge);
    sample.series(base + 2, element, "readyReplicas", "pods", trace::SeriesKind::Gauge);
    sample.series(base + 3, element, "openBreakers", "breakers", trace::SeriesKind::Gauge);
    sample.series(base + 4, element, "failed", "requests", trace::SeriesKind::Counter);
}

/// So many seconds of a trace: what services do changes all the time.
void addFrames(views::SampleTrace& sample, int count) {
    for (int i = 0; i < count; ++i) {
        trace::Frame frame;
        frame.number = sample.trace().frames().size() + 1;
        frame.time = model::Instant::start() + model::Duration::seconds(static_cast<std::int64_t>(frame.number));
        const auto now = static_cast<double>(frame.number);
        for (std::uint32_t service = 0; service < services; ++service) {
            const std::uint32_t base = firstSeries + 10 * service;
            const double wave = std::sin(now * (1 + service));
            frame.values.insert(frame.values.end(), {{{base}, (500.0 + 10 * service) * now + 50 * wave},
                                                     {{base + 1}, 20 + 20 * wave},
                                                     {{base + 2}, 2 + static_cast<double>(frame.number / 60 % 3)},
                                                     {{base + 3}, wave > 0.9 ? 1.0 : 0.0},
                                                     {{base + 4}, now + wave}});
        }
        sample.writable().frame(frame);
    }
    emit sample.grew();
}

std::size_t pointsOf(const views::ChartBoard& board) {
    std::size_t points = 0;
    for (const views::Chart& chart : board.charts())
        for (const views::ChartLine& line : chart.lines)
            for (const views::Stroke& stroke : views::decimated(board.times(0), board.values(line), board.span(), chartWidth))
                points += stroke.size();
    return points;
}

/// A run of an hour is under way, and ten times a second there is more of it.
void measureCharts() {
    views::SampleTrace sample(7200);
    QStringList ids;
    for (std::uint32_t i = 0; i < services; ++i) {
        declareService(sample, i);
        ids.append(QStringLiteral("service/s%1").arg(i));
    }
    addFrames(sample, 3600);
    views::Selection selection;
    selection.set(ids);
    views::ChartBoard board({{&sample, QString()}}, selection);
    measure("charts of eight elements, an hour", pointsOf(board), [&] {
        addFrames(sample, 6);
        (void)pointsOf(board);
    });
}

void measureTimeline() {
    constexpr int events = 10'000;
    views::ToldTrace told;
    const auto happen = [&](int i) { told.happen(6 + i / 1000, i % 2 == 0 ? "pod.ready" : "partition.leader", "service/b", ""); };
    for (int i = 0; i < events; ++i) happen(i);
    told.tell();
    views::Playhead playhead(told);
    desktop::ThemeStore themes;
    desktop::TimelineView view(told, playhead, themes);
    view.resize(1600, 260);
    measure("timeline of ten thousand events", events, [&] {
        happen(events);
        told.tell();
        (void)view.grab();
    });
}

}  // namespace

int benchPanels() {
    measureCharts();
    measureTimeline();
    return 0;
}

}  // namespace headroom::bench
