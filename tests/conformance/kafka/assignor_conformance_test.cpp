#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

#include "model/rules/kafka/assignor.h"
#include "tests/conformance/kafka/trace_file.h"

namespace headroom::rules::conformance {
namespace {

/// One rebalance of the trace: what went in and what came out.
struct Case {
    int line = 0;
    AssignorKind kind{};
    std::vector<std::string> topicNames;
    TopicSizes topics;
    std::vector<MemberSubscription> members;
    Assignment expected;
};

AssignorKind kindNamed(const std::string& name) {
    for (const auto kind :
         {AssignorKind::Range, AssignorKind::RoundRobin, AssignorKind::Sticky, AssignorKind::CooperativeSticky}) {
        if (name == protocolName(kind)) return kind;
    }
    throw std::runtime_error("unknown assignor " + name);
}

std::vector<TopicPartition> partitionsIn(const std::string& text, const std::vector<std::string>& topics) {
    std::vector<TopicPartition> result;
    if (text == "-") return result;
    for (const std::string& part : split(text, ';')) {
        const auto halves = split(part, ':');
        for (const std::string& range : split(halves.at(1), ',')) {
            const auto ends = split(range, '-');
            for (int p = std::stoi(ends.front()); p <= std::stoi(ends.back()); ++p) {
                result.push_back({topics.at(std::stoul(halves.at(0))), p});
            }
        }
    }
    return result;
}

std::optional<int> generationIn(const std::string& word) {
    if (word == "-") return std::nullopt;
    return std::stoi(word);
}

Case begin(const TraceLine& line) {
    Case result;
    result.line = line.number;
    result.kind = kindNamed(line.word(1));
    for (const std::string& topic : split(line.word(2), ',')) {
        const auto halves = split(topic, ':');
        result.topicNames.push_back(halves.at(0));
        result.topics[halves.at(0)] = std::stoi(halves.at(1));
    }
    return result;
}

void addMember(Case& to, const TraceLine& line) {
    MemberSubscription member;
    member.memberId = line.word(1);
    if (line.word(2) != "-") member.groupInstanceId = line.word(2);
    member.generation = generationIn(line.word(4));
    // "-" is a generation of its own here: the subscription has none, so its claims count as -1.
    member.claimGeneration = generationIn(line.word(3)).value_or(-1);
    for (const std::string& topic : split(line.word(5), ',')) member.topics.push_back(to.topicNames.at(std::stoul(topic)));
    member.owned = partitionsIn(line.word(6), to.topicNames);
    to.expected[member.memberId] = partitionsIn(line.word(7), to.topicNames);
    to.members.push_back(std::move(member));
}

std::vector<Case> cases() {
    std::vector<Case> result;
    for (const TraceLine& line : readTrace("assignors.txt")) {
        if (line.word(0) == "C") {
            result.push_back(begin(line));
        } else {
            addMember(result.back(), line);
        }
    }
    return result;
}

std::string toString(const Assignment& assignment) {
    std::string text;
    for (const auto& [member, partitions] : assignment) {
        text += "\n  " + member + ":";
        for (const auto& [topic, partition] : partitions) text += " " + topic + "-" + std::to_string(partition);
    }
    return text;
}

void replay(AssignorKind kind, std::size_t leastCases) {
    std::size_t replayed = 0;
    std::size_t different = 0;
    for (const Case& one : cases()) {
        if (one.kind != kind) continue;
        ++replayed;
        const Assignment actual = assign(one.kind, one.members, one.topics);
        if (actual != one.expected && ++different <= 3) {
            ADD_FAILURE() << "assignors.txt:" << one.line << "\nexpected" << toString(one.expected) << "\nactual"
                          << toString(actual);
        }
    }
    EXPECT_EQ(different, 0U) << "of " << replayed;
    EXPECT_GE(replayed, leastCases);
}

TEST(AssignorConformance, Range) {
    replay(AssignorKind::Range, 150);
}
TEST(AssignorConformance, RoundRobin) {
    replay(AssignorKind::RoundRobin, 150);
}
TEST(AssignorConformance, Sticky) {
    replay(AssignorKind::Sticky, 800);
}
TEST(AssignorConformance, CooperativeSticky) {
    replay(AssignorKind::CooperativeSticky, 1200);
}

TEST(AssignorConformance, TraceCoversTheCasesThatMatter) {
    std::map<std::string, int> seen;
    for (const Case& one : cases()) {
        int partitions = 0;
        for (const auto& [topic, count] : one.topics) partitions += count;
        std::map<TopicPartition, int> claims;
        for (const MemberSubscription& member : one.members) {
            if (member.groupInstanceId) ++seen["static member"];
            if (member.topics != one.members.front().topics) ++seen["unequal subscriptions"];
            if (member.generation && *member.generation >= 0 && member.generation != member.claimGeneration)
                ++seen["two generations"];
            for (const TopicPartition& owned : member.owned) {
                if (++claims[owned] == 2) ++seen["claimed twice"];
            }
        }
        if (static_cast<int>(one.members.size()) > partitions) ++seen["more members than partitions"];
        if (one.topics.size() > 1) ++seen["several topics"];
        if (one.members.size() > 12) ++seen["hash table grown"];
    }
    for (const char* what : {"static member", "unequal subscriptions", "two generations", "claimed twice",
                             "more members than partitions", "several topics", "hash table grown"}) {
        EXPECT_GE(seen[what], 20) << what;
    }
}

}  // namespace
}  // namespace headroom::rules::conformance
