#pragma once
// Distinct index and offset types, so that a partition can't be passed for a broker.

#include <compare>
#include <cstdint>
#include <functional>
#include <limits>

namespace headroom::model {

/// An index into a dense table of things of one kind; default-constructed it refers to nothing.
template <class Tag>
struct Index {
    std::uint32_t value = std::numeric_limits<std::uint32_t>::max();

    constexpr bool isValid() const { return value != std::numeric_limits<std::uint32_t>::max(); }
    constexpr auto operator<=>(const Index&) const = default;
};

using BrokerIndex = Index<struct BrokerTag>;
using ElementIndex = Index<struct ElementTag>;
using GroupIndex = Index<struct GroupTag>;
using PartitionIndex = Index<struct PartitionTag>;
using PodIndex = Index<struct PodTag>;
using SeriesIndex = Index<struct SeriesTag>;
using ServiceIndex = Index<struct ServiceTag>;
using StoreIndex = Index<struct StoreTag>;
using TopicIndex = Index<struct TopicTag>;
using ZoneIndex = Index<struct ZoneTag>;

/// A position in a partition's log, counted in records.
struct Offset {
    std::int64_t value = 0;
    constexpr auto operator<=>(const Offset&) const = default;
};

}  // namespace headroom::model

template <class Tag>
struct std::hash<headroom::model::Index<Tag>> {
    std::size_t operator()(headroom::model::Index<Tag> index) const noexcept { return index.value; }
};
