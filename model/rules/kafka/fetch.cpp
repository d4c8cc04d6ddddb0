#include "model/rules/kafka/fetch.h"

#include <algorithm>

namespace headroom::rules {

bool shouldAnswerFetch(const FetchState& state, model::Duration maxWait, model::Bytes minBytes) {
    if (state.partitions == 0 || state.hasError || state.isDiverging || state.hasPreferredReplica) return true;
    return state.waited >= maxWait || state.readableBytes >= minBytes.value;
}

std::vector<std::int64_t> planFetch(std::span<const FetchPartition> partitions, std::int64_t maxBytes) {
    std::vector<std::int64_t> plan;
    std::int64_t left = maxBytes;
    bool isFirst = true;
    for (const FetchPartition& partition : partitions) {
        const std::int64_t limit = std::min(partition.maxBytes, left);
        const bool firstFits = partition.firstBatchBytes <= limit;
        std::int64_t bytes = 0;
        if (isFirst || firstFits)
            bytes = std::min(partition.readableBytes, std::max(limit, isFirst ? partition.firstBatchBytes : 0));
        if (bytes > 0) isFirst = false;
        left = std::max<std::int64_t>(0, left - bytes);
        plan.push_back(bytes);
    }
    return plan;
}

model::Offset readableEnd(model::ConsumerConfig::Isolation isolation, model::Offset highWatermark,
                          std::optional<model::Offset> firstUnstable) {
    if (isolation == model::ConsumerConfig::Isolation::ReadUncommitted || !firstUnstable) return highWatermark;
    return std::min(*firstUnstable, highWatermark);
}

std::int64_t clientLag(model::Offset readableEnd, model::Offset position) {
    return readableEnd.value - position.value;
}

std::optional<std::int64_t> groupLag(model::Offset highWatermark, std::optional<model::Offset> committed) {
    if (!committed) return std::nullopt;
    return highWatermark.value - committed->value;
}

std::optional<std::int64_t> librdkafkaLag(model::Offset readableEnd, std::optional<model::Offset> committedOrStored) {
    return groupLag(readableEnd, committedOrStored);
}

std::vector<int> drainPoll(std::span<const int> bufferedRecords, int maxPollRecords) {
    std::vector<int> taken;
    int left = maxPollRecords;
    for (const int buffered : bufferedRecords) {
        taken.push_back(std::min(buffered, left));
        left -= taken.back();
    }
    return taken;
}

bool mayFetch(int bufferedRecords, bool brokerHasFetchInFlight) {
    return bufferedRecords == 0 && !brokerHasFetchInFlight;
}

bool AutoCommitTimer::poll(model::Instant now) {
    if (now < m_due) return false;
    m_due = now + m_interval;
    return true;
}

}  // namespace headroom::rules
