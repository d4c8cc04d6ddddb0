#pragma once
// What docs/validation.md asks the simulation, row by row of the published figures.

#include <optional>
#include <string>
#include <vector>

namespace headroom::validation {

/// One way of running a variant, with the figures read off it.
struct Study {
    std::string id;
    std::string variant;
    std::vector<std::string> settings;  ///< PATH=VALUE; shorter durations and extra figures, never a parameter of the platform
    std::vector<std::string> guesses;   ///< those whose elasticity is measured, by path
    int draws = 0;                      ///< at most so many of the draws asked for; 0: all, negative: none
};

/// A figure of a study, by the name of its expectation; as a quotient, two.
struct Figure {
    enum class Kind { Near, AtMost, AtLeast, Equal, Context };

    std::string label;
    std::string study;
    std::string expectation;
    std::string overStudy;        ///< empty: no quotient
    std::string overExpectation;  ///< the quotient's other half
    std::string unit;
    Kind kind = Kind::Near;
    double reference = 0;  ///< the paper's, in base units; no meaning for Context
};

/// A study run once more at mid guesses with something changed: what would have to be true.
struct Alternative {
    std::string label;
    std::string study;
    std::vector<std::string> settings;
    std::vector<std::string> quantiles;  ///< PATH=Q
    std::vector<std::string> expectations;
    std::vector<std::string> units;
};

/// One published figure that is to be predicted.
struct Row {
    std::string id;
    std::string title;
    std::string paper;
    std::string statement;  ///< think time, window direction, how the words of the source are read
    std::vector<Figure> figures;
    std::vector<Alternative> alternatives;
    std::string explanation;
};

struct Plan {
    std::vector<Study> studies;
    std::vector<Row> rows;

    /// Throws std::logic_error when there is none of that name.
    const Study& study(const std::string& id) const;
};

/// The plan for the transaction platform.
Plan transactionPlatformPlan();

}  // namespace headroom::validation
