#include "model/trace/ndjson_writer.h"

#include "model/trace/frame_order.h"
#include "model/trace/json_text.h"
#include "model/trace/reason_json.h"

namespace headroom::trace {

void NdjsonWriter::start(const char* type) {
    m_line = "{\"type\":\"";
    m_line += type;
    m_line += '"';
}

void NdjsonWriter::text(const char* name, const std::string& value) {
    m_line.append(",\"").append(name).append("\":");
    appendString(m_line, value);
}

void NdjsonWriter::identifier(const char* name, std::uint64_t value) {
    m_line.append(",\"").append(name).append("\":");
    appendHex(m_line, value);
}

template <class Number>
void NdjsonWriter::number(const char* name, Number value) {
    m_line.append(",\"").append(name).append("\":");
    appendNumber(m_line, value);
}

void NdjsonWriter::finishLine() {
    m_line += "}\n";
    if (!m_error) m_error = m_bytes.write(m_line);
}

void NdjsonWriter::settings(const Header& header) {
    m_line += ",\"settings\":{";
    const char* separator = "";
    for (const auto& [name, value] : header.settings) {
        m_line += separator;
        appendString(m_line, name);
        m_line += ':';
        appendString(m_line, value);
        separator = ",";
    }
    m_line += '}';
}

void NdjsonWriter::begin(const Header& header) {
    start("header");
    text("schema", std::to_string(schemaMajor) + "." + std::to_string(schemaMinor));
    text("scenario", header.scenario);
    text("runtime", header.runtime);
    number("seed", header.seed);
    number("frameIntervalNs", header.frameInterval.ns);
    number("durationNs", header.duration.ns);
    number("warmupNs", header.warmup.ns);
    text("scenarioPath", header.scenarioPath);
    settings(header);
    text("scenarioText", header.scenarioText);
    finishLine();
}

void NdjsonWriter::declare(const Element& element) {
    start("element");
    number("index", element.index.value);
    text("id", element.id);
    text("kind", element.kind);
    text("name", element.name);
    text("parent", element.parent);
    finishLine();
}

void NdjsonWriter::declare(const Series& series) {
    start("series");
    number("index", series.index.value);
    number("element", series.element.value);
    text("name", series.name);
    text("unit", series.unit);
    text("kind", toText(series.kind));
    finishLine();
}

void NdjsonWriter::sketch(const std::pair<SeriesIndex, LatencySketch>& entry) {
    m_line += "{\"series\":";
    appendNumber(m_line, entry.first.value);
    number("sum", entry.second.sum());
    number("min", entry.second.min());
    number("max", entry.second.max());
    m_line += ",\"buckets\":[";
    bool first = true;
    for (const auto& [bucket, count] : entry.second.buckets()) {
        if (!first) m_line += ',';
        first = false;
        appendNumber(m_line, bucket);
        m_line += ',';
        appendNumber(m_line, count);
    }
    m_line += "]}";
}

void NdjsonWriter::frame(const Frame& unordered) {
    const Frame& ordered = inSeriesOrder(unordered, m_scratch);
    start("frame");
    number("number", ordered.number);
    number("timeNs", ordered.time.ns);
    m_line += ",\"values\":[";
    for (std::size_t i = 0; i < ordered.values.size(); ++i) {
        if (i != 0) m_line += ',';
        appendNumber(m_line, ordered.values[i].first.value);
        m_line += ',';
        appendNumber(m_line, ordered.values[i].second);
    }
    m_line += "],\"sketches\":[";
    for (std::size_t i = 0; i < ordered.sketches.size(); ++i) {
        if (i != 0) m_line += ',';
        sketch(ordered.sketches[i]);
    }
    m_line += ']';
    finishLine();
}

void NdjsonWriter::event(const Event& event) {
    start("event");
    number("timeNs", event.time.ns);
    number("sequence", event.sequence);
    text("kind", event.kind);
    text("element", event.element);
    text("severity", event.severity);
    text("summary", event.summary);
    m_line += ",\"reason\":";
    appendReason(m_line, event.reason);
    finishLine();
}

void NdjsonWriter::span(const Span& span) {
    start("span");
    identifier("trace", span.trace);
    identifier("span", span.span);
    identifier("parent", span.parent);
    text("element", span.element);
    text("operation", span.operation);
    number("beginNs", span.begin.ns);
    number("endNs", span.end.ns);
    m_line += span.failed ? ",\"failed\":true" : ",\"failed\":false";
    finishLine();
}

void NdjsonWriter::end(const Footer& footer) {
    start("end");
    text("outcome", footer.outcome);
    number("endNs", footer.end.ns);
    identifier("fingerprint", footer.fingerprint);
    number("wallSeconds", footer.wallSeconds);
    number("kernelEvents", footer.kernelEvents);
    number("droppedFrames", footer.droppedFrames);
    finishLine();
}

}  // namespace headroom::trace
