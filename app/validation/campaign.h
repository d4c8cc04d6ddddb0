#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/validation/plan.h"
#include "model/scenario/scenario.h"

namespace headroom::validation {

/// One simulation: a study with its guesses somewhere in their ranges.
struct Run {
    std::string study;
    int draw = 0;                        ///< 0: mid guesses and the scenario's seed; else seed and guesses are drawn anew
    std::vector<std::string> settings;   ///< beyond the study's
    std::vector<std::string> quantiles;  ///< PATH=Q

    /// For a person.
    std::string name() const;
};

/// What a run's expectations came to, by name; an expectation without a value is absent.
using Outcome = std::map<std::string, double>;

/// Runs simulations side by side and keeps what came of them in a file, so that an interrupted campaign goes on. Kept
/// results count only for the same engine and the same scenario text.
class Campaign {
public:
    Campaign(const Plan& plan, std::string scenarioPath, std::string keptPath, int workers);

    /// Runs what is not yet known; false when an engine failed, with the reason on standard error.
    bool run(const std::vector<Run>& runs);
    /// Null when it hasn't run.
    const Outcome* find(const Run& run) const;

private:
    std::vector<std::string> arguments(const Run& run) const;
    /// With mid guesses: only its expectations are used.
    std::optional<model::Scenario> scenarioOf(const Run& run) const;
    bool runOne(const Run& run, Outcome& outcome) const;
    void load();
    void keep(const std::string& key, const Outcome& outcome) const;

    const Plan& m_plan;
    std::string m_scenarioPath;
    std::string m_keptPath;
    int m_workers;
    std::string m_identity;
    std::map<std::string, Outcome> m_outcomes;  ///< by the engine's arguments
};

}  // namespace headroom::validation
