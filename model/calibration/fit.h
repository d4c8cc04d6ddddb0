#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/calibration/binned_times.h"
#include "model/scenario/distribution.h"

namespace headroom::calibration {

/// How well a distribution goes with the times it was fitted to.
enum class Goodness {
    Fits,      ///< chance alone makes a difference as large at least once in a hundred times
    Close,     ///< the difference is no chance, but nowhere more than 2 % of all times
    Untested,  ///< too few bins hold something
    None,      ///< neither
};

/// A distribution with the mean of the times and the shape that makes their bins most likely.
struct Fit {
    model::Distribution distribution;
    double aic = 0;                ///< Akaike's criterion: the least is the best of several
    std::optional<double> p;       ///< of the G-test over bins that five at least are expected in
    double largestDifference = 0;  ///< between the two shares of times up to any bound
    Goodness goodness = Goodness::Untested;
};

/// The share of times up to `time` (s) under a distribution; of a constant, exponential, lognormal or gamma one.
double shareUpTo(const model::Distribution& distribution, double time);

/// A constant, exponential, lognormal and gamma distribution fitted to the times, the best one first. The mean is sum ÷ count,
/// whatever the bins; the shape is found by maximum likelihood over the bins. Empty where there are no times.
std::vector<Fit> fitTimes(const BinnedTimes& times);

/// The distribution as the scenario language writes it, to four digits: "lognormal(mean=25.03ms, cv=0.4012)".
std::string written(const model::Distribution& distribution);

/// So many values, ascending, that are distributed as the times are, and have exactly their mean: for empirical().
std::vector<double> representatives(const BinnedTimes& times, std::size_t count);

}  // namespace headroom::calibration
