#include "sim/statistics/batch_means.h"

#include <cmath>
#include <limits>

namespace headroom::sim {

namespace {

std::vector<double> mergeNeighbours(const std::vector<double>& values) {
    std::vector<double> merged;
    merged.reserve(values.size() / 2);
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) merged.push_back((values[i] + values[i + 1]) / 2);
    return merged;
}

}  // namespace

void BatchMeans::add(double value) {
    ++m_count;
    m_sum += value;
    if (++m_filled < m_size) return;
    m_means.push_back(m_sum / static_cast<double>(m_size));
    m_sum = 0;
    m_filled = 0;
    if (m_means.size() < mostBatches) return;
    m_means = mergeNeighbours(m_means);
    m_size *= 2;
}

BatchMeans::Selection BatchMeans::select() const {
    Selection selection{m_means, 1, false};
    for (;;) {
        const auto n = static_cast<double>(selection.means.size());
        selection.independent =
            selection.means.size() >= leastBatches && std::abs(lagOneAutocorrelation(selection.means)) <= 2 / std::sqrt(n);
        if (selection.independent || selection.means.size() < 2 * leastBatches) return selection;
        selection.means = mergeNeighbours(selection.means);
        selection.factor *= 2;
    }
}

std::size_t BatchMeans::batchSize() const {
    return m_means.size() < 2 ? 0 : m_size * select().factor;
}

Interval BatchMeans::interval(double confidence) const {
    return studentInterval(select().means, confidence);
}

bool BatchMeans::isReliable() const {
    return select().independent;
}

double lagOneAutocorrelation(const std::vector<double>& values) {
    if (values.size() < 3) return 0;
    double mean = 0;
    for (const double value : values) mean += value;
    mean /= static_cast<double>(values.size());
    double variance = 0;
    double covariance = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        variance += (values[i] - mean) * (values[i] - mean);
        if (i != 0) covariance += (values[i] - mean) * (values[i - 1] - mean);
    }
    return variance == 0 ? 0 : covariance / variance;
}

std::size_t mser5(const std::vector<double>& values) {
    std::vector<double> groups;
    for (std::size_t i = 0; i + 5 <= values.size(); i += 5)
        groups.push_back((values[i] + values[i + 1] + values[i + 2] + values[i + 3] + values[i + 4]) / 5);
    if (groups.size() < 2) return 0;
    // From the back, so that each cut's mean and sum of squares follow from the one after it (Welford).
    double mean = 0;
    double squares = 0;
    double least = std::numeric_limits<double>::infinity();
    std::size_t cut = 0;
    for (std::size_t i = groups.size(); i-- > 0;) {
        const auto kept = static_cast<double>(groups.size() - i);
        const double delta = groups[i] - mean;
        mean += delta / kept;
        squares += delta * (groups[i] - mean);
        if (i > groups.size() / 2) continue;
        const double error = squares / (kept * kept);
        if (error > least) continue;
        least = error;
        cut = i;
    }
    return cut * 5;
}

}  // namespace headroom::sim
