#include "connectors/prometheus/figures.h"

#include <cmath>

namespace headroom::connectors::prometheus {

std::optional<double> ElementFigures::gauge(Figure figure) const {
    const auto found = gauges.find(figure);
    return found == gauges.end() ? std::nullopt : std::optional(found->second);
}

std::optional<double> ElementFigures::errorRatio() const {
    if (!requestRate || !failureRate || *requestRate <= 0) return std::nullopt;
    const double ratio = *failureRate / *requestRate;
    return std::isfinite(ratio) ? std::optional(ratio) : std::nullopt;
}

std::optional<double> ElementFigures::latencyQuantile(double q) const {
    const double value = histogramQuantile(q, latency.buckets);
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace headroom::connectors::prometheus
