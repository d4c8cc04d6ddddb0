#include "connectors/kafka/time_lags.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "connectors/kafka/offsets.h"

namespace headroom::connectors::kafka {
namespace {

using model::Instant;

constexpr int mostRounds = 16;
constexpr auto mostTime = std::chrono::milliseconds(500);
constexpr std::int64_t nanosecondsAMillisecond = 1'000'000;

Instant sinceEpoch() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()};
}

/// Where a partition is, and how far it reaches.
struct Known {
    std::int32_t leader = 0;
    std::int64_t start = 0;
    std::int64_t end = 0;
};
using AllKnown = std::map<TopicPartition, Known>;

AllKnown knownOf(const Snapshot& snapshot) {
    AllKnown known;
    for (const Topic& topic : snapshot.topics)
        for (const Partition& partition : topic.partitions)
            if (partition.leader && partition.end)
                known[{topic.name, partition.number}] = {*partition.leader, partition.start.value_or(0), *partition.end};
    return known;
}

/// Calls for each share that is behind, with the first record that waits: what expired unread is gone.
template <class Action>
void forEachBehind(Snapshot& snapshot, const AllKnown& known, Action action) {
    for (Group& group : snapshot.groups) {
        if (!group.partitions) continue;
        for (GroupPartition& partition : *group.partitions) {
            const auto found = known.find(partition.place);
            if (!partition.lag || *partition.lag == 0 || found == known.end()) continue;
            const std::int64_t first = std::max(*partition.committed, found->second.start);
            if (first < found->second.end) action(partition, first, found->second);
        }
    }
}

/// One question for each partition: about the record that waits longest.
std::vector<OffsetQuestion> questionsOf(Snapshot& snapshot, const AllKnown& known, const AppendTimes& times, Instant now) {
    std::map<TopicPartition, OffsetQuestion> questions;
    forEachBehind(snapshot, known, [&](const GroupPartition& partition, std::int64_t first, const Known& its) {
        const auto question = times.question(partition.place, first, now);
        if (!question) return;
        const std::int64_t asked = question->ns / nanosecondsAMillisecond;
        const auto [place, isNew] =
            questions.try_emplace(partition.place, OffsetQuestion{partition.place, its.leader, asked, {}});
        if (!isNew) place->second.which = std::min(place->second.which, asked);
    });
    std::vector<OffsetQuestion> all;
    all.reserve(questions.size());
    for (auto& [place, question] : questions) all.push_back(std::move(question));
    return all;
}

}  // namespace

void measureTimeLags(Client& client, AppendTimes& times, Snapshot& snapshot, const std::function<bool()>& isCancelled) {
    const auto begin = std::chrono::steady_clock::now();
    const Instant now = sinceEpoch();
    const AllKnown known = knownOf(snapshot);
    for (const auto& [place, its] : known) times.note(place, now, its.end);
    for (int round = 0; round < mostRounds && !isCancelled() && std::chrono::steady_clock::now() - begin < mostTime; ++round) {
        std::vector<OffsetQuestion> questions = questionsOf(snapshot, known, times, now);
        if (questions.empty()) break;
        if (askOffsets(client, questions, snapshot.problems, isCancelled) == 0) break;
        for (const OffsetQuestion& question : questions)
            // No record is as young as that: the end was where it is.
            if (question.answer)
                times.learn(question.place, {question.which * nanosecondsAMillisecond},
                            *question.answer < 0 ? known.at(question.place).end : *question.answer);
    }
    for (Group& group : snapshot.groups)
        if (group.partitions)
            for (GroupPartition& partition : *group.partitions)
                if (partition.lag == 0) partition.timeLag = 0;
    forEachBehind(snapshot, known, [&](GroupPartition& partition, std::int64_t first, const Known&) {
        if (const auto appended = times.appended(partition.place, first))
            partition.timeLag = std::max(0.0, (now - *appended).toSeconds());
    });
}

}  // namespace headroom::connectors::kafka
