#include "app/presentation/aggregate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "app/presentation/format.h"
#include "app/presentation/report_builder.h"
#include "model/trace/expectation_check.h"
#include "model/trace/student_t.h"

namespace headroom::presentation {
namespace {

constexpr std::size_t leastForRanking = 8;

struct Estimate {
    double mean = 0;
    std::optional<double> halfWidth;
};

Estimate estimate(const std::vector<double>& values) {
    const auto count = static_cast<double>(values.size());
    Estimate result{std::accumulate(values.begin(), values.end(), 0.0) / count, {}};
    if (values.size() < 2 || !std::isfinite(result.mean)) return result;
    double squares = 0;
    for (const double value : values) squares += (value - result.mean) * (value - result.mean);
    const double t = trace::studentTQuantile(0.975, count - 1);
    result.halfWidth = t * std::sqrt(squares / (count - 1) / count);
    return result;
}

void aggregateElements(const std::vector<Report>& replications, Report& result) {
    for (ElementRow& row : result.elements) {
        for (Metric& metric : row.metrics) {
            std::vector<double> values;
            for (const Report& replication : replications) {
                const ElementRow* other = replication.findElement(row.id);
                const Metric* value = other == nullptr ? nullptr : other->findMetric(metric.name);
                if (value != nullptr) values.push_back(value->value);
            }
            const Estimate mean = estimate(values);
            metric.value = mean.mean;
            metric.halfWidth = mean.halfWidth;
        }
    }
}

void aggregateExpectations(const std::vector<Report>& replications, Report& result) {
    for (std::size_t i = 0; i < result.expectations.size(); ++i) {
        ExpectationRow& row = result.expectations[i];
        if (!row.isEvaluated) continue;
        row.values.clear();
        std::size_t holding = 0;
        for (const Report& replication : replications) {
            const ExpectationRow& other = replication.expectations.at(i);
            if (other.value) row.values.push_back(*other.value);
            holding += other.pass ? 1 : 0;
        }
        row.value.reset();
        row.halfWidth.reset();
        row.pass = false;
        if (row.values.size() != replications.size()) {
            row.comparison =
                fmt::format("no value in {} of {} replications", replications.size() - row.values.size(), replications.size());
            continue;
        }
        const Estimate mean = estimate(row.values);
        row.value = mean.mean;
        row.halfWidth = mean.halfWidth;
        row.pass = trace::holds(row.claim, mean.mean);
        row.comparison = fmt::format("{}; {} of {} replications hold", trace::comparisonText(row.claim, mean.mean), holding,
                                     replications.size());
    }
}

void aggregateGuesses(const std::vector<Report>& replications, Report& result) {
    for (std::size_t i = 0; i < result.guesses.size(); ++i) {
        result.guesses[i].values.clear();
        for (const Report& replication : replications)
            if (i < replication.guesses.size()) result.guesses[i].values.push_back(replication.guesses[i].value);
    }
    if (!result.guesses.empty() && replications.size() < leastForRanking)
        result.guessMethod = fmt::format("{} replications are too few to rank guesses; 8 or more do", replications.size());
}

/// Mean ranks, from 1.
std::vector<double> ranks(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> result(values.size());
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i + 1;
        while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
        for (std::size_t k = i; k < end; ++k) result[order[k]] = static_cast<double>(i + end + 1) / 2;
        i = end;
    }
    return result;
}

bool varies(const std::vector<double>& values) {
    return values.size() >= leastForRanking &&
           std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); }) &&
           std::any_of(values.begin(), values.end(), [&](double v) { return v != values.front(); });
}

/// Distance to the claim's edge as a share of its reference; negative beyond it.
double margin(const ExpectationRow& row) {
    const model::Expectation& claim = row.claim;
    const double slack = claim.toleranceIsRelative ? claim.tolerance * std::abs(claim.reference) : claim.tolerance;
    const double value = row.value.value_or(0);
    double distance = slack - std::abs(value - claim.reference);
    if (claim.comparison == model::Expectation::Comparison::AtMost) distance = claim.reference + slack - value;
    if (claim.comparison == model::Expectation::Comparison::AtLeast) distance = value - claim.reference + slack;
    return distance / std::max(std::abs(claim.reference), 1e-12);
}

