#pragma once
// Which series say what of which element: data, built in and added to by users.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/prometheus/figure.h"
#include "connectors/prometheus/labels.h"
#include "model/diagnostics.h"

namespace headroom::connectors::prometheus {

/// A label and the patterns of which one must fit.
struct LabelCondition {
    std::string label;
    std::vector<std::string> patterns;
};

/// One kind of series, and what it says.
struct Rule {
    std::string name;    ///< as messages call it: "spring-http-server"
    std::string series;  ///< without _bucket, _count and _sum; a counter with its _total
    Figure figure = Figure::Requests;
    std::string element = "service";       ///< the element's kind: service, store, group or client
    std::vector<std::string> namedBy;      ///< labels; the first that has a value, and not "unknown", names the element
    std::vector<LabelCondition> where;     ///< all must hold
    std::vector<LabelCondition> unless;    ///< none may hold
    std::vector<LabelCondition> failed;    ///< a request failed where any holds
    std::vector<LabelCondition> rejected;  ///< it was turned away where any holds
    double unit = 1;                       ///< of time, in s
    std::string times;                     ///< a gauge of the same process that values are multiplied by; empty: none
};

struct Mapping {
    std::vector<Rule> rules;  ///< of several that give the same figure of an element, the first counts
    /// Kind and measured name of an element, and what the scenario calls it.
    std::map<std::pair<std::string, std::string>, std::string> aliases;

    /// The rules and aliases of `mine` before these.
    void addBefore(Mapping mine);
};

/// Whether a condition holds of labels.
bool holds(const LabelCondition& condition, const Labels& labels);

/// Reads a mapping as docs/live.md describes it; everything that is wrong is told with its place.
Mapping readMapping(const std::string& text, const std::string& file, model::Diagnostics& diagnostics);

/// For OpenTelemetry's semantic conventions, Spring Boot with Micrometer, Istio, collectors and the usual client libraries.
const Mapping& builtInMapping();
/// The same as text, for users to begin from.
std::string_view builtInMappingText();

}  // namespace headroom::connectors::prometheus
