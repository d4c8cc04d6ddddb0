#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

namespace headroom::views {

/// Something the command palette leads to.
struct PaletteEntry {
    QString id;        ///< "run.start", "service/transaction"
    QString title;     ///< "Start the run"
    QString detail;    ///< the menu it stands in, or the kind of element
    QString shortcut;  ///< empty: none
    bool isElement = false;
};

/// How well a text matches what was typed, and which of its characters do.
struct FuzzyMatch {
    int score = 0;
    std::vector<int> positions;
};

/// All characters of the query must come in the text, in order; case doesn't matter. Better: in one piece, at the beginnings of
/// words, early, and in short texts. Blanks in the query separate words that match independently.
std::optional<FuzzyMatch> fuzzyMatch(const QString& query, const QString& text);

struct PaletteHit {
    std::size_t entry = 0;  ///< index into the entries
    int score = 0;
    std::vector<int> positions;  ///< in the title
};

/// Best first. Equally good ones, and all of them without a query, come in the order of `recent` (newest first), then as given.
std::vector<PaletteHit> searchPalette(const QString& query, const std::vector<PaletteEntry>& entries, const QStringList& recent);

}  // namespace headroom::views
