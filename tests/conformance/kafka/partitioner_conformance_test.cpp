#include <gtest/gtest.h>

#include <optional>

#include "model/rules/kafka/built_in_partitioner.h"
#include "model/rules/kafka/partitioning.h"
#include "tests/conformance/kafka/trace_file.h"

namespace headroom::rules::conformance {
namespace {

std::string bytesOf(const std::string& hex) {
    std::string bytes;
    if (hex == "-") return bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return bytes;
}

std::vector<int> numbersIn(const std::string& word) {
    std::vector<int> numbers;
    if (word == "-") return numbers;
    for (const std::string& part : split(word, ',')) numbers.push_back(std::stoi(part));
    return numbers;
}

TEST(PartitionerConformance, KeysHashAndMapToTheSamePartition) {
    int keys = 0;
    for (const TraceLine& line : readTrace("partitioner.txt")) {
        if (line.word(0) != "K") continue;
        ++keys;
        const std::string key = bytesOf(line.word(1));
        EXPECT_EQ(murmur2(key), static_cast<std::uint32_t>(line.integer(2))) << line.number;
        EXPECT_EQ(keyedPartition(key, line.asInt(3)), line.asInt(4)) << line.number;
    }
    EXPECT_EQ(keys, 2500);
}

/// A partitioner replayed with the recorded draws.
struct Replay {
    BuiltInPartitioner partitioner;
    int partitions;
    std::vector<int> available;

    void choose(const std::string& draw, int line) {
        ASSERT_NE(draw, "-") << "a choice the library doesn't make, line " << line;
        partitioner.choose(static_cast<std::uint32_t>(std::stoul(draw)), available, partitions);
    }

    void append(const TraceLine& line) {
        if (!partitioner.current()) {
            choose(line.word(3), line.number);
        } else {
            EXPECT_EQ(line.word(3), "-") << line.number;
        }
        EXPECT_EQ(partitioner.current(), line.asInt(4)) << line.number;
        const bool isOver = partitioner.append(line.asInt(1), line.asInt(2) != 0);
        EXPECT_EQ(isOver, line.word(5) != "-") << line.number;
        if (isOver) choose(line.word(5), line.number);
        EXPECT_EQ(partitioner.current(), line.asInt(6)) << line.number;
    }
};

TEST(PartitionerConformance, StickyPartitionSwitchesAndChoosesAlike) {
    std::optional<Replay> replay;
    int appends = 0;
    int choicesByLoad = 0;
    for (const TraceLine& line : readTrace("partitioner.txt")) {
        if (line.word(0) == "P") {
            replay.emplace(Replay{BuiltInPartitioner(line.asInt(1)), line.asInt(2), numbersIn(line.word(3))});
        } else if (line.word(0) == "N") {
            replay->partitioner.clearLoad();
        } else if (line.word(0) == "L") {
            const auto lengths = numbersIn(line.word(1));
            replay->partitioner.updateLoad(lengths, numbersIn(line.word(2)), static_cast<std::size_t>(line.integer(3)));
        } else if (line.word(0) == "A") {
            ++appends;
            if (replay->partitioner.hasLoad() && line.word(5) != "-") ++choicesByLoad;
            replay->append(line);
        }
    }
    EXPECT_EQ(appends, 6600);
    EXPECT_GT(choicesByLoad, 500);
}

}  // namespace
}  // namespace headroom::rules::conformance
