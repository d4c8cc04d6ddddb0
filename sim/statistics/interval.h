#pragma once

#include <cstddef>
#include <vector>

namespace headroom::sim {

/// An estimate with a symmetric confidence interval.
struct Interval {
    double mean = 0;
    double halfWidth = 0;  ///< infinite with fewer than two observations
    std::size_t observations = 0;

    double low() const { return mean - halfWidth; }
    double high() const { return mean + halfWidth; }
    /// Half-width over |mean|; infinite when the mean is 0 and the half-width is not.
    double relativePrecision() const;
    bool contains(double value) const { return value >= low() && value <= high(); }
};

/// The value Student's t with `degrees` (>= 1) of freedom doesn't exceed in absolute value with probability `confidence`.
double studentT(double confidence, double degrees);

/// The Student-t interval of the mean of independent observations.
Interval studentInterval(const std::vector<double>& observations, double confidence = 0.95);

/// Decides when replications suffice: `--precision`.
class ReplicationRule {
public:
    /// Stops once the interval's half-width is at most `precision` (e.g. 0.05) of the mean, not before `least` and at the
    /// latest after `most` replications.
    explicit ReplicationRule(double precision, std::size_t least = 5, std::size_t most = 1000, double confidence = 0.95);

    /// One value per replication.
    void add(double value) { m_values.push_back(value); }
    Interval interval() const { return studentInterval(m_values, m_confidence); }
    bool isPrecise() const;
    bool isFinished() const { return m_values.size() >= m_most || isPrecise(); }
    /// Estimated number of replications the precision takes in all, from the variance so far; at least those made.
    std::size_t expectedReplications() const;

private:
    double m_precision;
    std::size_t m_least;
    std::size_t m_most;
    double m_confidence;
    std::vector<double> m_values;
};

}  // namespace headroom::sim
