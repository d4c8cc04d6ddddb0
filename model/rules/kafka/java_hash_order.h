#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom::rules {

/// The order in which a default-sized Java HashMap or HashSet iterates over its keys.
/// Keys are dense numbers given with their Java hash code; the same key must not be inserted twice. Capacity starts at 16,
/// doubles above 0.75 load or when a chain of a table below 64 buckets outgrows 8, and never shrinks. Chains long enough to
/// become trees in a larger table (nine keys in one bucket of at least 64) keep insertion order here.
class JavaHashOrder {
public:
    JavaHashOrder();

    void insert(std::size_t key, std::uint32_t hashCode);
    void erase(std::size_t key, std::uint32_t hashCode);

    bool isEmpty() const { return m_size == 0; }
    /// The first key in iteration order; throws std::logic_error when empty.
    std::size_t first() const;
    /// All keys in iteration order.
    std::vector<std::size_t> keys() const;

private:
    struct Node {
        std::uint32_t spreadHash;
        std::size_t key;
    };

    std::vector<Node>& bucketOf(std::uint32_t spreadHash);
    void grow();

    std::vector<std::vector<Node>> m_buckets;
    std::size_t m_size = 0;
};

}  // namespace headroom::rules
