#pragma once

#include <QString>
#include <cstddef>
#include <string>

namespace headroom::views {

/// One stretch of a text replaced by another.
struct TextSplice {
    int at = 0;
    int removed = 0;
    QString inserted;
    bool isEmpty() const { return removed == 0 && inserted.isEmpty(); }
};

/// What turns one text into another, as one splice as short as can be.
TextSplice spliceBetween(const QString& before, const QString& after);

/// A file's bytes as an editor shows them: line ends are plain line feeds, and what is no text or what an editor would take for a
/// line end is a replacement character, so that showing a text never changes it.
QString shownText(const std::string& bytes);
/// Where a position of the shown text is in the bytes, and back.
std::size_t byteAt(const std::string& bytes, int shownPosition);
int shownAt(const std::string& bytes, std::size_t byte);
/// The bytes after a splice of the shown text; every byte outside stays, line ends are the file's own.
std::string spliced(const std::string& bytes, const TextSplice& splice);

}  // namespace headroom::views
