#pragma once

#include <string>
#include <vector>

#include "model/scenario/expectation.h"
#include "model/trace/memory_trace.h"

namespace headroom::agreement {

using Statistic = model::MetricQuery::Statistic;

/// Runs headroom-sim in a process of its own and returns its whole trace; fails the test when it doesn't end well.
trace::MemoryTrace simulate(const std::string& infrastructure, const std::vector<std::string>& arguments);

/// The same scenario on both infrastructures.
struct Pair {
    trace::MemoryTrace native;
    trace::MemoryTrace simgrid;
};
Pair simulateOnBoth(const std::vector<std::string>& arguments);

/// The statistic from the end of warm-up to the end of the run; fails the test where there is none.
double value(const trace::MemoryTrace& trace, Statistic statistic, const std::string& element, const std::string& metric);

/// Fails the test, and names both figures, where SimGrid's lies farther from native's than the fraction of native's.
void expectWithin(const Pair& pair, double fraction, Statistic statistic, const std::string& element, const std::string& metric);

/// The demand on agreement: mean latency 5 %, p99 10 %.
void expectLatencyAgrees(const Pair& pair, const std::string& element, const std::string& metric);

/// The growth of a gauge that only grows, such as a link's bytes, per second since the end of warm-up.
double growth(const trace::MemoryTrace& trace, const std::string& element, const std::string& metric);

}  // namespace headroom::agreement
