#pragma once
// Places in a text: code points, bytes, lines and columns.

#include <cstddef>
#include <string_view>
#include <vector>

#include "model/diagnostics.h"

namespace headroom::model {

/// An index over a UTF-8 text that converts between libyaml's code-point marks, bytes and lines. Views the text.
/// Line breaks are those of YAML 1.1: LF, CR LF, CR, NEL, LS, PS. A byte-order mark belongs to no line.
class SourceText {
public:
    explicit SourceText(std::string_view text);

    std::string_view text() const { return m_text; }
    /// The first byte after a byte-order mark.
    std::size_t origin() const { return m_origin; }
    /// The byte of the n-th code point after the byte-order mark; the text's size beyond the end.
    std::size_t byteAt(std::size_t codePoint) const;
    /// The line and column of a byte.
    SourcePosition positionAt(std::size_t byte) const;
    /// The first byte of the line that holds `byte`.
    std::size_t lineBegin(std::size_t byte) const;
    /// The first byte of the line break (or the end of the text) at or after `byte`.
    std::size_t lineEnd(std::size_t byte) const;
    /// The first byte of the line after the one that holds `byte`.
    std::size_t nextLine(std::size_t byte) const;
    /// The length in bytes of the line break at `byte`; 0 if there is none.
    std::size_t breakLength(std::size_t byte) const { return breakLength(m_text, byte); }
    static std::size_t breakLength(std::string_view text, std::size_t byte);

private:
    std::size_t codePointAt(std::size_t byte) const;

    std::string_view m_text;
    std::size_t m_origin = 0;
    std::vector<std::size_t> m_lines;        ///< first byte of each line
    std::vector<std::size_t> m_checkpoints;  ///< byte of every 64th code point
};

/// The first byte that is not well-formed UTF-8, or npos.
std::size_t findInvalidUtf8(std::string_view text);

}  // namespace headroom::model
