#include "model/rules/kafka/partitioning.h"

#include <array>

namespace headroom::rules {
namespace {

std::uint32_t byteAt(std::string_view bytes, std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
}

constexpr std::array<std::uint32_t, 256> crcTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t n = 0; n < 256; ++n) {
        std::uint32_t c = n;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1) : c >> 1;
        table[n] = c;
    }
    return table;
}

constexpr std::array<std::uint32_t, 256> kCrcTable = crcTable();

}  // namespace

std::uint32_t murmur2(std::string_view bytes) {
    constexpr std::uint32_t kMultiplier = 0x5bd1e995;
    std::uint32_t h = 0x9747b28cU ^ static_cast<std::uint32_t>(bytes.size());
    std::size_t i = 0;
    for (; i + 4 <= bytes.size(); i += 4) {
        std::uint32_t k = byteAt(bytes, i) | byteAt(bytes, i + 1) << 8 | byteAt(bytes, i + 2) << 16 | byteAt(bytes, i + 3) << 24;
        k *= kMultiplier;
        k ^= k >> 24;
        k *= kMultiplier;
        h *= kMultiplier;
        h ^= k;
    }
    if (i < bytes.size()) {
        for (std::size_t tail = bytes.size() - i; tail > 0; --tail) h ^= byteAt(bytes, i + tail - 1) << (8 * (tail - 1));
        h *= kMultiplier;
    }
    h ^= h >> 13;
    h *= kMultiplier;
    h ^= h >> 15;
    return h;
}

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (std::size_t i = 0; i < bytes.size(); ++i) crc = kCrcTable[(crc ^ byteAt(bytes, i)) & 0xFFU] ^ (crc >> 8);
    return crc ^ 0xFFFFFFFFU;
}

int keyedPartition(std::string_view key, int partitions) {
    return static_cast<int>((murmur2(key) & 0x7fffffffU) % static_cast<std::uint32_t>(partitions));
}

int consistentPartition(std::string_view key, int partitions) {
    return static_cast<int>(crc32(key) % static_cast<std::uint32_t>(partitions));
}

std::optional<int> consistentRandomPartition(std::optional<std::string_view> key, int partitions) {
    if (!key || key->empty()) return std::nullopt;
    return consistentPartition(*key, partitions);
}

std::optional<int> murmur2RandomPartition(std::optional<std::string_view> key, int partitions) {
    if (!key) return std::nullopt;
    return keyedPartition(*key, partitions);
}

std::optional<int> LingeringPartition::current(model::Instant now) const {
    if (m_linger.ns <= 0 || !m_partition || now - m_chosenAt > m_linger) return std::nullopt;
    return m_partition;
}

void LingeringPartition::chosen(int partition, model::Instant now) {
    m_partition = partition;
    m_chosenAt = now;
}

}  // namespace headroom::rules
