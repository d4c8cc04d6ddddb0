#pragma once

#include <cstddef>
#include <string>

#include "services/clients/journey_tally.h"
#include "services/process/log.h"

namespace headroom::services {

/// A client's totals as fields of a log line. Times are in seconds; those of nothing are null. Quantiles are within
/// `quantileError`, the sketch's; mean, least and most are exact.
Log::Fields summaryFields(const std::string& client, const JourneyTally::Totals& totals, std::size_t inFlight);
/// The same as a sentence.
std::string summarySentence(const std::string& client, const JourneyTally::Totals& totals, std::size_t inFlight);

}  // namespace headroom::services
