#include "app/stream/viewer_stream.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <thread>

#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"

namespace headroom::stream {
namespace {

constexpr int frames = 5000;

trace::Frame frameOf(int number) {
    trace::Frame frame{static_cast<std::uint64_t>(number), {number * 1'000'000LL}, {{{0}, number + 1.0}}, {}};
    frame.sketches.emplace_back(trace::SeriesIndex{1}, trace::LatencySketch());
    frame.sketches.back().second.add(1000 + number);
    return frame;
}

/// A pipe whose reader reads nothing before everything but the end has been written.
class LateReader : public testing::Test {
protected:
    LateReader() { EXPECT_EQ(pipe(m_ends.data()), 0); }
    ~LateReader() override {
        close(m_ends[0]);
        if (m_ends[1] >= 0) close(m_ends[1]);
    }

    void declare(trace::TraceSink& sink) {
        sink.begin({});
        sink.declare(trace::Element{{0}, "service/a", "service", "a", ""});
        sink.declare(trace::Series{{0}, {0}, "completed", "requests", trace::SeriesKind::Counter});
        sink.declare(trace::Series{{1}, {0}, "latency", "s", trace::SeriesKind::Latency});
    }

    /// Everything in the pipe until its end, as a trace.
    trace::MemoryTrace readAll() {
        trace::MemoryTrace trace;
        trace::NdjsonReader reader(trace);
        std::array<char, 65536> bytes{};
        for (ssize_t count = 0; (count = read(m_ends[0], bytes.data(), bytes.size())) > 0;)
            reader.feed({bytes.data(), static_cast<std::size_t>(count)});
        reader.finish();
        EXPECT_FALSE(reader.error().has_value()) << reader.error()->message;
        return trace;
    }

    std::array<int, 2> m_ends{};
};

TEST_F(LateReader, MissesFramesButNoAmountsAndNoEvents) {
    ViewerStream stream(m_ends[1], 4096);
    declare(stream);
    for (int i = 0; i < frames; ++i) {
        stream.frame(frameOf(i));
        if (i % 1000 == 0) {
            trace::Event event;
            event.kind = "pod.ready";
            event.time = {i * 1'000'000LL};
            stream.event(event);
        }
    }
    trace::MemoryTrace trace;
    std::thread reader([&] { trace = readAll(); });
    stream.end({"completed", {frames * 1'000'000LL}, 1, 0, 0, 0});
    close(m_ends[1]);
    m_ends[1] = -1;
    reader.join();
    ASSERT_FALSE(stream.isBroken());
    EXPECT_LT(trace.frames().size(), static_cast<std::size_t>(frames));
    EXPECT_EQ(trace.frames().back().number, static_cast<std::uint64_t>(frames - 1));
    EXPECT_EQ(trace.frames().size() + trace.footer()->droppedFrames, static_cast<std::size_t>(frames));
    EXPECT_EQ(trace.column({0}).back(), frames);
    EXPECT_EQ(trace.merged({1}, 0, trace.frames().size()).count(), static_cast<std::uint64_t>(frames));
    EXPECT_EQ(trace.events().size(), 5U);
}

TEST_F(LateReader, ThatIsNotLateGetsEveryFrame) {
    ViewerStream stream(m_ends[1]);
    declare(stream);
    for (int i = 0; i < 100; ++i) stream.frame(frameOf(i));
    stream.end({"completed", {100'000'000}, 1, 0, 0, 0});
    close(m_ends[1]);
    m_ends[1] = -1;
    const trace::MemoryTrace trace = readAll();
    EXPECT_EQ(trace.frames().size(), 100U);
    EXPECT_EQ(trace.footer()->droppedFrames, 0U);
}

TEST_F(LateReader, ThatWentAwayBreaksTheStream) {
    std::signal(SIGPIPE, SIG_IGN);
    ViewerStream stream(m_ends[1]);
    close(m_ends[0]);
    declare(stream);
    stream.frame(frameOf(0));
    EXPECT_TRUE(stream.isBroken());
    m_ends[0] = open("/dev/null", O_RDONLY);
}

}  // namespace
}  // namespace headroom::stream
