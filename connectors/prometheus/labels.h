#pragma once

#include <compare>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom::connectors::prometheus {

/// The labels of a series, ordered by name; each name is there once.
class Labels {
public:
    using Pair = std::pair<std::string, std::string>;

    Labels() = default;
    /// Of several pairs with one name the first counts.
    Labels(std::initializer_list<Pair> pairs);

    /// False, and nothing changes, where the name is there already.
    bool add(std::string name, std::string value);
    /// Empty where there is none: to Prometheus both are the same.
    std::string_view value(std::string_view name) const;
    /// All but the one of that name.
    Labels without(std::string_view name) const;

    const std::vector<Pair>& all() const { return m_pairs; }
    std::size_t size() const { return m_pairs.size(); }

    auto operator<=>(const Labels&) const = default;

private:
    std::vector<Pair> m_pairs;
};

/// As an exposition writes a series: name{label="value"}.
std::string toText(std::string_view name, const Labels& labels);

}  // namespace headroom::connectors::prometheus
