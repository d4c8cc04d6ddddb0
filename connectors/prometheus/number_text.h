#pragma once

#include <optional>
#include <string_view>

namespace headroom::connectors::prometheus {

/// A number as expositions and answers write it: decimal, or NaN, Inf, +Inf, -Inf in any case. Nothing for all else, for what is
/// beyond a double's range, and where anything follows.
std::optional<double> readNumber(std::string_view text);

}  // namespace headroom::connectors::prometheus
