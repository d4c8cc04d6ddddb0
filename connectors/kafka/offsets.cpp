#include "connectors/kafka/offsets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace headroom::connectors::kafka {
namespace {

constexpr std::size_t mostAtATime = 2000;

using Questions = std::vector<OffsetQuestion*>;

/// Of one leader's partitions, few enough for one request.
std::size_t ask(Client& client, const Questions& questions, std::vector<Error>& problems) {
    const PartitionsHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(questions.size())));
    for (const OffsetQuestion* question : questions)
        rd_kafka_topic_partition_list_add(list.get(), question->place.topic.c_str(), question->place.partition)->offset =
            question->which;
    const rd_kafka_resp_err_t code = rd_kafka_offsets_for_times(client.handle(), list.get(), client.timeoutMilliseconds());
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        Error error = client.failure(code, fmt::format("offsets at broker {}", questions.front()->leader));
        if (std::ranges::find(problems, error) == problems.end()) problems.push_back(std::move(error));
        return 0;
    }
    std::size_t answered = 0;
    for (OffsetQuestion* question : questions) {
        const auto* found =
            rd_kafka_topic_partition_list_find(list.get(), question->place.topic.c_str(), question->place.partition);
        if (found == nullptr || found->err != RD_KAFKA_RESP_ERR_NO_ERROR || (found->offset < 0 && question->which < 0)) continue;
        question->answer = found->offset;
        ++answered;
    }
    return answered;
}

/// Kafka's own topics aren't. A leader that didn't say where its partitions begin
/// isn't waited for again to say where they end.
bool isAsked(const Topic& topic, const Partition& partition, std::int64_t which) {
    return !topic.isInternal() && partition.leader && (which == OffsetQuestion::start || partition.start);
}

std::vector<OffsetQuestion> ofAll(const Snapshot& snapshot, std::int64_t which) {
    std::vector<OffsetQuestion> questions;
    for (const Topic& topic : snapshot.topics)
        for (const Partition& partition : topic.partitions)
            if (isAsked(topic, partition, which))
                questions.push_back({{topic.name, partition.number}, *partition.leader, which, {}});
    return questions;
}

}  // namespace

std::size_t askOffsets(Client& client, std::vector<OffsetQuestion>& questions, std::vector<Error>& problems,
                       const std::function<bool()>& isCancelled) {
    std::map<std::int32_t, Questions> byLeader;
    for (OffsetQuestion& question : questions) byLeader[question.leader].push_back(&question);
    std::size_t answered = 0;
    for (const auto& [leader, its] : byLeader)
        for (std::size_t first = 0; first < its.size() && !isCancelled(); first += mostAtATime) {
            const auto begin = its.begin() + static_cast<std::ptrdiff_t>(first);
            const auto length = static_cast<std::ptrdiff_t>(std::min(mostAtATime, its.size() - first));
            answered += ask(client, Questions(begin, begin + length), problems);
        }
    return answered;
}

void readOffsets(Client& client, Snapshot& snapshot, const std::function<bool()>& isCancelled) {
    for (const std::int64_t which : {OffsetQuestion::start, OffsetQuestion::end}) {
        std::vector<OffsetQuestion> questions = ofAll(snapshot, which);
        askOffsets(client, questions, snapshot.problems, isCancelled);
        auto question = questions.begin();
        for (Topic& topic : snapshot.topics)
            for (Partition& partition : topic.partitions)
                if (isAsked(topic, partition, which))
                    (which == OffsetQuestion::end ? partition.end : partition.start) = (question++)->answer;
    }
}

}  // namespace headroom::connectors::kafka