/// Times of all replications that lie in one bucket of their sketches.
bool hasIntervalBelowResolution(const Report& report) {
    const auto isBelow = [](double value, const std::optional<double>& halfWidth, const std::string& unit) {
        return unit == "s" && value > 0 && halfWidth == 0.0;
    };
    const bool isExpectation = std::ranges::any_of(report.expectations, [&](const ExpectationRow& row) {
        return row.value && isBelow(*row.value, row.halfWidth, row.claim.unit);
    });
    return isExpectation || std::ranges::any_of(report.elements, [&](const ElementRow& row) {
               return std::ranges::any_of(row.metrics, [&](const Metric& m) {
                   return m.name.starts_with("latencyP") && isBelow(m.value, m.halfWidth, m.unit);
               });
           });
}

}  // namespace

Report aggregate(const std::vector<Report>& replications) {
    if (replications.empty()) throw std::logic_error("no replications to aggregate");
    Report result = replications.front();
    if (replications.size() == 1) return result;
    result.replications = static_cast<int>(replications.size());
    result.wallSeconds = 0;
    result.kernelEvents = 0;
    for (const Report& replication : replications) {
        result.wallSeconds += replication.wallSeconds;
        result.kernelEvents += replication.kernelEvents;
        if (replication.outcome != "completed") result.outcome = replication.outcome;
    }
    aggregateElements(replications, result);
    aggregateExpectations(replications, result);
    aggregateGuesses(replications, result);
    result.bottleneck = findBottleneck(result.elements);
    result.notes.push_back(
        "timeline and fingerprint are the first replication's, which takes every guess at the middle of its range");
    if (hasIntervalBelowResolution(result))
        result.notes.push_back("percentiles are known to 1 %: ± 0 says that they fell into the same hundredth in every replication");
    if (!result.guesses.empty())
        result.notes.push_back("the other replications draw every guess anew: intervals cover chance and guesses together");
    judge(result);
    rankGuessesByCorrelation(result);
    return result;
}

double widestInterval(const Report& aggregated) {
    double widest = 0;
    for (const ExpectationRow& row : aggregated.expectations) {
        const double infinite = std::numeric_limits<double>::infinity();
        if (!row.isEvaluated) continue;
        if (!row.value || !row.halfWidth)
            widest = infinite;
        else if (*row.halfWidth > 0)
            widest = std::max(widest, *row.value == 0 ? infinite : *row.halfWidth / std::abs(*row.value));
    }
    return widest;
}

double rankCorrelation(const std::vector<double>& x, const std::vector<double>& y) {
    const std::vector<double> a = ranks(x);
    const std::vector<double> b = ranks(y);
    const double mean = (static_cast<double>(a.size()) + 1) / 2;
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        product += (a[i] - mean) * (b[i] - mean);
        squaresA += (a[i] - mean) * (a[i] - mean);
        squaresB += (b[i] - mean) * (b[i] - mean);
    }
    return squaresA == 0 || squaresB == 0 ? 0 : product / std::sqrt(squaresA * squaresB);
}

void rankGuessesByCorrelation(Report& report) {
    const ExpectationRow* figure = nullptr;
    for (const ExpectationRow& row : report.expectations)
        if (varies(row.values) && (figure == nullptr || margin(row) < margin(*figure))) figure = &row;
    if (report.guesses.empty() || static_cast<std::size_t>(report.replications) < leastForRanking) return;
    if (figure == nullptr) {
        report.guessMethod = "no expectation's figure varies between the replications, so none of the guesses moves the verdict";
        return;
    }
    for (GuessRow& guess : report.guesses) {
        if (guess.values.size() != figure->values.size()) continue;
        const double correlation = rankCorrelation(guess.values, figure->values);
        guess.effect = std::abs(correlation);
        guess.effectText = fmt::format("{:+.2f}", correlation);
    }
    std::stable_sort(report.guesses.begin(), report.guesses.end(),
                     [](const GuessRow& a, const GuessRow& b) { return a.effect.value_or(-1) > b.effect.value_or(-1); });
    report.guessMethod = fmt::format(
        "ranked by Spearman's rank correlation with '{}', the figure nearest to failing, over {} replications; below {:.2f} it "
        "may be chance",
        figure->claim.name, figure->values.size(), 1.96 / std::sqrt(static_cast<double>(figure->values.size()) - 1));
}

}  // namespace headroom::presentation
