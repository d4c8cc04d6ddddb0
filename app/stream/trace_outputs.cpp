#include "app/stream/trace_outputs.h"

#include <unistd.h>

#include <chrono>

namespace headroom::stream {
namespace {

// With the wait between two ticks on top, a kill never costs a frame older than a second.
constexpr model::Duration commitInterval = model::Duration::milliseconds(750);

model::Duration steadyTime() {
    return model::Duration::nanoseconds(
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count());
}

}  // namespace

TraceOutputs::TraceOutputs() : m_output(STDOUT_FILENO) {}

std::optional<std::string> TraceOutputs::open(const Options& options) {
    if (!options.recordingPath.empty()) {
        trace::RecordingWriter::Options how;
        how.wallClock = steadyTime;
        how.commitInterval = commitInterval;
        auto recording = trace::RecordingWriter::create(options.recordingPath, how);
        if (!recording) return recording.error().message;
        m_recording = std::move(recording.value());
        m_sinks.add(*m_recording);
    }
    if (options.stream && options.losslessStream) {
        m_lossless = std::make_unique<trace::NdjsonWriter>(m_output);
        m_sinks.add(*m_lossless);
    } else if (options.stream) {
        m_viewer = std::make_unique<ViewerStream>(STDOUT_FILENO);
        m_sinks.add(*m_viewer);
    }
    return std::nullopt;
}

void TraceOutputs::tick() {
    if (m_recording) m_recording->tick();
    if (m_viewer) m_viewer->tick();
}

bool TraceOutputs::isStreamBroken() const {
    return (m_viewer && m_viewer->isBroken()) || (m_lossless && m_lossless->error().has_value());
}

std::optional<std::string> TraceOutputs::recordingError() const {
    if (m_recording && m_recording->error()) return m_recording->error()->message;
    return std::nullopt;
}

}  // namespace headroom::stream
