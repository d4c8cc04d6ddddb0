#pragma once
// What a run means to a person, before it is laid out: the same for every format.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario/expectation.h"
#include "model/trace/trace.h"

namespace headroom::presentation {

/// One figure of an element. Shares have the unit "%" and lie in [0, 1].
struct Metric {
    std::string name;
    double value = 0;
    std::string unit;
    std::optional<double> halfWidth;  ///< of the 95 % interval over replications
};

struct ElementRow {
    std::string id;
    std::string kind;
    std::string name;
    std::string parent;
    std::vector<Metric> metrics;

    const Metric* findMetric(const std::string& name) const;
};

/// One event, or several of the same kind that came together.
struct TimelineEntry {
    model::Instant from;
    model::Instant to;
    std::size_t count = 1;
    std::string kind;
    std::string element;  ///< of the first
    std::string severity;
    std::string sentence;  ///< what happened and why, for all of them
    std::string source;    ///< of the rule
};

/// The element that limits the rest.
struct Bottleneck {
    std::string element;
    double utilisation = 0;
    std::string sentence;
};

struct ExpectationRow {
    model::Expectation claim;
    std::optional<double> value;
    std::optional<double> halfWidth;
    bool isEvaluated = true;  ///< false: the run was too short for it; it neither holds nor fails
    bool pass = false;
    std::string comparison;      ///< "45.1k/s, expected 48.2k/s ± 10 %"; or why there is no value
    std::vector<double> values;  ///< by replication, where there is a value
};

/// A guess and how far it moves the verdict.
struct GuessRow {
    std::string path;
    double low = 0;
    double high = 0;
    double value = 0;  ///< in this run, or in the first replication
    std::string unit;
    std::string origin;
    std::optional<double> effect;  ///< magnitude, comparable within one report; its meaning is guessMethod
    std::string effectText;        ///< "rank correlation −0.83 with 'p99'"
    std::vector<double> values;    ///< by replication
};

struct Report {
    std::string scenario;
    std::string description;
    std::string scenarioPath;
    std::map<std::string, std::string> settings;
    std::string runtime;
    std::string outcome;
    std::uint64_t seed = 0;
    std::uint64_t fingerprint = 0;
    std::uint64_t kernelEvents = 0;
    double simulatedSeconds = 0;
    double wallSeconds = 0;
    double warmupSeconds = 0;
    int replications = 1;

    std::string verdict;
    bool pass = true;  ///< every expectation that was evaluated holds
    std::vector<ElementRow> elements;
    std::vector<TimelineEntry> timeline;
    std::optional<Bottleneck> bottleneck;
    std::vector<ExpectationRow> expectations;
    std::vector<GuessRow> guesses;   ///< by falling effect
    std::string guessMethod;         ///< how the effects were found, or why there are none
    std::vector<std::string> notes;  ///< what a reader must know to judge the figures

    const ElementRow* findElement(const std::string& id) const;
    /// Whether any expectation was evaluated.
    bool hasJudged() const;
    /// By a live session, which ends when somebody stops it.
    bool isMeasured() const { return runtime == "live"; }
    bool wasInterrupted() const { return outcome == "interrupted"; }
    /// Whether `pass` is an answer: what holds, or fails, when a run is interrupted says nothing about its end.
    bool hasVerdict() const { return hasJudged() && !wasInterrupted(); }
};

}  // namespace headroom::presentation
