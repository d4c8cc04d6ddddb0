#include "model/trace/fingerprint.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <functional>
#include <set>

#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"
#include "tests/unit/trace/trace_samples.h"

namespace headroom::trace {
namespace {

template <class Produce>
std::uint64_t of(Produce produce) {
    Fingerprint fingerprint;
    produce(fingerprint);
    return fingerprint.value();
}

TEST(Fingerprint, IsThisNumberOnEveryPlatform) {
    EXPECT_EQ(of([](TraceSink& sink) { samples::everything(sink); }), 2660809718879577618ULL);
}

TEST(Fingerprint, ChangesWithEverythingThatCounts) {
    std::set<std::uint64_t> seen;
    const auto distinct = [&](const std::function<void(Frame&, Event&)>& change) {
        Frame frame{7, Instant{3}, {{SeriesIndex{0}, 1.5}}, {{SeriesIndex{2}, {}}}};
        frame.sketches[0].second.add(77);
        Event event = samples::event(4);
        change(frame, event);
        return seen
            .insert(of([&](TraceSink& sink) {
                sink.frame(frame);
                sink.event(event);
            }))
            .second;
    };
    EXPECT_TRUE(distinct([](Frame&, Event&) {}));
    EXPECT_TRUE(distinct([](Frame& f, Event&) { f.number = 8; }));
    EXPECT_TRUE(distinct([](Frame& f, Event&) { f.time.ns = 4; }));
    EXPECT_TRUE(distinct([](Frame& f, Event&) { f.values[0].second = std::nextafter(1.5, 2); }));
    EXPECT_TRUE(distinct([](Frame& f, Event&) { f.values[0].first.value = 1; }));
    EXPECT_TRUE(distinct([](Frame& f, Event&) { f.values.clear(); }));
    EXPECT_TRUE(distinct([](Frame& f, Event&) { f.sketches[0].second.add(77); }));
    EXPECT_TRUE(distinct([](Frame&, Event& e) { e.time.ns = 5; }));
    EXPECT_TRUE(distinct([](Frame&, Event& e) { e.kind += "x"; }));
    EXPECT_TRUE(distinct([](Frame&, Event& e) { e.element += "x"; }));
    EXPECT_TRUE(distinct([](Frame&, Event& e) { e.severity = "error"; }));
    EXPECT_TRUE(distinct([](Frame&, Event& e) { e.reason.rule += "x"; }));
    EXPECT_TRUE(distinct([](Frame&, Event& e) { e.reason.result += "x"; }));
    EXPECT_TRUE(distinct([](Frame&, Event& e) { e.reason.inputs[0].value = 5.0; }));
    EXPECT_TRUE(distinct([](Frame&, Event& e) { e.reason.inputs.pop_back(); }));
}

TEST(Fingerprint, IgnoresWordingSpansHeaderAndWallTime) {
    const auto run = [](const std::string& word, double wall) {
        return of([&](TraceSink& sink) {
            Header header = samples::header();
            header.scenarioPath = word;
            sink.begin(header);
            Event event = samples::event(4);
            event.summary = event.reason.sentence = word;
            sink.event(event);
            Span span;
            span.operation = word;
            sink.span(span);
            Footer footer;
            footer.wallSeconds = wall;
            sink.end(footer);
        });
    };
    EXPECT_EQ(run("a", 1), run("b", 2));
}

TEST(Fingerprint, DependsOnOrder) {
    const Event a = samples::event(1);
    const Event b = samples::event(2);
    const auto both = [](const Event& first, const Event& second) {
        return of([&](TraceSink& sink) {
            sink.event(first);
            sink.event(second);
        });
    };
    EXPECT_NE(both(a, b), both(b, a));
}

TEST(Fingerprint, PassesEverythingOnAndFillsInTheFooter) {
    MemoryTrace trace;
    Fingerprint fingerprint(&trace);
    fingerprint.begin(samples::header());
    samples::declareService(fingerprint);
    fingerprint.end(Footer{});
    EXPECT_EQ(trace.series().size(), 3U);
    EXPECT_EQ(trace.footer()->fingerprint, fingerprint.value());
}

RC_GTEST_PROP(Fingerprint, IsTheSameAfterTheStream, (std::uint64_t seed)) {
    const auto produce = [&](TraceSink& sink) { samples::RandomTrace(seed).writeTo(sink, 40); };
    Fingerprint read;
    NdjsonReader reader(read);
    reader.feed(samples::lines(produce));
    RC_ASSERT(!reader.error());
    RC_ASSERT(read.value() == of(produce));
}

}  // namespace
}  // namespace headroom::trace
