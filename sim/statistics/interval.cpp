#include "sim/statistics/interval.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headroom::sim {

double Interval::relativePrecision() const {
    if (halfWidth == 0) return 0;
    return mean == 0 ? std::numeric_limits<double>::infinity() : halfWidth / std::abs(mean);
}

double studentT(double confidence, double degrees) {
    if (!(confidence > 0 && confidence < 1) || !(degrees >= 1)) throw std::logic_error("statistics: no such Student quantile");
    // P(|T| > t) is the regularised incomplete beta function at degrees / (degrees + t^2).
    double complement = 0;
    const double x = boost::math::ibeta_inv(degrees / 2, 0.5, 1 - confidence, &complement);
    return std::sqrt(degrees * complement / x);
}

Interval studentInterval(const std::vector<double>& observations, double confidence) {
    Interval interval;
    interval.observations = observations.size();
    const auto n = static_cast<double>(observations.size());
    double sum = 0;
    for (const double value : observations) sum += value;
    if (!observations.empty()) interval.mean = sum / n;
    interval.halfWidth = std::numeric_limits<double>::infinity();
    if (observations.size() < 2) return interval;
    double squares = 0;
    for (const double value : observations) squares += (value - interval.mean) * (value - interval.mean);
    interval.halfWidth = studentT(confidence, n - 1) * std::sqrt(squares / (n - 1) / n);
    return interval;
}

ReplicationRule::ReplicationRule(double precision, std::size_t least, std::size_t most, double confidence)
    : m_precision(precision), m_least(std::max<std::size_t>(least, 2)), m_most(most), m_confidence(confidence) {}

bool ReplicationRule::isPrecise() const {
    return m_values.size() >= m_least && interval().relativePrecision() <= m_precision;
}

std::size_t ReplicationRule::expectedReplications() const {
    const std::size_t made = std::max(m_values.size(), m_least);
    const double relative = interval().relativePrecision();
    if (std::isinf(relative)) return std::max(made, m_most);
    const double ratio = relative / m_precision;
    const double needed = std::ceil(static_cast<double>(m_values.size()) * ratio * ratio);
    return std::max(made, static_cast<std::size_t>(std::min(needed, static_cast<double>(m_most))));
}

}  // namespace headroom::sim
