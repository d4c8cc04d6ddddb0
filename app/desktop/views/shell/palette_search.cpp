#include "app/desktop/views/shell/palette_search.h"

#include <algorithm>

namespace headroom::views {
namespace {

constexpr int perCharacter = 10;
constexpr int wordBeginning = 12;
constexpr int following = 14;
constexpr int textBeginning = 8;
constexpr int perGap = 1;
constexpr int mostGap = 12;
/// What is typed is rather meant for titles than for details or ids.
constexpr int besideTheTitle = 30;
constexpr int recently = 6;

bool beginsWord(const QString& text, int at) {
    if (at == 0) return true;
    const QChar before = text[at - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[at].isUpper());
}

int scoreOf(const QString& text, const std::vector<int>& positions) {
    int score = positions.front() == 0 ? textBeginning : 0;
    int last = -1;
    for (const int at : positions) {
        score += perCharacter;
        if (beginsWord(text, at)) score += wordBeginning;
        if (last >= 0) score += at == last + 1 ? following : -std::min(at - last - 1, mostGap) * perGap;
        last = at;
    }
    return score - static_cast<int>(text.size()) / 8;
}

qsizetype nextPlace(QChar character, const QString& text, qsizetype from, bool preferBeginnings) {
    const qsizetype first = text.indexOf(character, from, Qt::CaseInsensitive);
    if (!preferBeginnings || first < 0 || first == from) return first;
    for (qsizetype at = first; at >= 0; at = text.indexOf(character, at + 1, Qt::CaseInsensitive))
        if (beginsWord(text, static_cast<int>(at))) return at;
    return first;
}

/// Each character at a place after the one before: the next one, or rather one where a word begins.
std::vector<int> placesFrom(const QString& word, const QString& text, qsizetype begin, bool preferBeginnings) {
    std::vector<int> positions;
    qsizetype at = begin;
    for (const QChar character : word) {
        at = nextPlace(character, text, at, preferBeginnings);
        if (at < 0) return {};
        positions.push_back(static_cast<int>(at++));
    }
    return positions;
}

std::optional<FuzzyMatch> matchWord(const QString& word, const QString& text) {
    std::optional<FuzzyMatch> best;
    for (qsizetype begin = text.indexOf(word[0], 0, Qt::CaseInsensitive); begin >= 0;
         begin = text.indexOf(word[0], begin + 1, Qt::CaseInsensitive))
        for (const bool preferBeginnings : {false, true}) {
            std::vector<int> positions = placesFrom(word, text, begin, preferBeginnings);
            if (positions.empty()) continue;
            const int score = scoreOf(text, positions);
            if (!best || score > best->score) best = FuzzyMatch{score, std::move(positions)};
        }
    return best;
}

std::optional<PaletteHit> hitOf(const QString& query, const PaletteEntry& entry, std::size_t index) {
    if (auto match = fuzzyMatch(query, entry.title)) return PaletteHit{index, match->score, std::move(match->positions)};
    const auto beside = fuzzyMatch(query, entry.detail + QLatin1Char(' ') + entry.title + QLatin1Char(' ') + entry.id);
    if (!beside) return std::nullopt;
    return PaletteHit{index, beside->score - besideTheTitle, {}};
}

}  // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& query, const QString& text) {
    FuzzyMatch all;
    for (const QString& word : query.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        auto match = matchWord(word, text);
        if (!match) return std::nullopt;
        all.score += match->score;
        all.positions.insert(all.positions.end(), match->positions.begin(), match->positions.end());
    }
    std::ranges::sort(all.positions);
    all.positions.erase(std::unique(all.positions.begin(), all.positions.end()), all.positions.end());
    return all;
}

std::vector<PaletteHit> searchPalette(const QString& query, const std::vector<PaletteEntry>& entries, const QStringList& recent) {
    const auto ageOf = [&](const PaletteHit& hit) {
        const qsizetype at = recent.indexOf(entries[hit.entry].id);
        return at < 0 ? recent.size() : at;
    };
    std::vector<PaletteHit> hits;
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (auto hit = hitOf(query, entries[i], i)) {
            if (ageOf(*hit) < recent.size()) hit->score += recently;
            hits.push_back(std::move(*hit));
        }
    const bool byScore = !query.trimmed().isEmpty();
    std::ranges::stable_sort(hits, [&](const PaletteHit& one, const PaletteHit& other) {
        if (byScore && one.score != other.score) return one.score > other.score;
        return ageOf(one) < ageOf(other);
    });
    return hits;
}

}  // namespace headroom::views
