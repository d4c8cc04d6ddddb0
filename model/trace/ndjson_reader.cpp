#include "model/trace/ndjson_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/trace/json_fields.h"
#include "model/trace/sketch_codec.h"

namespace headroom::trace {
namespace {

using nlohmann::json;

void require(const std::string& wrong) {
    if (!wrong.empty()) throw BadField{wrong};
}

void requirePairs(const json& numbers, const char* what) {
    if (numbers.size() % 2 != 0) throw BadField{fmt::format("{}: expected pairs", what)};
}

std::pair<SeriesIndex, LatencySketch> sketchOf(const json& object) {
    const Fields fields(object);
    const json& numbers = fields.array("buckets");
    requirePairs(numbers, "buckets");
    SketchBuckets buckets;
    for (std::size_t i = 0; i < numbers.size(); i += 2)
        buckets.emplace_back(indexOf(numbers[i], "bucket"), naturalOf(numbers[i + 1], "count"));
    auto sketch = checkedSketch(buckets, fields.real("sum"), fields.integer("min"), fields.integer("max"));
    if (!sketch) throw BadField{"buckets contradict themselves or min and max"};
    return {SeriesIndex{fields.index("series")}, std::move(*sketch)};
}

Element elementOf(const Fields& fields) {
    return {ElementIndex{fields.index("index")}, fields.text("id"), fields.text("kind"), fields.text("name"),
            fields.text("parent")};
}

Series seriesOf(const Fields& fields) {
    return {SeriesIndex{fields.index("index")}, ElementIndex{fields.index("element")}, fields.text("name"), fields.text("unit"),
            seriesKindOf(fields.text("kind"))};
}

}  // namespace

/// One parsed line.
struct NdjsonReader::Line {
    explicit Line(const json& object) : fields(object), type(fields.text("type")) {}
    Fields fields;
    std::string type;
};

void NdjsonReader::fail(Error::Kind kind, const std::string& message) {
    m_error = Error{kind, fmt::format("line {}: {}", m_line, message), false};
    m_pending.clear();
}

void NdjsonReader::feed(std::string_view bytes) {
    while (!bytes.empty() && !m_error) {
        const std::size_t newline = bytes.find('\n');
        const std::string_view piece = bytes.substr(0, newline);
        if (m_pending.size() + piece.size() > maxLineBytes) return fail(Error::Kind::Malformed, "the line is too long");
        if (newline == std::string_view::npos) {
            m_pending.append(piece);
            return;
        }
        bytes.remove_prefix(newline + 1);
        if (m_pending.empty()) {
            takeLine(piece);
        } else {
            m_pending.append(piece);
            takeLine(m_pending);
            m_pending.clear();
        }
        if (!m_error) ++m_line;
    }
}

void NdjsonReader::finish() {
    if (!m_error && !m_pending.empty()) {
        const std::string last = std::move(m_pending);
        m_pending.clear();
        takeLine(last);
        if (m_error) m_error->message += "; the stream ends here without a line end";
    }
    if (!m_begun || m_ended) return;
    m_ended = true;
    Footer footer;
    footer.outcome = "interrupted";
    footer.end = m_lastTime;
    m_sink.end(footer);
}

void NdjsonReader::takeLine(std::string_view text) {
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) return;
    if (nestingDepth(text) > maxDepth) return fail(Error::Kind::Malformed, "nested too deeply");
    const json parsed = json::parse(text, nullptr, false);
    if (parsed.is_discarded()) return fail(m_begun ? Error::Kind::Malformed : Error::Kind::NotATrace, "no whole JSON object");
    try {
        interpret(Line(parsed));
    } catch (const BadField& bad) {
        fail(m_begun ? Error::Kind::Malformed : Error::Kind::NotATrace, bad.message);
    }
}

