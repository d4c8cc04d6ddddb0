#include "model/diagnostics.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace headroom::model {

namespace {

const char* label(Severity severity) {
    switch (severity) {
        case Severity::Error: return "error";
        case Severity::Warning: return "warning";
        case Severity::Note: return "note";
    }
    return "error";
}

/// Levenshtein distance in which two neighbours swapped count as one edit, by three rows.
std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, substituted});
            const bool isSwapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (isSwapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row.back();
}

}  // namespace

void Diagnostics::error(SourceLocation location, std::string message, std::string hint) {
    add({Severity::Error, std::move(location), std::move(message), std::move(hint)});
}

void Diagnostics::warning(SourceLocation location, std::string message, std::string hint) {
    add({Severity::Warning, std::move(location), std::move(message), std::move(hint)});
}

void Diagnostics::note(SourceLocation location, std::string message, std::string hint) {
    add({Severity::Note, std::move(location), std::move(message), std::move(hint)});
}

bool Diagnostics::hasErrors() const {
    return std::any_of(m_all.begin(), m_all.end(), [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

void Diagnostics::sortByPlace() {
    std::stable_sort(m_all.begin(), m_all.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.location < b.location; });
}

std::string toString(const Diagnostic& d) {
    const auto& [file, position] = d.location;
    std::string text = fmt::format("{}:{}:{}: {}: {}", file, position.line, position.column, label(d.severity), d.message);
    if (!d.hint.empty()) text += "; " + d.hint;
    return text;
}

std::string nearestWord(const std::string& word, const std::vector<std::string>& candidates) {
    std::string best;
    std::size_t bestDistance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t longer = std::max(word.size(), candidate.size());
        if (longer - std::min(word.size(), candidate.size()) >= bestDistance) continue;  // the distance is at least this
        const std::size_t distance = editDistance(word, candidate);
        if (distance < bestDistance) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace headroom::model
