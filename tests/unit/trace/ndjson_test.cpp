// The writer and the reader of trace lines, together.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdio>

#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"
#include "model/trace/ndjson_writer.h"
#include "tests/unit/trace/trace_samples.h"

namespace headroom::trace {
namespace {

std::string rewritten(const std::string& text, std::size_t piece) {
    return samples::lines([&](TraceSink& sink) {
        NdjsonReader reader(sink);
        for (std::size_t at = 0; at < text.size(); at += piece) reader.feed(std::string_view(text).substr(at, piece));
        reader.finish();
        EXPECT_FALSE(reader.error()) << reader.error()->message;
    });
}

/// The error after a header and these lines; its message.
std::string errorOf(const std::string& text) {
    MemoryTrace trace;
    NdjsonReader reader(trace);
    reader.feed(text);
    reader.finish();
    return reader.error() ? reader.error()->message : std::string();
}

const std::string headerLine = "{\"type\":\"header\",\"schema\":\"1.0\",\"scenario\":\"s\"}\n";
const std::string declarations =
    "{\"type\":\"element\",\"index\":0,\"id\":\"service/a\"}\n"
    "{\"type\":\"series\",\"index\":0,\"element\":0,\"name\":\"n\",\"kind\":\"gauge\"}\n"
    "{\"type\":\"series\",\"index\":1,\"element\":0,\"name\":\"l\",\"kind\":\"latency\"}\n";

TEST(NdjsonWriter, WritesOneCompactObjectALine) {
    const std::string text = samples::lines([](TraceSink& sink) { samples::everything(sink); });
    EXPECT_NE(text.find("{\"type\":\"frame\",\"number\":0,\"timeNs\":1000000000,\"values\":[0,12,1,0.1],"
                        "\"sketches\":[{\"series\":2,\"sum\":9880246911,\"min\":1234567,\"max\":9876543210,\"buckets\":["),
              std::string::npos)
        << text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 9);
}

TEST(NdjsonWriter, WritesSeriesInOrderWhateverTheFramesOrder) {
    const auto frameLine = [](std::vector<std::pair<SeriesIndex, double>> values) {
        return samples::lines([&](TraceSink& sink) { sink.frame(Frame{1, Instant{2}, values, {}}); });
    };
    EXPECT_EQ(frameLine({{SeriesIndex{1}, 5}, {SeriesIndex{0}, 4}}), frameLine({{SeriesIndex{0}, 4}, {SeriesIndex{1}, 5}}));
    EXPECT_THROW(frameLine({{SeriesIndex{1}, 5}, {SeriesIndex{1}, 4}}), std::logic_error);
}

TEST(NdjsonWriter, ReplacesInvalidUtf8) {
    const std::string text = samples::lines([](TraceSink& sink) {
        sink.declare(Element{ElementIndex{0}, "a\xFF\xC3(\xED\xA0\x80", "", "", ""});
    });
    EXPECT_NE(text.find("\"a\xEF\xBF\xBD\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""), std::string::npos) << text;
}

TEST(NdjsonWriter, KeepsTheErrorOfAFullDisk) {
    std::FILE* full = std::fopen("/dev/full", "w");
    ASSERT_NE(full, nullptr);
    FileSink bytes(full);
    NdjsonWriter writer(bytes);
    samples::everything(writer);
    std::fclose(full);
    ASSERT_TRUE(writer.error());
    EXPECT_EQ(writer.error()->kind, Error::Kind::OutOfSpace);
}

TEST(NdjsonReader, ReadsBackEveryFieldOfEveryType) {
    const std::string text = samples::lines([](TraceSink& sink) { samples::everything(sink); });
    MemoryTrace trace;
    NdjsonReader reader(trace);
    reader.feed(text);
    reader.finish();
    ASSERT_FALSE(reader.error()) << reader.error()->message;
    EXPECT_EQ(trace.header().seed, 18446744073709551615ULL);
    EXPECT_EQ(trace.header().scenarioText, samples::header().scenarioText);
    EXPECT_EQ(trace.header().settings, samples::header().settings);
    ASSERT_EQ(trace.events().size(), 1U);
    EXPECT_EQ(std::get<std::string>(trace.events()[0].reason.inputs[2].value), "cpu");
    EXPECT_EQ(std::get<double>(trace.events()[0].reason.inputs[1].value), 0.83);
    ASSERT_EQ(trace.spans().size(), 1U);
    EXPECT_EQ(trace.spans()[0].trace, 0xABCDEF0123456789ULL);
    EXPECT_TRUE(trace.spans()[0].failed);
    EXPECT_EQ(trace.footer()->fingerprint, 0xFEDCBA9876543210ULL);
    EXPECT_EQ(trace.column(SeriesIndex{1}), std::vector<double>{0.1});
    EXPECT_EQ(trace.merged(SeriesIndex{2}, 0, 1).count(), 4U);
}

RC_GTEST_PROP(Ndjson, WriterReaderWriterGivesEqualBytes, (std::uint64_t seed)) {
    const auto steps = *rc::gen::inRange(0, 60);
    const auto piece = *rc::gen::inRange<std::size_t>(1, 300);
    const std::string text = samples::lines([&](TraceSink& sink) { samples::RandomTrace(seed).writeTo(sink, steps); });
    RC_ASSERT(rewritten(text, piece) == text);
}

RC_GTEST_PROP(NdjsonReader, DamagedBytesNeverCrashAndKeepTheTracesPromises, (std::uint64_t seed)) {
    std::string text = samples::lines([&](TraceSink& sink) { samples::RandomTrace(seed).writeTo(sink, 12); });
    const auto hits = *rc::gen::inRange(1, 8);
    for (int i = 0; i < hits; ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        text[at] = *rc::gen::element('"', '{', '}', '[', ']', ',', ':', '0', '9', '-', 'e', '\n', '\\', '\0', '\xFF');
    }
    text.resize(*rc::gen::inRange<std::size_t>(0, text.size() + 1));
    // What comes through must read back as a whole trace.
    const std::string survived = samples::lines([&](TraceSink& sink) {
        NdjsonReader reader(sink);
        reader.feed(text);
        reader.finish();
        if (reader.error()) RC_ASSERT(reader.error()->message.starts_with("line "));
    });
    if (!survived.empty()) RC_ASSERT(rewritten(survived, 4096) == survived);
}

TEST(NdjsonReader, NamesTheLineOfTheFirstError) {
    EXPECT_EQ(errorOf(headerLine + "{\"type\":\"frame\",\n"), "line 2: no whole JSON object");
    EXPECT_EQ(errorOf(headerLine + declarations + "{\"type\":\"frame\",\"number\":\"1\"}\n"),
              "line 5: number: expected a natural number");
    EXPECT_EQ(errorOf(headerLine + "{\"type\":\"end\"}\n"), "line 2: endNs is missing");
    EXPECT_EQ(errorOf(headerLine + "[1,2]\n"), "line 2: expected a JSON object");
}

TEST(NdjsonReader, RefusesADeepLine) {
    EXPECT_EQ(errorOf(headerLine + std::string(100'000, '[') + "\n"), "line 2: nested too deeply");
}

TEST(NdjsonReader, RefusesAnEndlessLine) {
    MemoryTrace trace;
    NdjsonReader reader(trace);
    const std::string piece(std::size_t{1} << 20U, ' ');
    for (int i = 0; i < 70 && !reader.error(); ++i) reader.feed(piece);
    ASSERT_TRUE(reader.error());
    EXPECT_EQ(reader.error()->message, "line 1: the line is too long");
}

TEST(NdjsonReader, RefusesALargerMajorAndTakesALargerMinor) {
    EXPECT_EQ(errorOf("{\"type\":\"header\",\"schema\":\"2.0\"}\n"),
              "line 1: the trace has schema 2.0, this program reads up to 1.x");
    EXPECT_EQ(errorOf("{\"type\":\"header\",\"schema\":\"1.7\",\"weather\":[{}]}\n{\"type\":\"omen\",\"x\":[[]]}\n"), "");
    EXPECT_NE(errorOf("{\"type\":\"header\",\"schema\":\"one\"}\n"), "");
    EXPECT_NE(errorOf("{\"type\":\"header\"}\n"), "");
}

TEST(NdjsonReader, RefusesWhatBreaksAPromise) {
    const std::string start = headerLine + declarations;
    const std::string frame5 = "{\"type\":\"frame\",\"number\":5,\"timeNs\":9,\"values\":[0,1]}\n";
    EXPECT_EQ(errorOf(start + frame5 + frame5), "line 6: frame 5 follows frame 5");
    EXPECT_EQ(errorOf(start + frame5 + "{\"type\":\"frame\",\"number\":6,\"timeNs\":8}\n"), "line 6: frame 6 goes back in time");
    EXPECT_EQ(errorOf(start + "{\"type\":\"frame\",\"number\":1,\"timeNs\":9,\"values\":[4,1]}\n"),
              "line 5: series 4 is not declared");
    EXPECT_EQ(errorOf(start + "{\"type\":\"frame\",\"number\":1,\"timeNs\":9,\"values\":[1,1]}\n"),
              "line 5: series 1 has sketches, not values");
    EXPECT_EQ(errorOf(start + "{\"type\":\"frame\",\"number\":1,\"timeNs\":9,\"values\":[0]}\n"),
              "line 5: values: expected pairs");
    EXPECT_EQ(errorOf(start + "{\"type\":\"element\",\"index\":0,\"id\":\"x\"}\n"), "line 5: element 0 is declared twice");
    EXPECT_EQ(errorOf(start + "{\"type\":\"element\",\"index\":4294967290,\"id\":\"x\"}\n"),
              "line 5: element index 4294967290 is too large");
    EXPECT_EQ(errorOf(start + "{\"type\":\"series\",\"index\":7,\"element\":3,\"kind\":\"gauge\"}\n"),
              "line 5: series 7 is of element 3, which is not declared");
    EXPECT_EQ(errorOf(start + "{\"type\":\"frame\",\"number\":1,\"timeNs\":9,\"sketches\":[{\"series\":1,\"sum\":1,\"min\":0,"
                              "\"max\":9000000000000,\"buckets\":[3,1]}]}\n"),
              "line 5: buckets contradict themselves or min and max");
    EXPECT_EQ(errorOf(headerLine + headerLine), "line 2: a second header");
    EXPECT_EQ(errorOf(declarations), "line 1: a trace begins with a header");
}

TEST(NdjsonReader, EndsAnInterruptedTraceAtItsLastTime) {
    MemoryTrace trace;
    NdjsonReader reader(trace);
    reader.feed(headerLine + declarations + "{\"type\":\"frame\",\"number\":5,\"timeNs\":9}\n{\"type\":\"fra");
    reader.finish();
    ASSERT_TRUE(reader.error());
    EXPECT_EQ(reader.error()->message, "line 6: no whole JSON object; the stream ends here without a line end");
    ASSERT_TRUE(trace.footer());
    EXPECT_EQ(trace.footer()->outcome, "interrupted");
    EXPECT_EQ(trace.footer()->end.ns, 9);
}

TEST(NdjsonReader, TakesAWholeLastLineWithoutItsLineEnd) {
    EXPECT_EQ(errorOf(headerLine + "{\"type\":\"end\",\"outcome\":\"stopped\",\"endNs\":4}"), "");
}

TEST(NdjsonReader, TellsWhatIsNoTrace) {
    MemoryTrace trace;
    NdjsonReader reader(trace);
    reader.feed("name: x\n");
    ASSERT_TRUE(reader.error());
    EXPECT_EQ(reader.error()->kind, Error::Kind::NotATrace);
}

}  // namespace
}  // namespace headroom::trace
