// How long a frame of the animated canvas takes: Qt offscreen, software rendering, 1920 × 1080. Prints one JSON line a case.
// Run with QT_SCALE_FACTOR=2 for the figures at 2×.
#include <QApplication>
#include <QElapsedTimer>
#include <cstdio>
#include <vector>

#include "tests/gui/bench/made_scenario.h"
#include "tests/gui/bench/measure.h"
#include "tests/gui/canvas/canvas_fixture.h"

using namespace headroom;
using namespace headroom::desktop;
using bench::percentile;
using bench::scenarioText;

namespace {

constexpr int frames = 330;

/// A source that is filled by hand: figures that change every frame.
class MadeTrace : public views::TraceSource {
public:
    explicit MadeTrace(int services) : m_services(services) {
        trace::Header header;
        header.frameInterval = model::Duration::seconds(1);
        m_trace.begin(header);
        for (int i = 0; i < services; ++i) {
            const std::string name = "s" + std::to_string(i);
            const model::ElementIndex element{static_cast<std::uint32_t>(i)};
            m_trace.declare(trace::Element{element, "service/" + name, "service", name, ""});
            const auto series = [&](int n, const char* what, trace::SeriesKind kind) {
                m_trace.declare(trace::Series{{static_cast<std::uint32_t>(i * 4 + n)}, element, what, "1", kind});
            };
            series(0, "completed", trace::SeriesKind::Counter);
            series(1, "utilisation", trace::SeriesKind::Gauge);
            series(2, "replicas", trace::SeriesKind::Gauge);
            series(3, "readyReplicas", trace::SeriesKind::Gauge);
        }
    }
    const trace::MemoryTrace& trace() const override { return m_trace; }
    const model::Scenario* scenario() const override { return nullptr; }

    void addFrame() {
        ++m_number;
        trace::Frame frame;
        frame.number = static_cast<std::uint64_t>(m_number);
        frame.time = model::Instant{m_number * 1'000'000'000LL};
        for (int i = 0; i < m_services; ++i) {
            const auto base = static_cast<std::uint32_t>(i * 4);
            const int wave = (i * 31 + m_number * 17) % 100;
            frame.values.emplace_back(model::SeriesIndex{base}, m_number * (500.0 + i) + wave);
            frame.values.emplace_back(model::SeriesIndex{base + 1}, wave / 100.0);
            frame.values.emplace_back(model::SeriesIndex{base + 2}, 2.0);
            frame.values.emplace_back(model::SeriesIndex{base + 3}, 2.0);
        }
        m_trace.frame(frame);
        emit grew();
    }

private:
    trace::MemoryTrace m_trace;
    int m_services;
    int m_number = 0;
};

/// Cards in a grid, so that all of them are seen.
std::string gridText(int services) {
    std::string text = "layout:\n  client/users: {x: 0, y: 0}\n";
    for (int i = 1; i <= services; ++i)
        text += "  service/s" + std::to_string(i - 1) + ": {x: " + std::to_string(i % 14 * 272) +
                ", y: " + std::to_string(i / 14 * 140) + "}\n";
    return text;
}

const char* word(CardDetail detail) {
    switch (detail) {
        case CardDetail::Full: return "full";
        case CardDetail::Compact: return "compact";
        case CardDetail::Brief: return "brief";
        case CardDetail::Dot: return "dot";
    }
    return "";
}

/// `least`: what cards show at least, however small they are drawn.
void measure(const char* name, const std::string& scenario, int services, CardDetail least = CardDetail::Dot) {
    loadFonts();
    views::ScenarioDocument document;
    document.startNew(scenario);
    views::Selection selection;
    views::StaticAnalysis analysis(document);
    MadeTrace source(services);
    views::Playhead playhead(source);
    ThemeStore themes;
    QElapsedTimer clock;
    clock.start();
    views::GraphModel graph(document, analysis, source);
    CanvasView view(graph, document, selection, analysis, source, playhead, themes);
    view.canvas().setLeastDetail(least);
    view.resize(1920, 1080);
    static_cast<QWidget&>(view).show();
    (void)QTest::qWaitForWindowExposed(&view);
    const double laidOut = static_cast<double>(clock.elapsed());
    for (int i = 0; i < 60; ++i) source.addFrame();
    view.fit();
    std::vector<double> times;
    std::vector<double> processor;
    for (int i = 0; i < frames; ++i) {
        if (i % 3 == 0) source.addFrame();
        clock.start();
        const double before = bench::threadMilliseconds();
        view.animate();
        view.viewport()->repaint();
        const double spent = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        if (i < 30) continue;
        times.push_back(spent);
        processor.push_back(bench::threadMilliseconds() - before);
    }
    std::printf(
        "{\"case\":\"%s\",\"cards\":%zu,\"edges\":%zu,\"scale\":%.1f,\"zoom\":%.3f,\"detail\":\"%s\",\"p50_ms\":%.2f,\"p95_ms\":%"
        ".2f,"
        "\"max_ms\":%.2f,\"cpu_p50_ms\":%.2f,\"cpu_p95_ms\":%.2f,\"layout_ms\":%.0f}\n",
        name, graph.graph().nodes.size(), graph.graph().edges.size(), view.devicePixelRatioF(), view.scale(),
        word(view.canvas().detailFor(view.scale())), percentile(times, 0.5), percentile(times, 0.95), percentile(times, 1),
        percentile(processor, 0.5), percentile(processor, 0.95), laidOut);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    // At the scale 200 cards fit the screen at, the canvas shows them compact unless told otherwise.
    measure("200 cards, full detail", scenarioText(199, 500) + gridText(199), 199, CardDetail::Full);
    measure("200 cards, compact", scenarioText(199, 500) + gridText(199), 199);
    measure("large", scenarioText(1999, 5220), 1999);
    return 0;
}
