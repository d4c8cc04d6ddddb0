#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/prometheus/figure.h"
#include "connectors/prometheus/histogram.h"

namespace headroom::connectors::prometheus {

/// What a look says of one element. Absent is unknown: never seen, seen for the first time, or no longer.
struct ElementFigures {
    std::string kind;  ///< "service", "store", "group", "client"
    std::string name;
    std::vector<std::string> rules;  ///< that gave the figures
    std::size_t sources = 0;         ///< that said something of it
    bool isPartial = false;          ///< a source that did before is silent: amounts, counts and sums are too small

    std::optional<double> requests;     ///< ended since the look before, well or not
    std::optional<double> failures;     ///< of these
    std::optional<double> rejections;   ///< of these, and no failures
    std::optional<double> requestRate;  ///< 1/s; the last one known, where nothing is newer
    std::optional<double> failureRate;
    std::optional<double> meanLatency;  ///< s
    Histogram latency;                  ///< bounds in s, of what ended last; empty where there are no buckets
    Histogram newLatency;               ///< the same since the look before

    std::optional<double> cpuSeconds;  ///< used since the look before
    std::optional<double> cpuCores;

    std::map<Figure, double> gauges;  ///< all others, in the units of their kinds
    std::map<Figure, double> counts;  ///< what came since the look before, of other counters
    std::map<Figure, Histogram>
        newDurations;  ///< s, of what ended since the look before, of other compounds; nothing is told too

    std::optional<double> gauge(Figure figure) const;
    /// Failed requests among all; absent where there were none.
    std::optional<double> errorRatio() const;
    /// s, as histogram_quantile reckons it; absent without buckets or requests.
    std::optional<double> latencyQuantile(double q) const;
};

}  // namespace headroom::connectors::prometheus
