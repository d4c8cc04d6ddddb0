#pragma once
// The series a simulation declares, by kind of element: what an expectation may ask for.

#include <string>
#include <string_view>
#include <vector>

namespace headroom::model {

/// Names of the series that elements of a kind ("service", "topic", "cluster") have, sorted; empty for kinds without any. A test
/// holds this against what simulations of the reference scenarios declare. Some elements lack a few: a service without an
/// outbox has no outboxRows.
const std::vector<std::string>& metricNames(std::string_view kind);

/// The kinds whose elements have series, sorted.
std::vector<std::string> measuredKinds();

}  // namespace headroom::model
