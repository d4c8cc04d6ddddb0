#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <optional>

#include "model/rules/kafka/record_size.h"
#include "model/rules/kafka/retry_backoff.h"
#include "tests/conformance/kafka/trace_file.h"

namespace headroom::rules::conformance {
namespace {

float floatIn(const TraceLine& line, std::size_t i) {
    return std::bit_cast<float>(static_cast<std::int32_t>(line.integer(i)));
}

TEST(SizeConformance, RecordsAndUpperBounds) {
    int records = 0;
    for (const TraceLine& line : readTrace("sizes.txt")) {
        if (line.word(0) != "R") continue;
        ++records;
        std::vector<RecordShape::Header> headers;
        if (line.word(5) != "-") {
            for (const std::string& header : split(line.word(5), ',')) {
                const auto halves = split(header, ':');
                headers.push_back({std::stoi(halves.at(0)), std::stoi(halves.at(1))});
            }
        }
        const RecordShape shape{line.asInt(3), line.asInt(4), headers};
        EXPECT_EQ(recordSizeInBytes(line.asInt(1), line.integer(2), shape), line.asInt(6)) << line.number;
        EXPECT_EQ(batchSizeUpperBound(shape), line.asInt(7)) << line.number;
    }
    EXPECT_EQ(records, 2000);
}

/// A batch filled with the records of the trace.
struct Filling {
    BatchEstimate estimate;

    void offer(const TraceLine& line) {
        const RecordShape shape{line.asInt(1), line.asInt(2), {}};
        const int size = recordSizeInBytes(estimate.records(), line.integer(3), shape);
        EXPECT_EQ(estimate.hasRoomFor(size), line.asInt(4) != 0) << line.number;
        EXPECT_EQ(estimate.roomForRecords(size) > 0, line.asInt(4) != 0) << line.number;
        if (line.asInt(4) != 0) estimate.append(size);
        EXPECT_EQ(estimate.isFull(), line.asInt(5) != 0) << line.number;
        EXPECT_EQ(estimate.sizeInBytes(), line.asInt(6)) << line.number;
    }
};

TEST(SizeConformance, BatchesFillAlike) {
    std::optional<Filling> batch;
    int offered = 0;
    int written = 0;
    for (const TraceLine& line : readTrace("sizes.txt")) {
        if (line.word(0) == "B") {
            const auto codec = line.asInt(2) != 0 ? model::Compression::Gzip : model::Compression::None;
            batch.emplace(Filling{BatchEstimate(line.asInt(1), codec, floatIn(line, 3))});
        } else if (line.word(0) == "A") {
            ++offered;
            batch->offer(line);
        } else if (line.word(0) == "W") {
            ++written;
            EXPECT_EQ(batch->estimate.sizeInBytes(), line.asInt(1)) << line.number;
        }
    }
    EXPECT_GT(offered, 1500);
    EXPECT_GT(written, 50);
}

TEST(SizeConformance, CompressionRatioEstimate) {
    float ratio = 0;
    int updates = 0;
    for (const TraceLine& line : readTrace("sizes.txt")) {
        if (line.word(0) == "S") ratio = floatIn(line, 1);
        if (line.word(0) != "E") continue;
        ++updates;
        ratio = updatedCompressionRatio(ratio, floatIn(line, 1));
        EXPECT_EQ(ratio, floatIn(line, 2)) << line.number;
    }
    EXPECT_EQ(updates, 1000);
}

TEST(BackoffConformance, ValuesLieWithinTheBoundsAndReachThem) {
    int lines = 0;
    for (const TraceLine& line : readTrace("backoff.txt")) {
        ++lines;
        const auto initial = model::Duration::milliseconds(line.integer(0));
        const auto maximum = model::Duration::milliseconds(line.integer(1));
        const auto value = [&](double draw) { return retryBackoff(initial, maximum, line.asInt(2), draw).toMilliseconds(); };
        const long long least = line.integer(4);
        const long long greatest = line.integer(5);
        const long long low = value(0);
        const long long high = value(std::nextafter(1.0, 0.0));
        // The library's real-valued power may fall an ulp short of the maximum, hence a millisecond after truncation.
        EXPECT_NEAR(value(0.5), line.integer(3), 1) << line.number;
        EXPECT_LE(low, least + 1) << line.number;
        EXPECT_GE(high + 1, greatest) << line.number;
        // 4000 uniform draws miss either end by more than 0.5 % of the range once in 10^8 lines.
        const long long slack = 2 + (high - low) / 200;
        EXPECT_LE(least - low, slack) << line.number;
        EXPECT_LE(high - greatest, slack) << line.number;
    }
    EXPECT_EQ(lines, 250);
}

}  // namespace
}  // namespace headroom::rules::conformance
