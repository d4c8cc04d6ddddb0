#include "model/rules/kafka/log_retention.h"

namespace headroom::rules {

bool shouldRoll(const ActiveSegment& segment, model::Bytes incoming, model::Instant newestTimestamp,
                const model::TopicConfig& config, bool isIndexFull) {
    if (segment.size > config.segmentBytes - incoming || isIndexFull) return true;
    return segment.size.value > 0 && newestTimestamp - segment.firstTimestamp > config.segmentTime;
}

std::size_t deletableSegments(std::span<const SegmentView> segments, model::Offset highWatermark, model::Offset logEnd,
                              model::Instant now, const model::TopicConfig& config) {
    if (config.compact) return 0;
    const auto mayGo = [&](std::size_t i) {
        const bool isLast = i + 1 == segments.size();
        if (isLast && segments[i].size.value == 0) return false;
        return highWatermark >= (isLast ? logEnd : segments[i + 1].base);
    };
    std::int64_t total = 0;
    for (const SegmentView& segment : segments) total += segment.size.value;

    std::size_t count = 0;
    if (config.retentionBytes >= 0) {
        std::int64_t excess = total - config.retentionBytes;
        while (count < segments.size() && mayGo(count) && excess - segments[count].size.value >= 0) {
            excess -= segments[count++].size.value;
        }
    }
    if (config.retentionTime.ns >= 0 && !config.retentionTime.isInfinite()) {
        while (count < segments.size() && mayGo(count) && now - segments[count].largestTimestamp > config.retentionTime) ++count;
    }
    return count;
}

}  // namespace headroom::rules
