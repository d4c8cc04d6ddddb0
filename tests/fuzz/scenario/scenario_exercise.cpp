#include "tests/fuzz/scenario/scenario_exercise.h"

#include <algorithm>
#include <cmath>

#include "model/scenario/reader.h"
#include "model/text/source_text.h"

namespace headroom::model {

namespace {

const char* const path = "no-such-directory/fuzzed.yaml";

/// Whether the text has that line, by the line breaks of YAML 1.1: a line separator is one too.
bool isWithin(const SourcePosition& position, const std::string& text) {
    const SourcePosition end = SourceText(text).positionAt(text.size());
    return position.line >= 1 && position.column >= 1 && position.line <= end.line;
}

std::string check(const std::string& text, const ReadOptions& options) {
    const ReadResult result = readScenarioText(text, path, options);
    if (result.text != text) return "the text is not kept";
    if (result.scenario.has_value() == result.diagnostics.hasErrors()) return "a scenario with errors, or neither";
    const auto& all = result.diagnostics.all();
    const auto isAfter = [](const Diagnostic& a, const Diagnostic& b) { return b.location < a.location; };
    if (std::adjacent_find(all.begin(), all.end(), isAfter) != all.end()) return "findings are not in the order of their places";
    for (const Diagnostic& finding : all) {
        if (finding.message.empty()) return "a finding says nothing";
        if (finding.location.file == path && !isWithin(finding.location.position, text)) return "a finding lies outside the text";
        if (finding.location.file.empty()) return "a finding has no file";
    }
    if (!result.scenario) return "";
    for (const Guess& guess : result.scenario->guesses)
        if (!(guess.low <= guess.value && guess.value <= guess.high)) return "a guess lies outside its range";
    for (const Client& client : result.scenario->clients)
        if (const auto* open = std::get_if<OpenLoad>(&client.load); open != nullptr && !std::isfinite(open->rate.peak()))
            return "a load has no finite peak";
    return "";
}

}  // namespace

std::string exerciseScenario(const std::string& text) {
    ReadOptions options;
    std::string fault = check(text, options);
    options.guessSeed = text.size();
    options.settings = {{"services.a.replicas", "3"}, {"faults[0].at", "1m"}, {"topics.'a.b'.config", "{retention.ms: -1}"}};
    if (fault.empty()) fault = check(text, options);
    options.settings.clear();
    const std::vector<std::string> variants = readScenarioText(text, path).variants;
    for (std::size_t i = 0; i < std::min<std::size_t>(2, variants.size()) && fault.empty(); ++i) {
        options.variant = variants[i];
        fault = check(text, options);
    }
    return fault;
}

}  // namespace headroom::model
