#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/stream/viewer_stream.h"
#include "model/trace/byte_sink.h"
#include "model/trace/ndjson_writer.h"
#include "model/trace/recording_writer.h"
#include "model/trace/tee_sink.h"

namespace headroom::stream {

/// Where a process's trace goes: into a recording, and to standard output, where a viewer may be slow or a reader is waited for.
class TraceOutputs {
public:
    struct Options {
        std::string recordingPath;  ///< empty: none
        bool stream = false;
        bool losslessStream = false;  ///< waits for the reader of the stream rather than drop frames
    };

    TraceOutputs();
    /// Why it could not, if so.
    std::optional<std::string> open(const Options& options);
    trace::TraceSink& sink() { return m_sinks; }
    /// Commits the recording and feeds the viewer where that is due.
    void tick();
    /// Whoever read the stream is gone.
    bool isStreamBroken() const;
    /// What went wrong with the recording, if anything did.
    std::optional<std::string> recordingError() const;

private:
    std::unique_ptr<trace::RecordingWriter> m_recording;
    std::unique_ptr<ViewerStream> m_viewer;
    trace::DescriptorSink m_output;
    std::unique_ptr<trace::NdjsonWriter> m_lossless;
    trace::TeeSink m_sinks;
};

}  // namespace headroom::stream
