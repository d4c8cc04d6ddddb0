#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "connectors/prometheus/histogram.h"

namespace headroom::connectors::prometheus {

/// What came in at a counter or a histogram.
struct Growth {
    Histogram histogram;  ///< of a counter without buckets; its sum then is what came in
    double seconds = 0;   ///< in how much time
    bool isNew = false;   ///< since the look before; else it is what came in the last time anything was seen
};

/// Remembers cumulative series from look to look. A counter that has shrunk began again from nothing.
class SeriesMemory {
public:
    /// A source is about to be read. `isWhole`: it says all there is, so that what is new on it was at nothing the last time.
    /// Times in s ascend for each source.
    void begin(const std::string& source, double time, bool isWhole);

    /// Growth since this series, of the source begun last, was seen before; nothing at its first sight, and where time has not
    /// gone on since and nothing is known from before.
    std::optional<Growth> grown(const std::string& series, double time, const Histogram& now);
    std::optional<Growth> grown(const std::string& series, double time, double now);

private:
    struct Source {
        std::optional<double> before;  ///< when it was read before
        double now = 0;
        bool isWhole = false;
        std::uint64_t looks = 0;
    };
    struct Series {
        Histogram value;
        double time = 0;
        std::optional<Growth> last;
        std::uint64_t look = 0;
    };
    void forget(const std::string& source, std::uint64_t look);

    std::map<std::string, Source> m_sources;
    std::map<std::pair<std::string, std::string>, Series> m_series;
    std::string m_current;
};

}  // namespace headroom::connectors::prometheus
