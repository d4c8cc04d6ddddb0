#include "app/cli/recording_commands.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "app/cli/engine_process.h"
#include "app/cli/output.h"
#include "app/cli/static_ranking.h"
#include "app/presentation/report_builder.h"
#include "app/presentation/traced_scenario.h"
#include "model/trace/byte_sink.h"
#include "model/trace/ndjson_writer.h"
#include "model/trace/recording_reader.h"

namespace headroom::cli {
namespace {

/// Holds a replay to the wall clock.
class PacedSink : public trace::TraceSink {
public:
    PacedSink(trace::TraceSink& next, double speed) : m_next(next), m_speed(speed) {}

    void begin(const trace::Header& header) override { m_next.begin(header); }
    void declare(const trace::Element& element) override { m_next.declare(element); }
    void declare(const trace::Series& series) override { m_next.declare(series); }
    void frame(const trace::Frame& frame) override {
        waitFor(frame.time);
        m_next.frame(frame);
    }
    void event(const trace::Event& event) override {
        waitFor(event.time);
        m_next.event(event);
    }
    void span(const trace::Span& span) override { m_next.span(span); }
    void end(const trace::Footer& footer) override { m_next.end(footer); }

private:
    void waitFor(model::Instant time) const {
        if (m_speed <= 0) return;
        const auto due = m_began + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                       std::chrono::duration<double>(time.toSeconds() / m_speed));
        while (!EngineProcess::wasInterrupted()) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(due - std::chrono::steady_clock::now()).count();
            if (left <= 0) return;
            poll(nullptr, 0, static_cast<int>(std::min<std::int64_t>(left, 100)));
        }
    }

    trace::TraceSink& m_next;
    double m_speed;
    std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
};

}  // namespace

int playRecording(const PlayOptions& options) {
    auto opened = trace::RecordingReader::open(options.recording);
    if (!opened) return complainOf(opened.error());
    EngineProcess::forwardInterrupts();
    trace::DescriptorSink output(STDOUT_FILENO);
    trace::NdjsonWriter writer(output);
    PacedSink paced(writer, options.speed);
    const auto error =
        opened.value()->replay(paced, [&] { return !EngineProcess::wasInterrupted() && !writer.error().has_value(); });
    return error ? complainOf(*error) : AllHold;
}

int reportRecording(const ReportOptions& options) {
    auto opened = trace::RecordingReader::open(options.recording);
    if (!opened) return complainOf(opened.error());
    trace::MemoryTrace trace;
    if (const auto error = opened.value()->replay(trace)) return complainOf(*error);
    const std::optional<model::Scenario> scenario = presentation::scenarioOf(trace.header());
    const model::Scenario* known = scenario ? &*scenario : nullptr;
    presentation::Report report = presentation::buildReport(trace, known);
    rankGuessesStatically(trace.header(), report);
    return deliver(report, trace, known, options.report);
}

}  // namespace headroom::cli
