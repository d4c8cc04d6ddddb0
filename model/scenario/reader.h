#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/diagnostics.h"
#include "model/scenario/resolved_text.h"
#include "model/scenario/scenario.h"

namespace headroom::model {

class Document;

/// One --set: a dotted name ("topics.orders.config.'min.insync.replicas'") and the YAML scalar or flow value to put there.
struct Setting {
    std::string path;
    std::string value;
};

/// "PATH=VALUE" cut at the first '=' outside quotes; nothing where there is none.
std::optional<Setting> parseSetting(const std::string& text);

struct ReadOptions {
    std::string variant;  ///< empty: the base
    std::vector<Setting> settings;
    /// As text, instead of the scenario's and of a setting's; absent if empty. A warm-up that would leave nothing of so short a run is
    /// shortened in proportion, and expectations of spans it doesn't reach are not evaluated; each with a warning.
    std::string duration;
    /// Where in its range each guess is taken: absent = the middle; else a draw from this seed and the guess's path.
    std::optional<std::uint64_t> guessSeed;
    /// Guesses put at a given quantile of their range in [0, 1], by path; wins over guessSeed.
    std::map<std::string, double> guessQuantiles;
    /// What the clients' users and rates are multiplied with; a client for which nothing is left is warned of.
    double loadScale = 1;
    bool resolves = false;  ///< whether the result is to have the resolved text
};

struct ReadResult {
    std::optional<Scenario> scenario;  ///< absent when there are errors
    Diagnostics diagnostics;
    std::vector<std::string> variants;  ///< names the file declares, in order
    std::string text;                   ///< the scenario file's bytes
    ResolvedText resolved;              ///< if it was asked for and there is a scenario
};

/// Reads a scenario file and everything it points to with !file. Never throws on bad input.
ReadResult readScenario(const std::string& path, const ReadOptions& options = {});

/// As readScenario, from memory; `path` names the text in diagnostics and is the base of relative !file paths.
ReadResult readScenarioText(const std::string& text, const std::string& path, const ReadOptions& options = {});

/// As readScenarioText, of a text that has been parsed; `said` is what was wrong with it.
ReadResult readScenarioDocument(const Document& document, Diagnostics said, const ReadOptions& options = {});

}  // namespace headroom::model
