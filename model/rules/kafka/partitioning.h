#pragma once
// Where a record with a key goes, for the Java client and for librdkafka.

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/quantities.h"

namespace headroom::rules {

/// Kafka's 32-bit murmur2 of the bytes, seed 0x9747b28c. Source: Utils.murmur2.
std::uint32_t murmur2(std::string_view bytes);

/// CRC-32 (IEEE, reflected) of the bytes, as librdkafka's consistent partitioners compute it.
std::uint32_t crc32(std::string_view bytes);

/// The partition the Java client sends a keyed record to; an empty key is a key. `partitions` > 0.
int keyedPartition(std::string_view key, int partitions);

/// The partition librdkafka's `consistent` part gives a key: CRC-32 mod partitions.
int consistentPartition(std::string_view key, int partitions);

/// The partition of a key under `consistent_random`; none means draw one: no key, or an empty one.
std::optional<int> consistentRandomPartition(std::optional<std::string_view> key, int partitions);

/// The partition of a key under `murmur2_random`; none means draw one: no key (an empty key is hashed).
std::optional<int> murmur2RandomPartition(std::optional<std::string_view> key, int partitions);

/// librdkafka's default sticky.partitioning.linger.ms.
constexpr model::Duration kStickyPartitioningLinger = model::Duration::milliseconds(10);

/// librdkafka's partition for records without a key: kept for the sticky linger, then drawn anew.
class LingeringPartition {
public:
    /// `linger` is sticky.partitioning.linger.ms; zero means every record is drawn on its own.
    explicit LingeringPartition(model::Duration linger = kStickyPartitioningLinger) : m_linger(linger) {}

    /// The partition to use at `now`; none: draw one and hand it to chosen().
    std::optional<int> current(model::Instant now) const;
    void chosen(int partition, model::Instant now);

private:
    model::Duration m_linger;
    model::Instant m_chosenAt;
    std::optional<int> m_partition;
};

}  // namespace headroom::rules
