#include "model/trace/recording_writer.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "model/trace/frame_order.h"
#include "model/trace/reason_json.h"
#include "model/trace/recording_file.h"
#include "model/trace/recording_schema.h"
#include "model/trace/sketch_codec.h"

namespace headroom::trace {

/// The prepared inserts, the error they may end with, and the state that key frames repeat.
class RecordingWriter::Tables {
public:
    explicit Tables(Database opened) : database(std::move(opened)) { prepare(); }

    void prepare() {
        meta = {database, "INSERT INTO meta VALUES(?,?)"};
        element = {database, "INSERT INTO element VALUES(?,?,?,?,?,?)"};
        series = {database, "INSERT INTO series VALUES(?,?,?,?,?,?)"};
        frame = {database, "INSERT INTO frame VALUES(?,?,?)"};
        sample = {database, "INSERT INTO sample VALUES(?,?,?)"};
        keyframe = {database, "INSERT INTO keyframe VALUES(?,?,?)"};
        sketch = {database, "INSERT INTO sketch VALUES(?,?,?,?,?,?,?)"};
        event = {database, "INSERT INTO event VALUES(?,?,?,?,?,?,?,?)"};
        span = {database, "INSERT INTO span VALUES(?,?,?,?,?,?,?,?,?)"};
        footer = {database, "INSERT INTO footer VALUES(?,?,?,?,?,?)"};
    }

    bool failed() const { return error.has_value(); }
    void fail(Error why) {
        if (error) return;
        error = std::move(why);
        if (database.inTransaction()) database.run("ROLLBACK");
    }
    void execute(Statement& statement) {
        if (!error && !statement.execute()) fail(database.lastError());
    }
    void run(const char* sql) {
        if (error) return;
        if (auto why = database.run(sql)) fail(*why);
    }
    void entry(const std::string& key, const std::string& value) {
        execute(meta.bind(1, std::string_view(key)).bind(2, std::string_view(value)));
    }

    void remember(SeriesIndex index, double value) {
        if (index.value >= current.size()) current.resize(index.value + 1);
        current[index.value] = value;
        ++samplesSinceKeyframe;
    }
    /// Repeats the whole state when a seek would otherwise add up too many samples: at most a sixteenth more rows.
    void keyframeIfDue(std::uint64_t number) {
        if (samplesSinceKeyframe < 16 * current.size()) return;
        for (std::uint32_t index = 0; index < current.size(); ++index)
            if (current[index]) execute(keyframe.bind(1, number).bind(2, index).bind(3, *current[index]));
        samplesSinceKeyframe = 0;
    }

