#include "connectors/kafka/offsets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace headroom::connectors::kafka {
namespace {

// librdkafka looks through all of an answer for each partition in it: what is asked at once costs its square.
constexpr std::size_t mostAtATime = 500;

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
    // The list keeps its order.
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const rd_kafka_topic_partition_t& found = list->elems[i];
        if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR || (found.offset < 0 && questions[i]->which < 0)) continue;
        questions[i]->answer = found.offset;
        ++answered;
    }
    return answered;
}

/// Kafka's own topics aren't. A leader that didn't say where its partitions begin
/// isn't waited for again to say where they end.
bool isAsked(const Topic& topic, const Partition& partition, std::int64_t which) {
    return !topic.isInternal() && partition.leader && (which == OffsetQuestion::start || partition.start);
}

std::vector<OffsetQuestion> questionsOf(const Snapshot& snapshot, std::int64_t which, const IsWanted& isWanted) {
    std::vector<OffsetQuestion> questions;
    for (const Topic& topic : snapshot.topics)
        for (const Partition& partition : topic.partitions)
            if (isAsked(topic, partition, which) && isWanted(topic.name, partition.number))
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

void readOffsets(Client& client, Snapshot& snapshot, const IsWanted& isWanted, const std::function<bool()>& isCancelled) {
    for (const std::int64_t which : {OffsetQuestion::start, OffsetQuestion::end}) {
        std::vector<OffsetQuestion> questions = questionsOf(snapshot, which, isWanted);
        askOffsets(client, questions, snapshot.problems, isCancelled);
        auto question = questions.begin();
        for (Topic& topic : snapshot.topics)
            for (Partition& partition : topic.partitions)
                if (isAsked(topic, partition, which) && isWanted(topic.name, partition.number))
                    (which == OffsetQuestion::end ? partition.end : partition.start) = (question++)->answer;
    }
}

}  // namespace headroom::connectors::kafka
