#pragma once
// What a /metrics page says.

#include <optional>
#include <string>
#include <vector>

#include "connectors/prometheus/labels.h"
#include "model/diagnostics.h"

namespace headroom::connectors::prometheus {

enum class FamilyType { Unknown, Counter, Gauge, Histogram, GaugeHistogram, Summary, Info, StateSet };

/// An example of what was counted, such as the trace of one slow request.
struct Exemplar {
    Labels labels;
    double value = 0;
    std::optional<double> time;  ///< s since 1970
};

/// One series' value.
struct Sample {
    std::string name;  ///< as printed, with _bucket, _total and the like
    Labels labels;
    double value = 0;
    std::optional<double> time;  ///< s since 1970; mostly absent: when it was asked for
    std::optional<Exemplar> exemplar;
};

/// The samples that one TYPE is said of.
struct Family {
    std::string name;
    FamilyType type = FamilyType::Unknown;
    std::string help;
    std::string unit;
    std::vector<Sample> samples;
};

/// What can be read but is odd.
struct Remark {
    model::SourcePosition position;
    std::string message;
};

struct Exposition {
    std::vector<Family> families;  ///< in the order of their first line
    std::vector<Remark> remarks;
};

}  // namespace headroom::connectors::prometheus