void NdjsonReader::interpret(const Line& line) {
    if (line.type == "header") return readHeader(line);
    if (!m_begun) throw BadField{"a trace begins with a header"};
    if (m_ended) throw BadField{"something follows the end"};
    if (line.type == "frame") return readFrame(line);
    if (line.type == "event") return readEvent(line);
    if (line.type == "span") return readSpan(line);
    if (line.type == "end") return readEnd(line);
    if (line.type == "element") {
        const Element element = elementOf(line.fields);
        require(m_guard.element(element));
        m_sink.declare(element);
    } else if (line.type == "series") {
        const Series series = seriesOf(line.fields);
        require(m_guard.series(series));
        m_sink.declare(series);
    }
}

void NdjsonReader::readHeader(const Line& line) {
    if (m_begun) throw BadField{"a second header"};
    const Fields& fields = line.fields;
    if (const auto refused = checkSchema(fields.text("schema"))) return fail(refused->kind, refused->message);
    Header header;
    header.scenario = fields.text("scenario");
    header.runtime = fields.text("runtime");
    header.seed = fields.naturalOrZero("seed");
    header.frameInterval.ns = fields.integerOrZero("frameIntervalNs");
    header.duration.ns = fields.integerOrZero("durationNs");
    header.warmup.ns = fields.integerOrZero("warmupNs");
    header.scenarioPath = fields.text("scenarioPath");
    header.scenarioText = fields.text("scenarioText");
    for (const auto& entry : fields.object("settings").items()) {
        if (!entry.value().is_string()) throw BadField{"settings: expected texts"};
        header.settings[entry.key()] = entry.value().get<std::string>();
    }
    m_begun = true;
    m_sink.begin(header);
}

void NdjsonReader::readFrame(const Line& line) {
    m_frame.number = line.fields.natural("number");
    m_frame.time.ns = line.fields.integer("timeNs");
    m_frame.values.clear();
    m_frame.sketches.clear();
    const json& numbers = line.fields.array("values");
    requirePairs(numbers, "values");
    for (std::size_t i = 0; i < numbers.size(); i += 2)
        m_frame.values.emplace_back(SeriesIndex{indexOf(numbers[i], "values")}, realOf(numbers[i + 1], "values"));
    for (const json& entry : line.fields.array("sketches")) m_frame.sketches.push_back(sketchOf(entry));
    require(m_guard.frame(m_frame));
    noteTime(m_frame.time);
    m_sink.frame(m_frame);
}

void NdjsonReader::readEvent(const Line& line) {
    const Fields& fields = line.fields;
    Event event;
    event.time.ns = fields.integer("timeNs");
    event.sequence = fields.naturalOrZero("sequence");
    event.kind = fields.text("kind");
    event.element = fields.text("element");
    if (fields.has("severity")) event.severity = fields.text("severity");
    event.summary = fields.text("summary");
    event.reason = reasonOf(fields.object("reason"));
    require(m_guard.time(event.time));
    noteTime(event.time);
    m_sink.event(event);
}

void NdjsonReader::readSpan(const Line& line) {
    const Fields& fields = line.fields;
    Span span{fields.identifier("trace"),       fields.identifier("span"), fields.identifier("parent"),
              fields.text("element"),           fields.text("operation"),  Instant{fields.integer("beginNs")},
              Instant{fields.integer("endNs")}, fields.flag("failed")};
    require(m_guard.time(span.begin));
    require(m_guard.time(span.end));
    m_sink.span(span);
}

void NdjsonReader::readEnd(const Line& line) {
    const Fields& fields = line.fields;
    Footer footer{fields.text("outcome"),           Instant{fields.integer("endNs")},     fields.identifier("fingerprint"),
                  fields.realOrZero("wallSeconds"), fields.naturalOrZero("kernelEvents"), fields.naturalOrZero("droppedFrames")};
    require(m_guard.time(footer.end));
    m_ended = true;
    m_sink.end(footer);
}

void NdjsonReader::noteTime(Instant time) {
    m_lastTime = std::max(m_lastTime, time);
}

}  // namespace headroom::trace
