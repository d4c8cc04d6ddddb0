#pragma once

#include <string>
#include <vector>

#include "connectors/prometheus/exposition.h"
#include "connectors/prometheus/query_answer.h"

namespace headroom::connectors::prometheus {

/// What one source said at one look, page or server alike.
struct Reading {
    std::string source;    ///< unique among the sources looked at
    std::string service;   ///< what its user calls the service it is of; empty: labels say
    std::string fallback;  ///< what a service is called that no label names
    double time = 0;       ///< s, ascending; of samples that bring no time of their own
    bool isWhole = false;  ///< a page of one process, on which what is new was at nothing the time before
    std::vector<Sample> samples;
    bool isOfNoService = false;  ///< it is one of clients
};

/// All samples of a page, in its order.
std::vector<Sample> samplesOf(Exposition exposition);

/// The newest point of every series of an answer that hasn't ended: that has missed three of its own intervals.
std::vector<Sample> samplesOf(const QueryAnswer& answer);

}  // namespace headroom::connectors::prometheus
