#pragma once
// When a partition's log starts a new segment and which old ones it deletes.

#include <cstddef>
#include <span>

#include "model/config/kafka.h"
#include "model/ids.h"

namespace headroom::rules {

/// One segment of a log.
struct SegmentView {
    model::Offset base;
    model::Bytes size;
    model::Instant largestTimestamp;
};

/// The active segment as the roll rule sees it.
struct ActiveSegment {
    model::Bytes size;
    model::Instant firstTimestamp;  ///< of its first batch; meaningless while it is empty
};

/// How many batches an index of the default 10 MiB takes (8 bytes an offset entry, one entry per 4096 bytes of log at most).
constexpr std::int64_t kOffsetIndexEntries = 10 * 1024 * 1024 / 8;

/// Whether the segment is closed before `incoming` bytes whose largest timestamp is `newestTimestamp` are appended: it would
/// outgrow segment.bytes, its age by record timestamps exceeds segment.ms, or its index is full. No jitter.
/// Source: LogSegment.shouldRoll.
bool shouldRoll(const ActiveSegment& segment, model::Bytes incoming, model::Instant newestTimestamp,
                const model::TopicConfig& config, bool isIndexFull = false);

/// How many of the oldest segments one retention pass deletes (the active one, given last, too if its turn comes: a new empty
/// one takes its place). First by retention.bytes, then by retention.ms, each stopping at the first segment that stays. A segment
/// goes only if the high watermark has reached the next one's base, or the log end for the last. Negative times or sizes mean no
/// limit; a compact-only topic deletes nothing. Source: UnifiedLog.deleteOldSegments.
std::size_t deletableSegments(std::span<const SegmentView> segments, model::Offset highWatermark, model::Offset logEnd,
                              model::Instant now, const model::TopicConfig& config);

/// How long a deleted segment's file still occupies the disk: file.delete.delay.ms.
constexpr model::Duration kFileDeleteDelay = model::Duration::seconds(60);

}  // namespace headroom::rules
