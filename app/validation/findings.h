#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/validation/campaign.h"
#include "model/scenario/scenario.h"

namespace headroom::validation {

/// How far a guess moves a figure: its ends, the others in the middle.
struct Elasticity {
    std::string guess;
    double atLow = 0;
    double atHigh = 0;
    double value = 0;  ///< arc elasticity: the figure's change over its mean, by the guess's change over its mean
};

/// What became of a figure.
struct Finding {
    const Figure* figure = nullptr;
    std::optional<double> mid;
    std::vector<double> draws;             ///< ascending
    std::vector<Elasticity> elasticities;  ///< by falling magnitude
    double low() const;                    ///< 5th percentile of the draws
    double high() const;                   ///< 95th percentile
    /// Near: the paper's figure lies between low and high. A bound or an equality: all draws satisfy it.
    bool isInside() const;
    /// Draws that satisfy a bound or an equality.
    std::size_t satisfied() const;
};

/// Every run the plan needs for so many draws.
std::vector<Run> runsOf(const Plan& plan, int draws);
/// A figure's value in one draw (0: mid), with some guesses moved; absent when a run has none.
std::optional<double> valueOf(const Figure& figure, const Campaign& campaign, int draw,
                              const std::vector<std::string>& quantiles);
Finding findingOf(const Figure& figure, const Plan& plan, const Campaign& campaign, const model::Scenario& scenario, int draws);

/// By linear interpolation between the ranks; of an ascending, non-empty list.
double percentile(const std::vector<double>& ascending, double share);

}  // namespace headroom::validation
