#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/trace/error.h"
#include "model/trace/memory_trace.h"
#include "model/trace/trace.h"

namespace headroom::trace {

/// Reads a recording, finished or not, also while it is being written and from read-only media.
///
/// Whatever the file holds, a sink gets a trace that keeps its promises; damage ends a call with an error that says
/// what is damaged. Never changes the recording.
class RecordingReader {
public:
    static Result<std::unique_ptr<RecordingReader>> open(const std::string& path);
    ~RecordingReader();
    RecordingReader(const RecordingReader&) = delete;
    RecordingReader& operator=(const RecordingReader&) = delete;

    const Header& header() const { return m_header; }
    /// Where the recording has none: outcome "interrupted", ended at its last frame or event.
    Result<Footer> footer() const;
    /// The frames there are, in order.
    Result<std::vector<MemoryTrace::FrameStamp>> frames() const;

    /// The whole state at the last frame up to `number`: a value for each series declared by then, 0 where no frame has
    /// said otherwise, and that frame's own sketches.
    Result<Frame> seek(std::uint64_t number) const;

    /// Replays everything into the sink in the recorded order, from begin to end.
    /// `keepGoing` is asked before each frame; when it says no, replay ends without an end and without an error.
    std::optional<Error> replay(TraceSink& sink, const std::function<bool()>& keepGoing = {}) const;
    /// As replay, but begins with the declarations up to frame `number` and the whole state at it.
    std::optional<Error> replayFrom(std::uint64_t number, TraceSink& sink, const std::function<bool()>& keepGoing = {}) const;

private:
    class Tables;
    explicit RecordingReader(std::unique_ptr<Tables> tables);

    std::unique_ptr<Tables> m_tables;
    Header m_header;
};

}  // namespace headroom::trace
