#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "model/trace/error.h"
#include "model/trace/trace.h"

namespace headroom::trace {

/// Records a trace into a SQLite file (extension ".headroom"); docs/trace.md gives the schema.
///
/// Commits about every `commitInterval` of the wall clock, and only between calls, so that a killed process leaves
/// all frames older than that; frames that come less often are committed one by one. When the disk is full, or writing fails
/// otherwise, the file keeps everything committed, later calls do nothing, and error() says why: the run goes on.
class RecordingWriter : public TraceSink {
public:
    struct Options {
        std::function<model::Duration()> wallClock;  ///< monotonic; absent: only commit() and end() commit
        model::Duration commitInterval = model::Duration::seconds(1);
        std::int64_t maxBytes = 0;  ///< the file may not grow beyond; 0: as the disk allows
    };

    /// Creates the file; replaces an earlier recording, but nothing else and none that is being written.
    static Result<std::unique_ptr<RecordingWriter>> create(const std::string& path, Options options);
    /// Commits what there is. Without end() before, readers see the outcome "interrupted".
    ~RecordingWriter() override;
    RecordingWriter(const RecordingWriter&) = delete;
    RecordingWriter& operator=(const RecordingWriter&) = delete;

    void begin(const Header& header) override;
    void declare(const Element& element) override;
    void declare(const Series& series) override;
    void frame(const Frame& frame) override;
    void event(const Event& event) override;
    void span(const Span& span) override;
    void end(const Footer& footer) override;

    /// Commits when the interval has passed; for an owner whose run stands still or takes long over a frame.
    void tick();
    void commit();

    /// Why recording stopped, if it did.
    const std::optional<Error>& error() const;

private:
    class Tables;
    RecordingWriter(std::unique_ptr<Tables> tables, Options options);
    void commitIfDue();

    std::unique_ptr<Tables> m_tables;
    Options m_options;
    model::Duration m_lastCommit;
    model::Duration m_lastSeen;  ///< the clock at the last frame, event or tick
    Frame m_scratch;
};

}  // namespace headroom::trace
