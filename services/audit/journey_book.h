#pragma once

#include <map>
#include <optional>
#include <string>

#include "model/result.h"
#include "services/audit/journey_ledger.h"

namespace headroom::services {

/// What a ledger says of one journey.
struct LedgerEntry {
    std::string client;
    std::optional<std::string> outcome;  ///< what the client was told, by word(Outcome); absent: it heard nothing before its end

    bool isAccepted() const { return outcome == word(Outcome::Ok); }
};

/// By trace id.
using JourneyBook = std::map<std::string, LedgerEntry>;

/// All ledgers of a folder. What a killed process left of its last line is passed over; any other line that makes no sense is an
/// error with its place.
model::Result<JourneyBook, LedgerError> readLedgers(const std::string& folder);

}  // namespace headroom::services
