#pragma once
// Why a rule decided as it did. The fields are those of the trace's reason, which the rules must not include.

#include <string>
#include <variant>
#include <vector>

namespace headroom::rules {

/// A named input of a decision with its unit.
struct ReasonValue {
    std::string name;
    std::variant<double, std::string> value;
    std::string unit;
};

/// A decision with its inputs, its result and one sentence that says it with its figures.
struct Reason {
    std::string rule;                 ///< "hpa.scaleUp", "circuitBreaker.open"
    std::vector<ReasonValue> inputs;  ///< in the order the sentence uses them
    std::string result;               ///< "6 replicas", "OPEN"
    std::string sentence;
    std::string source;  ///< where the rule comes from
};

/// Formats a number for a sentence: at most three decimals, no trailing zeros. Independent of the locale.
std::string formatNumber(double value);

}  // namespace headroom::rules
