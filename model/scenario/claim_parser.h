#pragma once
// What an expectation says, out of its texts: "p99(group/audit.endToEndLatency)", "48.2k/s ± 10%", "5m..10m".

#include <optional>
#include <string>
#include <string_view>

#include "model/scenario/expectation.h"
#include "model/scenario/quantity_parser.h"

namespace headroom::model {

/// A parsed text, or why it is none.
template <class Value>
struct Parsed {
    std::optional<Value> value;
    QuantityError error;
};

/// The comparison part of an expectation; the other fields of the result are untouched defaults.
Parsed<Expectation> parseClaim(std::string_view text);
/// "statistic(element.metric)" or "timeUntil(element.metric >= value)"; the window is left at its default.
Parsed<MetricQuery> parseMetricQuery(std::string_view text);
/// "5m..10m", "5m..", "..10m".
Parsed<MetricQuery::Window> parseWindow(std::string_view text);

/// A plain quantity of whatever kind its unit says; a number without a unit is a count.
Parsed<std::pair<double, Unit>> parseAnyQuantity(std::string_view text);

}  // namespace headroom::model
