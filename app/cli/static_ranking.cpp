#include "app/cli/static_ranking.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/presentation/traced_scenario.h"
#include "model/analysis/headroom.h"

namespace headroom::cli {
namespace {

/// Times the scenario's load at which its first element is full, with one guess at a quantile of its range.
std::optional<double> firstBreak(const trace::Header& header, const std::string& path, double quantile) {
    const std::optional<model::Scenario> scenario = presentation::scenarioOf(header, {{path, quantile}});
    if (!scenario) return std::nullopt;
    const model::Headroom headroom = model::analyse(*scenario, 1);
    if (headroom.breaks.empty() || !std::isfinite(headroom.breaks.front().factor)) return std::nullopt;
    return headroom.breaks.front().factor;
}

}  // namespace

void rankGuessesStatically(const trace::Header& header, presentation::Report& report) {
    if (report.guesses.empty()) return;
    for (presentation::GuessRow& guess : report.guesses) {
        const std::optional<double> low = firstBreak(header, guess.path, 0);
        const std::optional<double> high = firstBreak(header, guess.path, 1);
        if (!low || !high) continue;
        guess.effect = std::abs(*high - *low);
        guess.effectText = *guess.effect < 0.0005 ? "none" : fmt::format("{:.3g}× … {:.3g}×", *low, *high);
    }
    std::stable_sort(report.guesses.begin(), report.guesses.end(),
                     [](const auto& a, const auto& b) { return a.effect.value_or(-1) > b.effect.value_or(-1); });
    report.guessMethod =
        "ranked by static analysis, not by runs: the multiple of this load at which the first element is full, with the guess "
        "alone at the "
        "low and at the high end of its range; --replications 8 or more ranks by their effect on the figures";
}

}  // namespace headroom::cli
