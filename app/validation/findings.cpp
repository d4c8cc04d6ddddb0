#include "app/validation/findings.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::validation {
namespace {

int drawsOf(const Study& study, int draws) {
    return study.draws == 0 ? draws : std::min(std::max(study.draws, 0), draws);
}

bool satisfies(const Figure& figure, double value) {
    switch (figure.kind) {
        case Figure::Kind::AtMost: return value <= figure.reference;
        case Figure::Kind::AtLeast: return value >= figure.reference;
        case Figure::Kind::Equal: return value == figure.reference;
        default: return true;
    }
}

/// (b − a) over their mean; 0 when both are 0.
double relativeChange(double a, double b) {
    const double mean = (a + b) / 2;
    return mean == 0 ? 0 : (b - a) / mean;
}

const model::Guess* findGuess(const model::Scenario& scenario, const std::string& path) {
    for (const model::Guess& guess : scenario.guesses)
        if (guess.path == path) return &guess;
    return nullptr;
}

}  // namespace

double percentile(const std::vector<double>& ascending, double share) {
    const double place = share * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, ascending.size() - 1);
    const double weight = place - static_cast<double>(below);
    if (weight == 0 || ascending[below] == ascending[above]) return ascending[below];
    return ascending[below] * (1 - weight) + ascending[above] * weight;
}

double Finding::low() const {
    return percentile(draws, 0.05);
}

double Finding::high() const {
    return percentile(draws, 0.95);
}

std::size_t Finding::satisfied() const {
    return static_cast<std::size_t>(
        std::count_if(draws.begin(), draws.end(), [this](double v) { return satisfies(*figure, v); }));
}

bool Finding::isInside() const {
    if (draws.empty()) return false;
    if (figure->kind == Figure::Kind::Near) return low() <= figure->reference && figure->reference <= high();
    return satisfied() == draws.size();
}

std::vector<Run> runsOf(const Plan& plan, int draws) {
    std::vector<Run> runs;
    for (const Study& study : plan.studies) runs.push_back({study.id, 0, {}, {}});
    for (const Row& row : plan.rows)
        for (const Alternative& other : row.alternatives) runs.push_back({other.study, 0, other.settings, other.quantiles});
    for (const Study& study : plan.studies)
        for (const std::string& guess : study.guesses)
            for (const char* end : {"=0", "=1"}) runs.push_back({study.id, 0, {}, {guess + end}});
    // Draw by draw, so that an interrupted campaign has as many of each.
    for (int draw = 1; draw <= draws; ++draw)
        for (const Study& study : plan.studies)
            if (draw <= drawsOf(study, draws)) runs.push_back({study.id, draw, {}, {}});
    return runs;
}

std::optional<double> valueOf(const Figure& figure, const Campaign& campaign, int draw,
                              const std::vector<std::string>& quantiles) {
    const auto part = [&](const std::string& study, const std::string& expectation) -> std::optional<double> {
        const Outcome* outcome = campaign.find({study, draw, {}, quantiles});
        if (outcome == nullptr || !outcome->contains(expectation)) return std::nullopt;
        return outcome->at(expectation);
    };
    const auto value = part(figure.study, figure.expectation);
    if (figure.overExpectation.empty() || !value) return value;
    const auto over = part(figure.overStudy, figure.overExpectation);
    if (!over || *over == 0) return std::nullopt;
    return *value / *over;
}

Finding findingOf(const Figure& figure, const Plan& plan, const Campaign& campaign, const model::Scenario& scenario, int draws) {
    Finding finding{&figure, valueOf(figure, campaign, 0, {}), {}, {}};
    for (int draw = 1; draw <= drawsOf(plan.study(figure.study), draws); ++draw)
        if (const auto value = valueOf(figure, campaign, draw, {})) finding.draws.push_back(*value);
    std::sort(finding.draws.begin(), finding.draws.end());
    for (const std::string& path : plan.study(figure.study).guesses) {
        const auto low = valueOf(figure, campaign, 0, {path + "=0"});
        const auto high = valueOf(figure, campaign, 0, {path + "=1"});
        const model::Guess* guess = findGuess(scenario, path);
        if (!low || !high || guess == nullptr) continue;
        // From or to infinity there is no quotient; it counts as the most.
        const bool isFinite = std::isfinite(*low) && std::isfinite(*high);
        const double value = isFinite ? relativeChange(*low, *high) / relativeChange(guess->low, guess->high)
                                      : std::numeric_limits<double>::infinity();
        finding.elasticities.push_back({path, *low, *high, value});
    }
    std::stable_sort(finding.elasticities.begin(), finding.elasticities.end(),
                     [](const Elasticity& a, const Elasticity& b) { return std::abs(a.value) > std::abs(b.value); });
    return finding;
}

}  // namespace headroom::validation
