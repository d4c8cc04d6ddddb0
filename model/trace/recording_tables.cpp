#include "model/trace/recording_tables.h"

#include <fmt/format.h>

#include <charconv>

#include "model/trace/json_fields.h"
#include "model/trace/sketch_codec.h"

namespace headroom::trace::recording {
namespace {

constexpr std::string_view settingPrefix = "setting.";

template <class Number>
Number numberIn(const std::string& text) {
    Number value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void setEntry(Header& header, const std::string& key, const std::string& value) {
    if (key == "scenario") header.scenario = value;
    if (key == "runtime") header.runtime = value;
    if (key == "seed") header.seed = numberIn<std::uint64_t>(value);
    if (key == "frame_interval_ns") header.frameInterval.ns = numberIn<std::int64_t>(value);
    if (key == "duration_ns") header.duration.ns = numberIn<std::int64_t>(value);
    if (key == "warmup_ns") header.warmup.ns = numberIn<std::int64_t>(value);
    if (key == "scenario_text") header.scenarioText = value;
    if (key == "scenario_path") header.scenarioPath = value;
    if (key.starts_with(settingPrefix)) header.settings[key.substr(settingPrefix.size())] = value;
}

}  // namespace

// Numbers as in Entry::Kind.
const char* const Rows::timeline =
    "SELECT * FROM (SELECT position, 0, element FROM element UNION ALL SELECT position, 1, series FROM series"
    " UNION ALL SELECT position, 2, number FROM frame UNION ALL SELECT position, 3, position FROM event"
    " UNION ALL SELECT position, 4, position FROM span) WHERE position BETWEEN ?1 AND ?2 ORDER BY 1, 2, 3";

Rows::Rows(Database database, std::string path) : m_database(std::move(database)), m_path(std::move(path)) {
    m_element = prepare("SELECT element, id, kind, name, parent FROM element WHERE element=?");
    m_series = prepare("SELECT series, element, name, unit, kind FROM series WHERE series=?");
    m_frame = prepare("SELECT number, time_ns FROM frame WHERE number=?");
    m_samples = prepare("SELECT series, value FROM sample WHERE frame=? ORDER BY series");
    m_sketches = prepare("SELECT series, count, sum, min, max, buckets FROM sketch WHERE frame=? ORDER BY series");
    m_event = prepare("SELECT time_ns, sequence, kind, element, severity, summary, reason FROM event WHERE position=?");
    m_span = prepare("SELECT trace, span, parent, element, operation, begin_ns, end_ns, failed FROM span WHERE position=?");
}

Statement Rows::prepare(const char* sql) {
    Statement statement(m_database, sql);
    if (!statement.ready()) throw Damage{m_database.lastError()};
    return statement;
}

bool Rows::nextRow(Statement& statement) {
    const int code = statement.step();
    if (code != SQLITE_ROW && code != SQLITE_DONE) throw Damage{m_database.lastError()};
    return code == SQLITE_ROW;
}

void Rows::damaged(const std::string& what) const {
    throw Damage{{Error::Kind::Malformed, fmt::format("{}: {}", m_path, what), false}};
}

Statement& Rows::rowOf(Statement& statement, std::int64_t key, const char* what) {
    statement.reset();
    statement.bind(1, key);
    if (!nextRow(statement)) damaged(fmt::format("{} {} is missing", what, key));
    return statement;
}

SeriesIndex Rows::seriesIndex(const Statement& row, int column) const {
    const std::int64_t value = row.integer(column);
    if (value < 0 || value >= std::int64_t{SeriesIndex{}.value}) damaged(fmt::format("{} is no index", value));
    return {static_cast<std::uint32_t>(value)};
}

Header Rows::header() {
    Header header;
    Statement rows = prepare("SELECT key, value FROM meta");
    while (nextRow(rows)) setEntry(header, rows.text(0), rows.text(1));
    return header;
}

Element Rows::element(std::int64_t key) {
    const Statement& row = rowOf(m_element, key, "element");
    return {ElementIndex{seriesIndex(row, 0).value}, row.text(1), row.text(2), row.text(3), row.text(4)};
}

Series Rows::series(std::int64_t key) {
    const Statement& row = rowOf(m_series, key, "series");
    try {
        return {seriesIndex(row, 0), ElementIndex{seriesIndex(row, 1).value}, row.text(2), row.text(3),
                seriesKindOf(row.text(4))};
    } catch (const BadField& bad) {
        damaged(bad.message);
    }
}

std::pair<SeriesIndex, LatencySketch> Rows::sketch(const Statement& row) const {
    const PackedSketch packed{row.natural(1), row.real(2), row.integer(3), row.integer(4), row.text(5)};
    auto sketch = unpack(packed);
    if (!sketch || sketch->count() != packed.count) damaged(fmt::format("a sketch of series {} is damaged", row.integer(0)));
    return {seriesIndex(row, 0), std::move(*sketch)};
}

Frame Rows::frame(std::int64_t number) {
    const Statement& row = rowOf(m_frame, number, "frame");
    Frame frame{row.natural(0), Instant{row.integer(1)}, {}, {}};
    m_samples.reset();
    m_samples.bind(1, number);
    while (nextRow(m_samples)) frame.values.emplace_back(seriesIndex(m_samples, 0), m_samples.real(1));
    m_sketches.reset();
    m_sketches.bind(1, number);
    while (nextRow(m_sketches)) frame.sketches.push_back(sketch(m_sketches));
    return frame;
}

Event Rows::event(std::int64_t position) {
    const Statement& row = rowOf(m_event, position, "event");
    Event event{Instant{row.integer(0)}, row.natural(1), row.text(2), row.text(3), row.text(4), row.text(5), {}};
    const std::string reason = row.text(6);
    if (nestingDepth(reason) > 8) damaged("a reason is nested too deeply");
    const auto parsed = nlohmann::json::parse(reason, nullptr, false);
    try {
        event.reason = reasonOf(parsed);
    } catch (const BadField& bad) {
        damaged(fmt::format("the reason of event {}: {}", position, bad.message));
    }
    return event;
}

Span Rows::span(std::int64_t position) {
    const Statement& row = rowOf(m_span, position, "span");
    return {row.natural(0), row.natural(1),          row.natural(2),          row.text(3),
            row.text(4),    Instant{row.integer(5)}, Instant{row.integer(6)}, row.integer(7) != 0};
}

}  // namespace headroom::trace::recording