    Database database;
    Statement meta, element, series, frame, sample, keyframe, sketch, event, span, footer;
    std::optional<Error> error;
    std::int64_t position = 0;
    std::vector<std::optional<double>> current;  ///< by series index
    std::uint64_t samplesSinceKeyframe = 0;
};

RecordingWriter::RecordingWriter(std::unique_ptr<Tables> tables, Options options)
    : m_tables(std::move(tables)), m_options(std::move(options)) {
    if (m_options.wallClock) m_lastCommit = m_lastSeen = m_options.wallClock();
    m_tables->run("BEGIN IMMEDIATE");
}

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::create(const std::string& path, Options options) {
    auto database = recording::create(path, options.maxBytes);
    if (!database) return database.error();
    auto tables = std::make_unique<Tables>(std::move(database.value()));
    std::unique_ptr<RecordingWriter> writer(new RecordingWriter(std::move(tables), std::move(options)));
    if (writer->error()) return *writer->error();
    return writer;
}

RecordingWriter::~RecordingWriter() {
    if (!m_tables->failed() && m_tables->database.inTransaction()) m_tables->run("COMMIT");
}

const std::optional<Error>& RecordingWriter::error() const {
    return m_tables->error;
}

void RecordingWriter::commit() {
    m_tables->run("COMMIT");
    m_tables->run("BEGIN IMMEDIATE");
    if (m_options.wallClock) m_lastCommit = m_options.wallClock();
}

void RecordingWriter::tick() {
    if (!m_options.wallClock) return;
    m_lastSeen = m_options.wallClock();
    if (m_lastSeen - m_lastCommit >= m_options.commitInterval) commit();
}

void RecordingWriter::begin(const Header& header) {
    m_tables->entry("schema", fmt::format("{}.{}", schemaMajor, schemaMinor));
    m_tables->entry("scenario", header.scenario);
    m_tables->entry("runtime", header.runtime);
    m_tables->entry("seed", std::to_string(header.seed));
    m_tables->entry("frame_interval_ns", std::to_string(header.frameInterval.ns));
    m_tables->entry("duration_ns", std::to_string(header.duration.ns));
    m_tables->entry("warmup_ns", std::to_string(header.warmup.ns));
    m_tables->entry("scenario_text", header.scenarioText);
    m_tables->entry("scenario_path", header.scenarioPath);
    for (const auto& [name, value] : header.settings) m_tables->entry("setting." + name, value);
    commit();
}

void RecordingWriter::declare(const Element& element) {
    m_tables->execute(m_tables->element.bind(1, element.index.value)
                          .bind(2, std::string_view(element.id))
                          .bind(3, std::string_view(element.kind))
                          .bind(4, std::string_view(element.name))
                          .bind(5, std::string_view(element.parent))
                          .bind(6, m_tables->position++));
}

void RecordingWriter::declare(const Series& series) {
    if (series.kind != SeriesKind::Latency) m_tables->remember(series.index, 0);
    m_tables->execute(m_tables->series.bind(1, series.index.value)
                          .bind(2, series.element.value)
                          .bind(3, std::string_view(series.name))
                          .bind(4, std::string_view(series.unit))
                          .bind(5, std::string_view(toText(series.kind)))
                          .bind(6, m_tables->position++));
}

void RecordingWriter::frame(const Frame& unordered) {
    Tables& tables = *m_tables;
    if (tables.failed()) return;
    const Frame& frame = inSeriesOrder(unordered, m_scratch);
    tables.execute(tables.frame.bind(1, frame.number).bind(2, frame.time.ns).bind(3, tables.position++));
    for (const auto& [series, value] : frame.values) {
        tables.execute(tables.sample.bind(1, frame.number).bind(2, series.value).bind(3, value));
        tables.remember(series, value);
    }
    for (const auto& [series, sketch] : frame.sketches) {
        const PackedSketch packed = pack(sketch);
        tables.execute(tables.sketch.bind(1, frame.number)
                           .bind(2, series.value)
                           .bind(3, packed.count)
                           .bind(4, packed.sum)
                           .bind(5, packed.min)
                           .bind(6, packed.max)
                           .bindBlob(7, packed.buckets));
    }
    tables.keyframeIfDue(frame.number);
    commitIfDue();
}

/// After a frame: commits already now what would be too old by the next one, should that take as long as this one did.
void RecordingWriter::commitIfDue() {
    if (!m_options.wallClock) return;
    const model::Duration now = m_options.wallClock();
    const model::Duration took = now - m_lastSeen;
    m_lastSeen = now;
    if (now - m_lastCommit + took >= m_options.commitInterval) commit();
}

void RecordingWriter::event(const Event& event) {
    std::string reason;
    appendReason(reason, event.reason);
    m_tables->execute(m_tables->event.bind(1, m_tables->position++)
                          .bind(2, event.time.ns)
                          .bind(3, event.sequence)
                          .bind(4, std::string_view(event.kind))
                          .bind(5, std::string_view(event.element))
                          .bind(6, std::string_view(event.severity))
                          .bind(7, std::string_view(event.summary))
                          .bind(8, std::string_view(reason)));
    tick();
}

void RecordingWriter::span(const Span& span) {
    m_tables->execute(m_tables->span.bind(1, m_tables->position++)
                          .bind(2, span.trace)
                          .bind(3, span.span)
                          .bind(4, span.parent)
                          .bind(5, std::string_view(span.element))
                          .bind(6, std::string_view(span.operation))
                          .bind(7, span.begin.ns)
                          .bind(8, span.end.ns)
                          .bind(9, std::int64_t{span.failed}));
}

void RecordingWriter::end(const Footer& footer) {
    const std::string fingerprint = fmt::format("{:016x}", footer.fingerprint);
    m_tables->execute(m_tables->footer.bind(1, std::string_view(footer.outcome))
                          .bind(2, footer.end.ns)
                          .bind(3, std::string_view(fingerprint))
                          .bind(4, footer.wallSeconds)
                          .bind(5, footer.kernelEvents)
                          .bind(6, footer.droppedFrames));
    m_tables->run("COMMIT");
    // One file without a log beside it can be copied and read anywhere. Where that fails (a reader has it open, the
    // disk is full) the log stays and the recording is complete all the same.
    if (!m_tables->failed()) m_tables->database.run("PRAGMA journal_mode=DELETE");
}

}  // namespace headroom::trace
