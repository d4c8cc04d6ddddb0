#pragma once

#include <string>

#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::exposition {

/// What a look has seen, as Prometheus reads it (text format 0.0.4), by the names kafka_exporter uses where it has the same
/// figure. What is unknown has no sample. `at` is when the look ended, in seconds since 1970.
std::string exposition(const kafka::Snapshot& snapshot, double at);

/// The same of a look that has seen nothing.
std::string expositionOfFailure(double at);

}  // namespace headroom::connectors::exposition
