#pragma once
// What all parts of the binder share: the scenario being filled, the findings, the guesses.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/diagnostics.h"
#include "model/scenario/quantity_parser.h"
#include "model/scenario/reader.h"
#include "model/scenario/resolved_text.h"
#include "model/scenario/source_node.h"

namespace headroom::model {

class BindingContext {
public:
    BindingContext(Scenario& scenario, Diagnostics& diagnostics, const ReadOptions& options)
        : m_scenario(scenario), m_diagnostics(diagnostics), m_options(options) {}

    Scenario& scenario() { return m_scenario; }
    Diagnostics& diagnostics() { return m_diagnostics; }
    const ReadOptions& options() const { return m_options; }

    /// Whether a finding is still worth a search for the name that was meant: after many, it is not.
    bool wantsHints() const { return m_diagnostics.all().size() < 200; }

    void error(const SourceNode& node, std::string message, std::string hint = {});
    void warning(const SourceNode& node, std::string message, std::string hint = {});

    /// Lists a setting as coming from a place in a file or from --set.
    void effective(const std::string& path, std::string value, const SourceNode& from);
    /// Lists a setting with an origin in words: "default of Kafka 3.9".
    void effective(const std::string& path, std::string value, std::string origin);
    /// Lists a setting that is real but changes nothing in this model.
    void withoutEffect(const std::string& path, const SourceNode& node);

    /// The value a guess has in this instance of the scenario, which it also lists. `low` <= `high`.
    double guess(const std::string& path, double low, double high, Unit unit, const SourceNode& node);
    void measured(const std::string& path, const std::string& description, const SourceNode& node);

    /// Says that a value is not what counts: a resolved text has no place for it.
    void leaveOut(const SourceNode& node);
    /// Says that a mapping only groups what is in it.
    void group(const SourceNode& node);
    /// Lists a file of numbers that a scalar names, as it is `written` there.
    void table(const SourceNode& node, const std::string& written, const std::string& path, const std::vector<double>& values);
    /// What a resolved text of the scenario takes, if one is wanted.
    const BindingFindings& findings() const { return m_findings; }

    /// Puts off a check until everything is bound, for references to what may be declared later.
    void afterwards(std::function<void()> check) { m_checks.push_back(std::move(check)); }
    /// Runs the checks put off, in the order they were given.
    void runChecks();

private:
    Scenario& m_scenario;
    Diagnostics& m_diagnostics;
    const ReadOptions& m_options;
    BindingFindings m_findings;
    std::vector<std::function<void()>> m_checks;
};

/// Names for a hint: "did you mean 'x'?" when one is near, else the names there are, else empty.
std::string hintFor(const std::string& word, const std::vector<std::string>& candidates);

/// Order of dotted version numbers: compareVersions("3.10", "3.9") > 0. Missing parts count as 0.
int compareVersions(const std::string& a, const std::string& b);

}  // namespace headroom::model
