#include "app/desktop/views/charts/decimation.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::views {
namespace {

/// What is kept of the points of one bucket.
class Bucket {
public:
    bool isEmpty() const { return m_count == 0; }

    void add(std::size_t position, double value) {
        if (m_count++ == 0) {
            m_first = m_least = m_greatest = position;
            m_leastValue = m_greatestValue = value;
        }
        if (value < m_leastValue) m_least = position, m_leastValue = value;
        if (value > m_greatestValue) m_greatest = position, m_greatestValue = value;
        m_last = position;
    }

    void moveTo(Stroke& stroke, const std::vector<double>& times, const std::vector<double>& values) {
        if (m_count == 0) return;
        std::array kept{m_first, std::min(m_least, m_greatest), std::max(m_least, m_greatest), m_last};
        for (std::size_t i = 0; i < kept.size(); ++i)
            if (i == 0 || kept[i] != kept[i - 1]) stroke.push_back({times[kept[i]], values[kept[i]]});
        m_count = 0;
    }

private:
    std::size_t m_count = 0;
    std::size_t m_first = 0, m_least = 0, m_greatest = 0, m_last = 0;
    double m_leastValue = 0, m_greatestValue = 0;
};

}  // namespace

std::size_t positionAt(const std::vector<double>& times, double seconds) {
    const auto after = std::ranges::upper_bound(times, seconds);
    return after == times.begin() ? times.size() : static_cast<std::size_t>(after - times.begin()) - 1;
}

std::vector<Stroke> decimated(const std::vector<double>& times, const std::vector<double>& values, const TimeSpan& span,
                              std::size_t buckets) {
    std::vector<Stroke> strokes;
    const std::size_t size = std::min(times.size(), values.size());
    if (size == 0 || buckets == 0 || !(span.length() > 0)) return strokes;
    const auto end = times.begin() + static_cast<std::ptrdiff_t>(size);
    const auto begin = std::lower_bound(times.begin(), end, span.from);
    auto first = static_cast<std::size_t>(begin - times.begin());
    if (first > 0) --first;
    const auto last = std::min(size, static_cast<std::size_t>(std::upper_bound(begin, end, span.to) - times.begin()) + 1);

    const double width = span.length() / static_cast<double>(buckets);
    Stroke stroke;
    Bucket bucket;
    double current = 0;
    for (std::size_t i = first; i < last; ++i) {
        const double place = std::floor(times[i] / width);
        if (!bucket.isEmpty() && (std::isnan(values[i]) || place != current)) bucket.moveTo(stroke, times, values);
        if (std::isnan(values[i])) {
            if (!stroke.empty()) strokes.push_back(std::move(stroke));
            stroke = {};
            continue;
        }
        current = place;
        bucket.add(i, values[i]);
    }
    bucket.moveTo(stroke, times, values);
    if (!stroke.empty()) strokes.push_back(std::move(stroke));
    return strokes;
}

}  // namespace headroom::views
