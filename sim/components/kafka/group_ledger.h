#pragma once

#include <cstdint>

namespace headroom::sim {

class Partition;

/// What one group did with the records of one partition. Every offset from `start` to `processedTo` is in exactly one of
/// processedOnce, deadLettered, skipped, expiredUnread and resetSkipped; those from there to the log's end are unread.
struct GroupPartitionLedger {
    Partition* partition = nullptr;
    std::int64_t committed = 0;
    std::int64_t processedTo = 0;     ///< every offset below has been dealt with
    std::int64_t start = 0;           ///< where the group began
    std::int64_t processedOnce = 0;
    std::int64_t deadLettered = 0;
    std::int64_t skipped = 0;         ///< given up without a dead-letter topic
    std::int64_t expiredUnread = 0;   ///< retention was faster
    std::int64_t resetSkipped = 0;    ///< auto.offset.reset=latest jumped over them
    std::int64_t processedTruncated = 0;  ///< processed, then lost by the log in an unclean election
    std::int64_t redelivered = 0;     ///< deliveries of offsets that had been dealt with before
    std::int64_t delivered = 0;       ///< end of what the owner took from poll()

    std::int64_t inFlight() const { return delivered > processedTo ? delivered - processedTo : 0; }
};

/// How one record's processing ended.
enum class RecordEnd : std::uint8_t { Processed, DeadLettered, Skipped };

}  // namespace headroom::sim
