#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/cli/command_line.h"
#include "app/cli/engine_process.h"
#include "app/cli/live_page.h"
#include "app/cli/live_prediction.h"
#include "app/cli/live_screen.h"
#include "app/cli/progress_bar.h"
#include "model/trace/byte_sink.h"
#include "model/trace/ndjson_reader.h"
#include "model/trace/ndjson_writer.h"
#include "model/trace/recording_writer.h"
#include "model/trace/tee_sink.h"

namespace headroom::cli {

/// `headroom live --predict`: an observer's trace with what is predicted in it, shown, streamed and recorded.
class PredictedSession {
public:
    /// The options outlive it.
    explicit PredictedSession(const LiveOptions& options);

    /// Returns the exit status. Callable once.
    int run();

private:
    bool openRecording();
    std::vector<std::string> arguments() const;
    /// Whether to go on no longer after what has come.
    bool take(std::string_view bytes);
    void draw();
    /// What one look tells as JSON; nothing, with the status set, where it can't be had.
    std::optional<std::string> snapshot();
    /// After the observer's end, or once there is what was asked for.
    int finish(const std::optional<EngineEnd>& end);

    const LiveOptions& m_options;
    trace::DescriptorSink m_output;
    trace::NdjsonWriter m_stream;
    std::unique_ptr<trace::RecordingWriter> m_recording;
    trace::TeeSink m_outputs;
    presentation::PredictedTrace m_trace;
    LivePrediction m_prediction;
    LiveTables m_tables;
    trace::TeeSink m_all;
    trace::NdjsonReader m_reader;
    LiveScreen m_screen;
    ProgressBar m_bar;
    std::string m_snapshot;
    std::size_t m_drawn = 0;
    bool m_isFutile = false;
    int m_status = 0;
};

}  // namespace headroom::cli
