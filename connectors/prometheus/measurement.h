#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "connectors/prometheus/figures.h"
#include "connectors/prometheus/mapping.h"
#include "connectors/prometheus/reading.h"
#include "connectors/prometheus/series_memory.h"

namespace headroom::connectors::prometheus {

/// Makes figures of elements out of looks at series, by a mapping. A pure function of what it was given so far.
class Measurement {
public:
    explicit Measurement(Mapping mapping) : m_mapping(std::move(mapping)) {}

    /// The figures of one look, ordered by kind and name. `silent` are sources that had nothing to say this time: the elements
    /// that they told of before are partial then.
    std::vector<ElementFigures> measure(const std::vector<Reading>& readings, const std::set<std::string>& silent);

    /// A source that is there no more: what it told of isn't partial without it.
    void forget(const std::string& source) { m_told.erase(source); }

private:
    using ElementKey = std::pair<std::string, std::string>;
    class Look;

    Mapping m_mapping;
    SeriesMemory m_memory;
    std::map<std::string, std::set<ElementKey>> m_told;  ///< by source
};

}  // namespace headroom::connectors::prometheus
