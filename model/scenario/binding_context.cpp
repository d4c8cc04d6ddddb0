#include "model/scenario/binding_context.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/scenario/secret_mask.h"

namespace headroom::model {

namespace {

/// FNV-1a.
std::uint64_t hashOf(const std::string& text) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return hash;
}

/// One output of SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t splitMix(std::uint64_t state) {
    std::uint64_t z = state + 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

double quantileOf(const ReadOptions& options, const std::string& path) {
    if (const auto given = options.guessQuantiles.find(path); given != options.guessQuantiles.end())
        return std::clamp(given->second, 0.0, 1.0);
    if (!options.guessSeed) return 0.5;
    return static_cast<double>(splitMix(splitMix(*options.guessSeed) ^ hashOf(path)) >> 11U) * 0x1.0p-53;
}

}  // namespace

void BindingContext::error(const SourceNode& node, std::string message, std::string hint) {
    m_diagnostics.error(node.location, std::move(message), std::move(hint));
}

void BindingContext::warning(const SourceNode& node, std::string message, std::string hint) {
    m_diagnostics.warning(node.location, std::move(message), std::move(hint));
}

void BindingContext::effective(const std::string& path, std::string value, const SourceNode& from) {
    const auto& [file, position] = from.location;
    const bool isSetting = file.rfind("--set ", 0) == 0;
    effective(path, std::move(value), isSetting ? "--set" : fmt::format("{}:{}:{}", file, position.line, position.column));
}

void BindingContext::effective(const std::string& path, std::string value, std::string origin) {
    m_scenario.effective.push_back({path, std::move(value), std::move(origin)});
}

void BindingContext::withoutEffect(const std::string& path, const SourceNode& node) {
    effective(path, node.isScalar() ? withoutSecret(path, node.value) : node.describe(), std::string("no effect here"));
    leaveOut(node);
}

void BindingContext::leaveOut(const SourceNode& node) {
    if (m_options.resolves) m_findings.leftOut.insert(&node);
}

void BindingContext::group(const SourceNode& node) {
    if (m_options.resolves) m_findings.groups.insert(&node);
}

void BindingContext::table(const SourceNode& node, const std::string& written, const std::string& path,
                           const std::vector<double>& values) {
    if (m_options.resolves) m_findings.tables.push_back({&node, written, path, values});
}

double BindingContext::guess(const std::string& path, double low, double high, Unit unit, const SourceNode& node) {
    const double value = low + (high - low) * quantileOf(m_options, path);
    m_scenario.guesses.push_back({path, low, high, value, unitSymbol(unit), node.comment, node.location});
    return value;
}

void BindingContext::measured(const std::string& path, const std::string& description, const SourceNode& node) {
    m_scenario.measured.push_back({path, description, node.location});
}

void BindingContext::runChecks() {
    for (const auto& check : m_checks) check();
    m_checks.clear();
}

std::string hintFor(const std::string& word, const std::vector<std::string>& candidates) {
    const std::string near = nearestWord(word, candidates);
    if (!near.empty()) return fmt::format("did you mean '{}'?", near);
    constexpr std::size_t most = 8;
    std::string listed;
    for (std::size_t i = 0; i < std::min(most, candidates.size()); ++i) listed += (i == 0 ? "" : ", ") + candidates[i];
    if (candidates.size() > most) listed += ", …";
    if (candidates.size() == 1) return fmt::format("there is only '{}'", candidates[0]);
    return listed.empty() ? "" : "there are " + listed;
}

int compareVersions(const std::string& a, const std::string& b) {
    const auto part = [](const std::string& text, std::size_t& at) {
        int value = 0;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9' && value < 1'000'000)
            value = value * 10 + (text[at++] - '0');
        while (at < text.size() && text[at] != '.') ++at;
        if (at < text.size()) ++at;
        return value;
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() || j < b.size()) {
        const int difference = part(a, i) - part(b, j);
        if (difference != 0) return difference;
    }
    return 0;
}

}  // namespace headroom::model
