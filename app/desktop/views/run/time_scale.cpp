#include "app/desktop/views/run/time_scale.h"

#include <algorithm>
#include <cmath>

namespace headroom::views {
namespace {

constexpr std::int64_t leastNs = 1'000'000'000;

TimeScale within(TimeScale scale, std::int64_t from, std::int64_t length, model::Instant end) {
    length = std::clamp(length, leastNs, std::max(end.ns, leastNs));
    from = std::clamp<std::int64_t>(from, 0, std::max<std::int64_t>(0, end.ns - length));
    scale.from = {from};
    scale.to = {from + length};
    return scale;
}

}  // namespace

double TimeScale::xOf(model::Instant instant) const {
    const auto length = static_cast<double>((to - from).ns);
    return left + (length <= 0 ? 0 : static_cast<double>((instant - from).ns) / length * width);
}

model::Instant TimeScale::at(double x) const {
    const double share = (x - left) / width;
    return {std::max<std::int64_t>(0, from.ns + std::llround(share * static_cast<double>((to - from).ns)))};
}

TimeScale TimeScale::zoomed(double factor, double x, model::Instant end) const {
    const double share = std::clamp((x - left) / width, 0.0, 1.0);
    const auto old = static_cast<double>((to - from).ns);
    const double length = std::clamp(old * factor, static_cast<double>(leastNs), static_cast<double>(std::max(end.ns, leastNs)));
    const double start = static_cast<double>(from.ns) + share * (old - length);
    return within(*this, static_cast<std::int64_t>(start), static_cast<std::int64_t>(length), end);
}

TimeScale TimeScale::moved(double pixels, model::Instant end) const {
    const auto by = static_cast<std::int64_t>(pixels * secondsPerPixel() * 1e9);
    return within(*this, from.ns + by, (to - from).ns, end);
}

TimeScale TimeScale::showing(model::Instant instant, model::Instant end) const {
    const std::int64_t length = (to - from).ns;
    if (instant < from) return within(*this, instant.ns, length, end);
    if (instant > to) return within(*this, instant.ns - length, length, end);
    return *this;
}

double tickSeconds(double leastSeconds) {
    for (const double step : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0,
                              7200.0, 10800.0, 21600.0, 43200.0})
        if (step >= leastSeconds) return step;
    return std::ceil(leastSeconds / 86400) * 86400;
}

}  // namespace headroom::views
