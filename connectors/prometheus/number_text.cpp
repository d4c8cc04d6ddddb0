#include "connectors/prometheus/number_text.h"

#include <charconv>
#include <system_error>

namespace headroom::connectors::prometheus {

std::optional<double> readNumber(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) return std::nullopt;
    }
    // The standard's "nan(...)" is nobody else's.
    if (text.empty() || text.back() == ')') return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace headroom::connectors::prometheus
