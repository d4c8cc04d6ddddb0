#pragma once

#include <cstddef>
#include <vector>

#include "sim/statistics/interval.h"

namespace headroom::sim {

/// A mean's confidence interval from one long correlated series, in bounded memory.
///
/// Observations are averaged in batches; when there are 256 of them, neighbours merge and the batch size doubles. The
/// interval then uses the smallest further merging whose batch means are no longer visibly correlated.
class BatchMeans {
public:
    void add(double value);

    std::size_t count() const { return m_count; }
    /// Observations in each of the interval's batches; 0 with fewer than two batches.
    std::size_t batchSize() const;
    /// The interval over complete batches. Batches are independent enough when the means' first autocorrelation lies within
    /// two standard errors (2/sqrt(n)) of 0; at least 16 batches are kept, and then `isReliable()` may be false.
    Interval interval(double confidence = 0.95) const;
    /// Whether the selected batches passed the test of independence and are at least 16.
    bool isReliable() const;

private:
    static constexpr std::size_t mostBatches = 256;
    static constexpr std::size_t leastBatches = 16;

    struct Selection {
        std::vector<double> means;
        std::size_t factor = 1;
        bool independent = false;
    };
    Selection select() const;

    std::vector<double> m_means;
    std::size_t m_size = 1;
    std::size_t m_filled = 0;
    double m_sum = 0;
    std::size_t m_count = 0;
};

/// First-order sample autocorrelation; 0 for fewer than three values or no variance.
double lagOneAutocorrelation(const std::vector<double>& values);

/// The number of leading observations to drop as warm-up: MSER-5 (White, Cobb and Spratt 2000). Averages groups of five
/// and cuts where the standard error of what remains is least; cuts beyond half of the series are not considered.
/// Returns a multiple of 5; 0 for series shorter than 10.
std::size_t mser5(const std::vector<double>& values);

}  // namespace headroom::sim
