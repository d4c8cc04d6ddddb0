#pragma once

#include <optional>
#include <string>

#include "model/scenario/expectation.h"
#include "model/trace/batch_means.h"

namespace headroom::trace {

/// What became of a claim.
struct ExpectationResult {
    std::optional<double> value;      ///< base units
    std::optional<double> halfWidth;  ///< of the 95 % interval by batch means, where there is one
    bool pass = false;                ///< false when there is no value
    std::string comparison;           ///< "45.1k/s, expected 48.2k/s ± 10 %"; or why there is no value
};

/// Compares a claim with a run: Near passes within the tolerance, AtMost and AtLeast at the reference or beyond it by no
/// more than the tolerance, Equal only exactly. A relative tolerance is a fraction of the reference's magnitude.
ExpectationResult check(const model::Expectation& expectation, const MemoryTrace& trace);

/// The comparison alone, for a value that was got otherwise, such as a mean over replications.
bool holds(const model::Expectation& expectation, double value);
/// "45.1k/s, expected 48.2k/s ± 10 %".
std::string comparisonText(const model::Expectation& expectation, double value);

/// A value in base units as a person writes it: four significant digits, "340ms", "48.2k/s", "12 %", "16KiB".
std::string inUnit(double value, const std::string& unit);

}  // namespace headroom::trace
