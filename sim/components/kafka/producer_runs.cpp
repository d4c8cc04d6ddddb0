// Records that a source has drawn ahead, appended in runs: what send() would do to each, as long as it concerns nobody else.

#include <algorithm>

#include "sim/components/kafka/producer.h"
#include "sim/components/kafka/record_overhead.h"

namespace headroom::sim {

namespace {

/// Makes the staged records [from, to) at `out`; returns their bytes in the batch.
std::int64_t fill(Record* out, const StagedRecords& staged, std::size_t from, std::size_t to) {
    // Copies of what the loop needs: the compiler can't know that writing records changes nothing staged.
    const model::Instant* const times = staged.times.data();
    const std::int32_t* const keys = staged.keys.empty() ? nullptr : staged.keys.data();
    const std::int32_t* const sizes = staged.sizes.empty() ? nullptr : staged.sizes.data();
    const std::int64_t size = staged.size;
    const std::uint64_t firstId = staged.firstId;
    std::int64_t total = 0;
    for (std::size_t i = from; i < to; ++i, ++out) {
        const std::int64_t bytes = (sizes == nullptr ? size : sizes[i]) + recordOverhead;
        Record record{times[i], times[i], firstId + i, keys == nullptr ? -1 : keys[i], {}, {}};
        record.bytes = static_cast<std::uint32_t>(bytes) & 0x7fffffffU;
        *out = record;
        total += record.bytes;
    }
    return total;
}

}  // namespace

std::int32_t Producer::partitionOfKey(std::uint32_t topic, std::int64_t key) {
    if (key < 0 || m_config.partitionerIgnoreKeys) return -1;
    return m_keys.partitionOf(topic, key, static_cast<int>(topicState(topic).topic->partitions.size()));
}

/// Bytes a queue takes before a batch is opened or filled; negative when the next record opens one.
std::int64_t Producer::roomOf(const Queue& queue) const {
    if (queue.batches.empty()) return -1;
    const ProducerBatch& last = queue.batches.back();
    if (last.isClosed || last.attempts > 0) return -1;
    return m_config.batchSize.value - 1 - last.bytes;
}

std::size_t Producer::countQuiet(std::uint32_t topic, const StagedRecords& staged, std::size_t from) {
    const TopicState& state = topicState(topic);
    if (!m_blocked.empty() || state.topic->hotKeyFraction > 0 || state.topic->poisonFraction > 0) return 0;
    // The last record may not need more than its own bytes; taking its overhead for them as well is on the safe side.
    const std::int64_t memory = m_config.bufferMemory.value - m_bufferedBytes;
    return staged.partitions.empty() ? countQuietSticky(state, staged, from, memory)
                                     : countQuietKeyed(state, staged, from, memory);
}

std::size_t Producer::countQuietSticky(const TopicState& state, const StagedRecords& staged, std::size_t from,
                                       std::int64_t memory) const {
    const std::optional<int> current = state.sticky->current();
    if (!current || state.queues[static_cast<std::size_t>(*current)] == noQueue) return 0;
    const std::int64_t room = std::min(memory, roomOf(m_queues[state.queues[static_cast<std::size_t>(*current)]]));
    // The turn of a partition ends with the record that finds it over.
    const std::int64_t turn = state.sticky->bytesUntilSwitch();
    if (room < 0 || turn <= 0) return 0;
    const std::size_t staying = staged.times.size() - from;
    if (staged.sizes.empty()) {
        const std::int64_t size = staged.size + recordOverhead;
        return std::min(staying, static_cast<std::size_t>(std::min(room / size, (turn + size - 1) / size)));
    }
    std::int64_t taken = 0;
    std::size_t count = 0;
    for (; count < staying && taken < turn; ++count) {
        const std::int64_t size = staged.sizes[from + count] + recordOverhead;
        if (taken + size > room) break;
        taken += size;
    }
    return count;
}

std::size_t Producer::countQuietKeyed(const TopicState& state, const StagedRecords& staged, std::size_t from,
                                      std::int64_t memory) {
    m_room.clear();
    for (const std::uint32_t queue : state.queues) m_room.push_back(queue == noQueue ? -1 : roomOf(m_queues[queue]));
    std::size_t at = from;
    for (; at < staged.times.size(); ++at) {
        const std::int64_t size = staged.sizeOf(at) + recordOverhead;
        std::int64_t& room = m_room[static_cast<std::size_t>(staged.partitions[at])];
        if (size > room || size > memory) break;
        room -= size;
        memory -= size;
    }
    return at - from;
}

void Producer::appendQuiet(std::uint32_t topic, const StagedRecords& staged, std::size_t from, std::size_t to) {
    TopicState& state = topicState(topic);
    const std::size_t count = to - from;
    m_counters.sent += static_cast<std::int64_t>(count);
    std::int64_t bytes = 0;
    if (staged.partitions.empty()) {
        ProducerBatch& batch = m_queues[state.queues[static_cast<std::size_t>(*state.sticky->current())]].batches.back();
        bytes = fill(batch.records->extend(count), staged, from, to);
        batch.bytes += bytes;
        state.sticky->append(static_cast<int>(bytes), false);
    } else {
        for (std::size_t i = from; i < to; ++i) {
            ProducerBatch& batch = m_queues[state.queues[static_cast<std::size_t>(staged.partitions[i])]].batches.back();
            const std::int64_t size = fill(batch.records->extend(1), staged, i, i + 1);
            batch.bytes += size;
            bytes += size;
        }
    }
    m_bufferedBytes += bytes;
}

}  // namespace headroom::sim
