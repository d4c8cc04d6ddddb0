#include "app/cli/predicted_session.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <utility>

#include "app/cli/observer_arguments.h"

namespace headroom::cli {
namespace {

model::Duration steadyTime() {
    return model::Duration::nanoseconds(
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count());
}

int statusOf(const EngineEnd& end) {
    if (!end.message.empty()) std::fprintf(stderr, "headroom: %s\n", end.message.c_str());
    if (end.status == 0) return AllHold;
    return end.status == BadInput ? BadInput : BadEnvironment;
}

int complain(const std::string& message) {
    std::fprintf(stderr, "headroom: %s\n", message.c_str());
    return BadEnvironment;
}

}  // namespace

PredictedSession::PredictedSession(const LiveOptions& options)
    : m_options(options),
      m_output(STDOUT_FILENO),
      m_stream(m_output),
      m_trace(m_outputs),
      m_prediction(m_trace, options.scenario.path),
      m_all({&m_prediction.sink(), &m_trace, &m_tables.lag, &m_tables.latency, &m_tables.workloads}),
      m_reader(m_all),
      m_bar("ends without a prediction") {
    m_tables.prediction = &m_prediction.view();
    if (options.stream) m_outputs.add(m_stream);
}

int PredictedSession::run() {
    if (m_options.format == Format::Json) {
        std::optional<std::string> looked = snapshot();
        if (!looked) return m_status;
        m_snapshot = std::move(*looked);
    }
    if (!openRecording()) return m_status;
    std::optional<EngineEnd> end;
    {
        EngineProcess process(arguments(), m_options.stream, observer);
        end = process.readUntil([this](std::string_view bytes) { return take(bytes); });
    }
    m_reader.finish();
    m_bar.clear();
    m_screen.leave();
    return finish(end);
}

bool PredictedSession::openRecording() {
    if (m_options.recording.empty()) return true;
    trace::RecordingWriter::Options how;
    how.wallClock = steadyTime;
    auto recording = trace::RecordingWriter::create(m_options.recording, how);
    if (!recording) {
        m_status = complain(recording.error().message);
        return false;
    }
    m_recording = std::move(recording.value());
    m_outputs.add(*m_recording);
    return true;
}

std::vector<std::string> PredictedSession::arguments() const {
    LiveOptions watched = m_options;
    watched.once = false;
    watched.format = Format::Text;
    watched.recording.clear();
    std::vector<std::string> all = observerArguments(watched);
    // A recording is to be whole, a prediction to be made from all there was; who only looks may miss a frame.
    if (m_options.once || m_recording) all.emplace_back("--lossless-stream");
    if (m_options.once) all.emplace_back("--insist");
    return all;
}

std::optional<std::string> PredictedSession::snapshot() {
    LiveOptions looked = m_options;
    looked.predict = false;
    std::string document;
    EngineProcess process(observerArguments(looked), false, observer);
    const EngineEnd end = process.read([&](std::string_view bytes) { document += bytes; });
    m_status = statusOf(end);
    return m_status == AllHold ? std::optional(std::move(document)) : std::nullopt;
}

bool PredictedSession::take(std::string_view bytes) {
    m_reader.feed(bytes);
    if (m_tables.lag.frames() == m_drawn) return m_stream.error().has_value();
    m_drawn = m_tables.lag.frames();
    m_isFutile = !m_prediction.update();
    draw();
    // The next frame may be long in coming.
    if (m_recording) m_recording->commit();
    return m_isFutile || m_reader.error() || m_stream.error() || (m_options.once && m_prediction.isDone());
}

void PredictedSession::draw() {
    if (m_options.once) m_bar.show(m_prediction.progress(), m_prediction.view().isSimulating ? "simulating" : "watching");
    if (m_options.once || m_options.stream) return;
    m_screen.draw(m_screen.isTerminal() ? page(m_tables, m_screen) : wholePage(m_tables, m_screen));
}

int PredictedSession::finish(const std::optional<EngineEnd>& end) {
    const bool hasEnded = end.has_value();
    if (!hasEnded) m_trace.end({m_options.once ? "completed" : "stopped", m_prediction.view().now, 0, 0, 0, 0});
    if (m_isFutile) return BadInput;
    if (m_reader.error() && (!hasEnded || end->status == 0))
        return complain("the observer's stream: " + m_reader.error()->message);
    if (m_recording && m_recording->error()) return complain(m_recording->error()->message);
    if (hasEnded && end->status != 0) return statusOf(*end);
    if (m_options.once && EngineProcess::wasInterrupted()) return complain("interrupted before there was a prediction");
    const bool isLeft = !m_options.stream && (m_options.once || m_screen.isTerminal());
    if (isLeft && m_tables.lag.frames() > 0)
        std::fputs(m_options.format == Format::Json ? presentation::predictionJson(m_prediction.view(), m_snapshot).c_str()
                                                    : wholePage(m_tables, m_screen).c_str(),
                   stdout);
    return m_options.once && !m_prediction.view().prediction ? complain(m_prediction.view().failure) : static_cast<int>(AllHold);
}

}  // namespace headroom::cli
