#include "model/trace/recording_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>

#include "model/trace/recording_file.h"
#include "model/trace/recording_tables.h"
#include "model/trace/trace_guard.h"

namespace headroom::trace {

using recording::Damage;
using recording::Entry;
using recording::Rows;

/// The queries, and what they are combined to. Every function throws Damage.
class RecordingReader::Tables {
public:
    explicit Tables(Rows opened) : rows(std::move(opened)) {}

    Footer footer();
    std::vector<MemoryTrace::FrameStamp> frames();
    Frame stateAt(std::uint64_t number);
    std::int64_t positionOf(std::uint64_t number);
    /// Passes entries on, checked; false when keepGoing said no.
    bool pass(std::int64_t first, std::int64_t last, TraceSink& sink, const std::function<bool()>& keepGoing);
    void passDeclarations(std::int64_t last, TraceSink& sink);
    void passFrame(const Frame& frame, TraceSink& sink);
    void require(const std::string& wrong) {
        if (!wrong.empty()) rows.damaged(wrong);
    }

    Rows rows;
    TraceGuard guard;

private:
    void passEntry(const Entry& entry, TraceSink& sink);
    Event checked(Event event);
    Span checked(Span span);
    Footer interrupted();
};

namespace {

/// Reads in one transaction, so that a writer at work changes nothing meanwhile; turns damage into an error.
template <class Action>
std::optional<Error> consistently(Database& database, Action action) {
    if (auto failed = database.run("BEGIN")) return failed;
    std::optional<Error> error;
    try {
        action();
    } catch (const Damage& damage) {
        error = damage.error;
    } catch (...) {  // from the sink
        database.run("ROLLBACK");
        throw;
    }
    database.run("ROLLBACK");
    return error;
}

}  // namespace

Footer RecordingReader::Tables::interrupted() {
    Statement last =
        rows.prepare("SELECT max(ifnull((SELECT max(time_ns) FROM event), 0), ifnull((SELECT max(time_ns) FROM frame), 0))");
    Footer footer;
    footer.outcome = "interrupted";
    if (rows.nextRow(last)) footer.end.ns = std::max<std::int64_t>(0, last.integer(0));
    return footer;
}

Footer RecordingReader::Tables::footer() {
    Statement row = rows.prepare("SELECT outcome, end_ns, fingerprint, wall_seconds, kernel_events, dropped_frames FROM footer");
    if (!rows.nextRow(row)) return interrupted();
    Footer footer{row.text(0), Instant{row.integer(1)}, 0, row.real(3), row.natural(4), row.natural(5)};
    const std::string digits = row.text(2);
    std::from_chars(digits.data(), digits.data() + digits.size(), footer.fingerprint, 16);
    return footer;
}

std::vector<MemoryTrace::FrameStamp> RecordingReader::Tables::frames() {
    std::vector<MemoryTrace::FrameStamp> stamps;
    Statement row = rows.prepare("SELECT number, time_ns FROM frame ORDER BY number");
    while (rows.nextRow(row)) stamps.push_back({row.natural(0), Instant{row.integer(1)}});
    return stamps;
}

std::int64_t RecordingReader::Tables::positionOf(std::uint64_t number) {
    Statement row = rows.prepare("SELECT position FROM frame WHERE number=?");
    row.bind(1, number);
    if (!rows.nextRow(row)) rows.damaged(fmt::format("frame {} is missing", number));
    return row.integer(0);
}

Frame RecordingReader::Tables::stateAt(std::uint64_t number) {
    Statement nearest = rows.prepare("SELECT number, position FROM frame WHERE number<=? ORDER BY number DESC LIMIT 1");
    nearest.bind(1, std::min<std::uint64_t>(number, std::numeric_limits<std::int64_t>::max()));
    if (!rows.nextRow(nearest)) rows.damaged(fmt::format("there is no frame up to {}", number));
    const std::int64_t at = nearest.integer(0);
    std::map<SeriesIndex, double> state;
    // Later rows overwrite earlier ones: declared values, the last key frame, the samples since then.
    Statement values = rows.prepare(
        "WITH base(number) AS (SELECT max(frame) FROM keyframe WHERE frame<=?1)"
        " SELECT series, 0.0, -2 FROM series WHERE kind<>'latency' AND position<?2"
        " UNION ALL SELECT series, value, -1 FROM keyframe WHERE frame=(SELECT number FROM base)"
        " UNION ALL SELECT series, value, frame FROM sample"
        " WHERE frame>ifnull((SELECT number FROM base), -1) AND frame<=?1 ORDER BY 3");
    values.bind(1, at).bind(2, nearest.integer(1));
    while (rows.nextRow(values)) {
        const std::int64_t index = values.integer(0);
        if (index < 0 || index >= std::int64_t{TraceGuard::indexLimit}) rows.damaged("a sample has no valid series");
        const SeriesIndex series{static_cast<std::uint32_t>(index)};
        if (values.integer(2) != -2 && !state.contains(series)) rows.damaged("a sample's series is not declared");
        state[series] = values.real(1);
    }
    Frame frame = rows.frame(at);
    frame.values.assign(state.begin(), state.end());
    return frame;
}

Event RecordingReader::Tables::checked(Event event) {
    require(guard.time(event.time));
    return event;
}

Span RecordingReader::Tables::checked(Span span) {
    require(guard.time(span.begin));
    require(guard.time(span.end));
    return span;
}

void RecordingReader::Tables::passFrame(const Frame& frame, TraceSink& sink) {
    require(guard.frame(frame));
    sink.frame(frame);
}

void RecordingReader::Tables::passEntry(const Entry& entry, TraceSink& sink) {
    switch (entry.kind) {
        case Entry::Kind::Element: {
            const Element element = rows.element(entry.key);
            require(guard.element(element));
            return sink.declare(element);
        }
        case Entry::Kind::Series: {
            const Series series = rows.series(entry.key);
            require(guard.series(series));
            return sink.declare(series);
        }
        case Entry::Kind::Frame: return passFrame(rows.frame(entry.key), sink);
        case Entry::Kind::Event: return sink.event(checked(rows.event(entry.key)));
        case Entry::Kind::Span: return sink.span(checked(rows.span(entry.key)));
    }
}

bool RecordingReader::Tables::pass(std::int64_t first, std::int64_t last, TraceSink& sink,
                                   const std::function<bool()>& keepGoing) {
    bool going = true;
    rows.visit(first, last, [&](const Entry& entry) {
        if (entry.kind == Entry::Kind::Frame && keepGoing) going = keepGoing();
        if (going) passEntry(entry, sink);
        return going;
    });
    return going;
}

void RecordingReader::Tables::passDeclarations(std::int64_t last, TraceSink& sink) {
    rows.visit(std::numeric_limits<std::int64_t>::min(), last, [&](const Entry& entry) {
        if (entry.kind == Entry::Kind::Element || entry.kind == Entry::Kind::Series) passEntry(entry, sink);
        return true;
    });
}

RecordingReader::RecordingReader(std::unique_ptr<Tables> tables) : m_tables(std::move(tables)) {}
RecordingReader::~RecordingReader() = default;

Result<std::unique_ptr<RecordingReader>> RecordingReader::open(const std::string& path) {
    auto database = recording::open(path);
    if (!database) return database.error();
    try {
        auto tables = std::make_unique<Tables>(Rows(std::move(database.value()), path));
        std::unique_ptr<RecordingReader> reader(new RecordingReader(std::move(tables)));
        reader->m_header = reader->m_tables->rows.header();
        return reader;
    } catch (const Damage& damage) {
        return damage.error;
    }
}

Result<Footer> RecordingReader::footer() const {
    Footer footer;
    if (auto error = consistently(m_tables->rows.database(), [&] { footer = m_tables->footer(); })) return *error;
    return footer;
}

Result<std::vector<MemoryTrace::FrameStamp>> RecordingReader::frames() const {
    std::vector<MemoryTrace::FrameStamp> stamps;
    if (auto error = consistently(m_tables->rows.database(), [&] { stamps = m_tables->frames(); })) return *error;
    return stamps;
}

Result<Frame> RecordingReader::seek(std::uint64_t number) const {
    Frame state;
    if (auto error = consistently(m_tables->rows.database(), [&] { state = m_tables->stateAt(number); })) return *error;
    return state;
}

std::optional<Error> RecordingReader::replay(TraceSink& sink, const std::function<bool()>& keepGoing) const {
    m_tables->guard = {};
    return consistently(m_tables->rows.database(), [&] {
        sink.begin(m_header);
        const std::int64_t all = std::numeric_limits<std::int64_t>::max();
        if (m_tables->pass(std::numeric_limits<std::int64_t>::min(), all, sink, keepGoing)) sink.end(m_tables->footer());
    });
}

std::optional<Error> RecordingReader::replayFrom(std::uint64_t number, TraceSink& sink,
                                                 const std::function<bool()>& keepGoing) const {
    m_tables->guard = {};
    return consistently(m_tables->rows.database(), [&] {
        const Frame state = m_tables->stateAt(number);
        const std::int64_t position = m_tables->positionOf(state.number);
        sink.begin(m_header);
        m_tables->passDeclarations(position, sink);
        if (keepGoing && !keepGoing()) return;
        m_tables->passFrame(state, sink);
        const std::int64_t all = std::numeric_limits<std::int64_t>::max();
        if (m_tables->pass(position + 1, all, sink, keepGoing)) sink.end(m_tables->footer());
    });
}

}  // namespace headroom::trace
