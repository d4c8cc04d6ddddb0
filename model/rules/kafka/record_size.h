#pragma once
// Sizes of records and batches in message format v2.

#include <cstdint>
#include <span>

#include "model/config/kafka.h"

namespace headroom::rules {

constexpr int kBatchHeaderBytes = 61;
constexpr int kMaxRecordOverheadBytes = 21;

/// Encoded size in bytes of a zig-zag variable-length integer: 1 to 5 for 32-bit values, up to 10.
int varintSize(std::int64_t value);

/// The sizes a record is made of, in bytes; -1 means a null key or value.
struct RecordShape {
    struct Header {
        int key = 0;
        int value = -1;
    };

    int key = -1;
    int value = 0;
    std::span<const Header> headers;
};

/// Exact size of one record inside a batch. Source: DefaultRecord.sizeInBytes.
int recordSizeInBytes(int offsetDelta, std::int64_t timestampDelta, const RecordShape& shape);

/// Exact size of `count` records of one shape with consecutive offset deltas and one timestamp delta; equal to the sum of
/// recordSizeInBytes, in constant time.
std::int64_t runSizeInBytes(int firstOffsetDelta, int count, std::int64_t timestampDelta, const RecordShape& shape);

/// Upper bound of a batch of this one record: what a new batch reserves if it is more than batch.size.
int batchSizeUpperBound(const RecordShape& shape);

/// What the producer believes about the size of a batch it is filling. Source: MemoryRecordsBuilder.
class BatchEstimate {
public:
    /// `limit` = max(batch.size, batchSizeUpperBound of the first record); `compressionRatio` counts only if compressed.
    BatchEstimate(int limit, model::Compression compression, float compressionRatio);

    /// Whether a record of this exact size may be added; one that may not closes the batch: call close().
    bool hasRoomFor(int recordSize) const;
    /// Adds a record, or a run of records of this total size.
    void append(std::int64_t size, int records = 1);
    /// Closes it for appends, which makes it full.
    void close() { m_isClosed = true; }

    bool isFull() const;
    /// Estimated bytes on the wire, header included; exact without compression.
    int sizeInBytes() const;
    int records() const { return m_records; }
    std::int64_t uncompressedRecordBytes() const { return m_uncompressed; }
    /// How many records of this exact size still fit one after the other, at least one into an empty batch.
    int roomForRecords(int recordSize) const;

private:
    int estimateOf(std::int64_t uncompressed) const;

    int m_limit;
    bool m_isCompressed;
    float m_ratio;
    bool m_isClosed = false;
    int m_records = 0;
    std::int64_t m_uncompressed = 0;
};

constexpr float kInitialCompressionRatio = 1.0F;

/// The estimate per topic and codec after a batch compressed to `observed`: up at least 0.05, down by at most 0.005.
float updatedCompressionRatio(float current, float observed);

}  // namespace headroom::rules
