// Numbers, sketches and byte sinks: what both forms are made of.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <thread>

#include "model/trace/byte_sink.h"
#include "model/trace/json_text.h"
#include "model/trace/sketch_codec.h"

namespace headroom::trace {
namespace {

std::string number(double value) {
    std::string text;
    appendNumber(text, value);
    return text;
}

TEST(JsonText, WritesWholeNumbersWithoutAPoint) {
    EXPECT_EQ(number(0), "0");
    EXPECT_EQ(number(-0.0), "0");
    EXPECT_EQ(number(100000), "100000");
    EXPECT_EQ(number(-9007199254740991), "-9007199254740991");
    EXPECT_EQ(number(0.1), "0.1");
    EXPECT_EQ(number(1e300), "1e+300");
    EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "\"Infinity\"");
}

RC_GTEST_PROP(JsonText, ADoubleReadsBackTheSame, (std::uint64_t bits)) {
    const auto value = std::bit_cast<double>(bits);
    RC_PRE(std::isfinite(value) && value != 0);
    RC_ASSERT(std::strtod(number(value).c_str(), nullptr) == value);
}

RC_GTEST_PROP(SketchCodec, UnpackedEqualsPacked, (std::vector<std::int64_t> values)) {
    LatencySketch sketch;
    for (std::int64_t value : values) sketch.add(value < 0 ? -(value + 1) : value);
    const auto back = unpack(pack(sketch));
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == sketch);
}

RC_GTEST_PROP(SketchCodec, DamagedBytesGiveNothingOrASketchThatIsSafe, (std::string bytes, std::int64_t min, std::int64_t max)) {
    auto sketch = unpack(PackedSketch{0, 1, min, max, bytes});
    if (!sketch) return;
    (void)sketch->quantile(0.99);
    sketch->merge(*sketch);
    sketch->clear();
    RC_ASSERT(sketch->empty());
}

TEST(DescriptorSink, WaitsForASlowReaderOfANonBlockingPipe) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_NONBLOCK), 0);
    const std::string sent(1'000'000, 'x');
    std::size_t received = 0;
    std::thread reader([&] {
        ::fcntl(ends[0], F_SETFL, 0);
        char buffer[4096];
        for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;) received += static_cast<std::size_t>(n);
    });
    DescriptorSink sink(ends[1]);
    const auto error = sink.write(sent);
    ::close(ends[1]);
    reader.join();
    ::close(ends[0]);
    EXPECT_FALSE(error);
    EXPECT_EQ(received, sent.size());
}

TEST(DescriptorSink, ReportsAClosedDescriptor) {
    DescriptorSink sink(-1);
    const auto error = sink.write("x");
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind, Error::Kind::WriteFailed);
}

}  // namespace
}  // namespace headroom::trace
