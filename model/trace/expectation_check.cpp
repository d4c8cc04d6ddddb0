#include "model/trace/expectation_check.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace headroom::trace {
namespace {

using model::Expectation;
using Comparison = Expectation::Comparison;

struct Step {
    double size;
    const char* prefix;
};

/// The value in the largest step it reaches, with the step's prefix and the unit.
template <std::size_t N>
std::string stepped(double value, const std::array<Step, N>& steps, const std::string& unit) {
    for (const Step& step : steps)
        if (std::abs(value) >= step.size) return fmt::format("{:.4g}{}{}", value / step.size, step.prefix, unit);
    const Step& last = steps.back();
    return fmt::format("{:.4g}{}{}", value / last.size, last.prefix, unit);
}

constexpr std::array<Step, 4> secondSteps{{{1, ""}, {1e-3, "m"}, {1e-6, "µ"}, {1e-9, "n"}}};
constexpr std::array<Step, 4> rateSteps{{{1e9, "G"}, {1e6, "M"}, {1e3, "k"}, {1, ""}}};
constexpr std::array<Step, 4> byteSteps{{{1073741824, "Gi"}, {1048576, "Mi"}, {1024, "Ki"}, {1, ""}}};

double slack(const Expectation& expectation) {
    return expectation.toleranceIsRelative ? expectation.tolerance * std::abs(expectation.reference) : expectation.tolerance;
}

const char* relation(Comparison comparison) {
    switch (comparison) {
        case Comparison::AtMost: return "at most ";
        case Comparison::AtLeast: return "at least ";
        case Comparison::Equal: return "exactly ";
        case Comparison::Near: return "";
    }
    return "";
}

std::string toleranceText(const Expectation& expectation) {
    if (expectation.tolerance == 0 || expectation.comparison == Comparison::Equal) return {};
    return " ± " + (expectation.toleranceIsRelative ? inUnit(expectation.tolerance, "%")
                                                    : inUnit(expectation.tolerance, expectation.unit));
}

}  // namespace

std::string inUnit(double value, const std::string& unit) {
    if (std::isinf(value)) return value > 0 ? "never reached" : "-infinite";
    if (unit == "%") return fmt::format("{:.4g} %", value * 100);
    if (value == 0) return "0" + unit;
    if (unit == "s") return stepped(value, secondSteps, unit);
    if (unit == "/s") return stepped(value, rateSteps, unit);
    if (unit == "B") return stepped(value, byteSteps, unit);
    return fmt::format("{:.6g}{}{}", value, unit.empty() ? "" : " ", unit);
}

bool holds(const Expectation& expectation, double value) {
    const double reference = expectation.reference;
    switch (expectation.comparison) {
        case Comparison::Near: return std::abs(value - reference) <= slack(expectation);
        case Comparison::AtMost: return value <= reference + slack(expectation);
        case Comparison::AtLeast: return value >= reference - slack(expectation);
        case Comparison::Equal: return value == reference;
    }
    return false;
}

std::string comparisonText(const Expectation& expectation, double value) {
    return fmt::format("{}, expected {}{}{}", inUnit(value, expectation.unit), relation(expectation.comparison),
                       inUnit(expectation.reference, expectation.unit), toleranceText(expectation));
}

ExpectationResult check(const Expectation& expectation, const MemoryTrace& trace) {
    const IntervalEstimate estimate = queryWithInterval(expectation.query, trace);
    if (!estimate.value) return {std::nullopt, std::nullopt, false, estimate.message};
    return {estimate.value, estimate.halfWidth, holds(expectation, *estimate.value),
            comparisonText(expectation, *estimate.value)};
}

}  // namespace headroom::trace
