#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/prometheus/histogram.h"
#include "connectors/prometheus/reading.h"

namespace headroom::connectors::prometheus {

/// A histogram, a summary or a counter put together of its samples.
struct Compound {
    Labels labels;        ///< without le
    Histogram histogram;  ///< bounds ascend; its sum is that of the values
    std::optional<double> count;
    double time = 0;
};

/// The samples of a reading by name.
class SampleIndex {
public:
    /// The reading outlives it.
    explicit SampleIndex(const Reading& reading);

    const std::vector<const Sample*>& named(const std::string& name) const;
    /// What is counted under this name: buckets, _count and _sum, or one counter of the name itself. A bucket without a bound
    /// that is a number doesn't count.
    std::vector<Compound> compounds(const std::string& name) const;
    double timeOf(const Sample& sample) const { return sample.time.value_or(m_reading.time); }
    /// The labels of a sample, and what target_info says of the process it comes from.
    Labels labelsOf(const Labels& labels) const;
    /// The value of a gauge of the process that the labels are of, by job and instance; nothing where there are several.
    std::optional<double> beside(const std::string& gauge, const Labels& labels) const;

private:
    const Reading& m_reading;
    std::map<std::string, std::vector<const Sample*>, std::less<>> m_byName;
    std::map<std::string, Labels> m_targets;  ///< target_info, by process
};

}  // namespace headroom::connectors::prometheus
