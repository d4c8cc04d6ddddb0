#pragma once

#include <optional>
#include <string>

#include "model/diagnostics.h"
#include "model/quantities.h"

namespace headroom::model {

/// A question to a trace, such as p99(notification.endToEndLatency) between two instants.
struct MetricQuery {
    enum class Statistic {
        Mean,
        Max,
        Min,
        Last,   ///< of a gauge over its frames; Mean and Max also of a latency sketch
        Rate,   ///< of a counter, per second over the window
        Total,  ///< of a counter, its growth over the window
        P50,
        P90,
        P95,
        P99,
        P999,       ///< of a latency sketch merged over the window
        TimeUntil,  ///< seconds from the window's start until `condition` holds; infinite if it never does
    };
    struct Condition {
        enum class Comparison { Less, LessEqual, Equal, GreaterEqual, Greater } comparison = Comparison::GreaterEqual;
        double value = 0;
    };
    struct Window {
        Instant from;
        Instant to = Instant::never();
    };

    Statistic statistic = Statistic::Mean;
    std::string element;               ///< element id, "service/transaction"; a bare name where it is unique
    std::string metric;                ///< series name, "throughput", "endToEndLatency"
    Condition condition;               ///< TimeUntil only
    std::optional<Window> window;      ///< absent: from the end of warm-up to the end of the run
    std::optional<Window> relativeTo;  ///< the result is divided by the same query over this window
};

/// A claim about a run. As text: "48.2k/s ± 10 %", "<= 340ms".
struct Expectation {
    enum class Role { Calibrated, Predicted, Required };
    enum class Comparison { Near, AtMost, AtLeast, Equal };

    std::string name;
    Role role = Role::Required;
    MetricQuery query;
    Comparison comparison = Comparison::Near;
    double reference = 0;  ///< in base units: seconds, per second, bytes, or a plain number
    double tolerance = 0;  ///< Near: absolute, or a fraction when relative
    bool toleranceIsRelative = true;
    std::string unit;    ///< "s", "/s", "B", "%" or empty
    std::string source;  ///< where the reference figure comes from
    SourceLocation location;
    std::string notEvaluated;  ///< why the run can't answer, where --duration ends it before the spans; else empty
};

}  // namespace headroom::model
