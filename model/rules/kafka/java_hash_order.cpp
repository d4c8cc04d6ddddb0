#include "model/rules/kafka/java_hash_order.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace headroom::rules {
namespace {

constexpr std::size_t kInitialCapacity = 16;
constexpr std::size_t kTreeThreshold = 8;
constexpr std::size_t kTreeMinCapacity = 64;

std::uint32_t spread(std::uint32_t hashCode) {
    return hashCode ^ (hashCode >> 16);
}

}  // namespace

JavaHashOrder::JavaHashOrder() : m_buckets(kInitialCapacity) {}

std::vector<JavaHashOrder::Node>& JavaHashOrder::bucketOf(std::uint32_t spreadHash) {
    return m_buckets[spreadHash & (m_buckets.size() - 1)];
}

void JavaHashOrder::insert(std::size_t key, std::uint32_t hashCode) {
    const std::uint32_t hash = spread(hashCode);
    std::vector<Node>& bucket = bucketOf(hash);
    const bool chainTooLong = bucket.size() >= kTreeThreshold;
    bucket.push_back({hash, key});
    ++m_size;
    if (chainTooLong && m_buckets.size() < kTreeMinCapacity) grow();
    if (m_size > m_buckets.size() * 3 / 4) grow();
}

void JavaHashOrder::erase(std::size_t key, std::uint32_t hashCode) {
    std::vector<Node>& bucket = bucketOf(spread(hashCode));
    const auto it = std::find_if(bucket.begin(), bucket.end(), [&](const Node& node) { return node.key == key; });
    if (it == bucket.end()) return;
    bucket.erase(it);
    --m_size;
}

std::size_t JavaHashOrder::first() const {
    for (const auto& bucket : m_buckets) {
        if (!bucket.empty()) return bucket.front().key;
    }
    throw std::logic_error("first() of an empty hash order");
}

std::vector<std::size_t> JavaHashOrder::keys() const {
    std::vector<std::size_t> result;
    result.reserve(m_size);
    for (const auto& bucket : m_buckets) {
        for (const Node& node : bucket) result.push_back(node.key);
    }
    return result;
}

void JavaHashOrder::grow() {
    std::vector<std::vector<Node>> old(m_buckets.size() * 2);
    std::swap(old, m_buckets);
    for (const auto& bucket : old) {
        for (const Node& node : bucket) bucketOf(node.spreadHash).push_back(node);
    }
}

}  // namespace headroom::rules
