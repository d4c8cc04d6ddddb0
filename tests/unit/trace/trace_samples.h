#pragma once
// Traces to test with, and a way to compare them.

#include <bit>
#include <cstdint>
#include <iterator>
#include <limits>
#include <random>
#include <string>

#include "model/trace/byte_sink.h"
#include "model/trace/ndjson_writer.h"
#include "model/trace/trace.h"

namespace headroom::trace::samples {

inline Header header() {
    Header header;
    header.scenario = "transaction platform";
    header.runtime = "native";
    header.seed = 18446744073709551615ULL;
    header.frameInterval = model::Duration::seconds(1);
    header.duration = model::Duration::seconds(20);
    header.warmup = model::Duration::seconds(5);
    header.scenarioText = "name: \"x\"\n\ttopics:\\ é €\n";
    header.scenarioPath = "scenarios/x.yaml";
    header.settings = {{"seed", "7"}, {"topics.orders.config.'min.insync.replicas'", "1"}};
    return header;
}

inline Event event(std::int64_t ns) {
    Event event;
    event.time.ns = ns;
    event.sequence = 99;
    event.kind = "hpa.scaled";
    event.element = "service/transaction";
    event.severity = "warning";
    event.summary = "transaction 4 → 6";
    event.reason.rule = "hpa.scaleUp";
    event.reason.inputs = {{"replicas", 4.0, "1"}, {"utilisation", 0.83, "1"}, {"metric", std::string("cpu"), ""}};
    event.reason.result = "6 replicas";
    event.reason.sentence = "HPA 4 → 6: ceil(4 × 83 / 60) = 6";
    event.reason.source = "replica_calculator.go";
    return event;
}

inline Footer footer(std::int64_t ns) {
    Footer footer;
    footer.outcome = "completed";
    footer.end.ns = ns;
    footer.fingerprint = 0xFEDCBA9876543210ULL;
    footer.wallSeconds = 0.125;
    footer.kernelEvents = 123456;
    footer.droppedFrames = 0;
    return footer;
}

/// Declares service/transaction with series 0 requests (counter), 1 utilisation (gauge), 2 latency.
inline void declareService(TraceSink& sink) {
    sink.declare(Element{ElementIndex{0}, "service/transaction", "service", "transaction", ""});
    sink.declare(Series{SeriesIndex{0}, ElementIndex{0}, "requests", "1", SeriesKind::Counter});
    sink.declare(Series{SeriesIndex{1}, ElementIndex{0}, "utilisation", "1", SeriesKind::Gauge});
    sink.declare(Series{SeriesIndex{2}, ElementIndex{0}, "latency", "s", SeriesKind::Latency});
}

/// Every kind of line once, with values that are hard to write.
inline void everything(TraceSink& sink) {
    sink.begin(header());
    declareService(sink);
    Frame frame{0, Instant{1'000'000'000}, {{SeriesIndex{0}, 12}, {SeriesIndex{1}, 0.1}}, {}};
    frame.sketches.emplace_back(SeriesIndex{2}, LatencySketch{});
    frame.sketches.back().second.add(1'234'567, 3);
    frame.sketches.back().second.add(9'876'543'210);
    sink.frame(frame);
    sink.event(event(1'500'000'000));
    sink.span(Span{0xABCDEF0123456789ULL, 2, 0, "service/transaction", "POST /orders", {5}, {17}, true});
    sink.end(footer(2'000'000'000));
}

/// A trace of any shape, decided by the seed alone.
class RandomTrace {
public:
    explicit RandomTrace(std::uint64_t seed) : m_random(seed) {}

    void writeTo(TraceSink& sink, int steps) {
        sink.begin(header());
        declareElement(sink);
        declareSeries(sink);
        for (int i = 0; i < steps; ++i) step(sink);
        sink.end(footer(m_time + 1));
    }

private:
    std::uint64_t below(std::uint64_t limit) { return m_random() % limit; }

    void step(TraceSink& sink) {
        switch (below(8)) {
            case 0: return declareElement(sink);
            case 1: return declareSeries(sink);
            case 2: return sink.event(randomEvent());
            case 3:
                return sink.span(Span{m_random(), m_random(), m_random(), text(), text(), {m_time}, {m_time + 5}, below(2) == 0});
            default: return sink.frame(randomFrame());
        }
    }

    void declareElement(TraceSink& sink) {
        const auto index = m_elements++;
        sink.declare(Element{ElementIndex{index}, "kind/" + std::to_string(index), text(), text(), text()});
    }

    void declareSeries(TraceSink& sink) {
        const auto kind = static_cast<SeriesKind>(below(3));
        m_kinds.push_back(kind);
        sink.declare(Series{SeriesIndex{static_cast<std::uint32_t>(m_kinds.size() - 1)},
                            ElementIndex{static_cast<std::uint32_t>(below(m_elements))}, text(), text(), kind});
    }

    Event randomEvent() {
        Event made = event(m_time);
        made.sequence = m_random();
        made.summary = text();
        made.reason.sentence = text();
        made.reason.inputs.push_back({text(), value(), text()});
        made.reason.inputs.push_back({text(), text(), text()});
        return made;
    }

    Frame randomFrame() {
        m_time += static_cast<std::int64_t>(below(2'000'000'000));
        Frame frame{m_number, Instant{m_time}, {}, {}};
        m_number += 1 + below(3);
        for (std::uint32_t i = 0; i < m_kinds.size(); ++i) {
            if (below(3) == 0) continue;
            if (m_kinds[i] == SeriesKind::Latency)
                frame.sketches.emplace_back(SeriesIndex{i}, sketch());
            else
                frame.values.emplace_back(SeriesIndex{i}, value());
        }
        return frame;
    }

    LatencySketch sketch() {
        LatencySketch made;
        for (std::uint64_t i = below(20); i > 0; --i)
            made.add(static_cast<std::int64_t>(m_random() >> (1 + below(62))), 1 + below(1000));
        return made;
    }

    double value() {
        switch (below(6)) {
            case 0: return static_cast<double>(below(1'000'000));
            case 1: return -1.0 / static_cast<double>(1 + below(1000));
            case 2: return static_cast<double>(m_random()) * 1e30;
            case 3: return std::numeric_limits<double>::infinity();
            case 4: return std::numeric_limits<double>::quiet_NaN();
            default: return std::bit_cast<double>(m_random() & 0x7FE0FFFFFFFFFFFFULL);
        }
    }

    std::string text() {
        static const char* const pieces[] = {"a", "\"", "\\", "\n", "\t", "\x01", "é", "€", "😀", "/", " ", "7"};
        std::string made;
        for (std::uint64_t i = below(8); i > 0; --i) made += pieces[below(std::size(pieces))];
        return made;
    }

    std::mt19937_64 m_random;
    std::uint32_t m_elements = 0;
    std::vector<SeriesKind> m_kinds;
    std::uint64_t m_number = 0;
    std::int64_t m_time = 0;
};

/// The trace as lines.
template <class Produce>
std::string lines(Produce produce) {
    std::string text;
    StringSink bytes(text);
    NdjsonWriter writer(bytes);
    produce(writer);
    return text;
}

}  // namespace headroom::trace::samples
