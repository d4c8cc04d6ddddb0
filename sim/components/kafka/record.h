#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "model/quantities.h"

namespace headroom::sim {

/// One record, in a producer's batch and in a partition's log.
struct Record {
    model::Instant origin;   ///< when the client's journey that caused it began
    model::Instant created;  ///< producer timestamp
    std::uint64_t id = 0;    ///< identity across retries and redeliveries
    std::int32_t key = -1;   ///< index of the key; -1: none
    std::uint32_t bytes : 31 = 0;
    std::uint32_t isPoison : 1 = 0;
};

/// The records of one batch, in order, with what is true of all of them.
class BatchRecords {
public:
    std::size_t size() const { return m_records.size(); }
    bool empty() const { return m_records.empty(); }
    const Record& operator[](std::size_t index) const { return m_records[index]; }
    const Record& back() const { return m_records.back(); }
    const Record* data() const { return m_records.data(); }
    /// Whether one of them is a poison record.
    bool hasPoison() const { return m_hasPoison; }
    /// Whether each was created in the instant its journey began, so that its two latencies are one.
    bool isFirstHand() const { return m_isFirstHand; }

    void push(const Record& record) {
        m_records.push_back(record);
        m_hasPoison = m_hasPoison || record.isPoison != 0;
        m_isFirstHand = m_isFirstHand && record.origin == record.created;
    }
    /// Appends `count` records and returns the first; the caller fills them with sound first-hand records.
    Record* extend(std::size_t count) {
        m_records.resize(m_records.size() + count);
        return m_records.data() + (m_records.size() - count);
    }
    /// Empties it for another batch; the memory stays.
    void clear() {
        m_records.clear();
        m_hasPoison = false;
        m_isFirstHand = true;
    }

private:
    std::vector<Record> m_records;
    bool m_hasPoison = false;
    bool m_isFirstHand = true;
};

/// The records of one batch: filled by its producer, then shared unchanged by retries and the log.
using Records = std::shared_ptr<BatchRecords>;

/// Hands out empty batches and takes them back when nobody holds them any more, so that a long run allocates no more than its
/// peak. Outlives the batches.
class RecordPool {
public:
    Records take() {
        if (m_free.empty()) m_free.push_back(std::make_unique<BatchRecords>());
        std::unique_ptr<BatchRecords> batch = std::move(m_free.back());
        m_free.pop_back();
        batch->clear();
        return {batch.release(), [this](BatchRecords* done) { m_free.emplace_back(done); }};
    }

private:
    std::vector<std::unique_ptr<BatchRecords>> m_free;
};

/// A half-open range of offsets.
struct OffsetRange {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::int64_t count() const { return to - from; }
};

}  // namespace headroom::sim
