#include "app/desktop/views/inspector/text_sync.h"

#include <algorithm>
#include <optional>

namespace headroom::views {
namespace {

/// How a piece of the bytes is shown.
struct Piece {
    std::size_t length = 1;  ///< in bytes
    int units = 1;           ///< of UTF-16; 0 where it isn't shown
    char32_t sign = 0;
};

/// Of the code point that begins there, if it is whole, no longer than need be and no surrogate.
std::optional<Piece> codePointAt(const std::string& bytes, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    const unsigned lead = byte(at);
    if (lead < 0x80U) return Piece{1, 1, lead};
    if (lead < 0xC2U || lead > 0xF4U) return std::nullopt;
    const std::size_t length = lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    char32_t sign = lead & (0xFFU >> (length + 1));
    for (std::size_t i = at + 1; i < at + length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return std::nullopt;
        sign = (sign << 6U) | (byte(i) & 0x3FU);
    }
    const bool isTooLong = (length == 3 && sign < 0x800U) || (length == 4 && sign < 0x10000U);
    if (isTooLong || QChar::isSurrogate(sign) || sign > 0x10FFFFU) return std::nullopt;
    return Piece{length, length == 4 ? 2 : 1, sign};
}

/// What a text document takes for the end of a line, or keeps for itself.
bool isTakenForAnother(char32_t sign) {
    return sign == U'\r' || sign == QChar::LineSeparator || sign == QChar::ParagraphSeparator || sign == 0xFDD0U ||
           sign == 0xFDD1U;
}

Piece pieceAt(const std::string& bytes, std::size_t at) {
    if (bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n') return {1, 0, 0};
    Piece piece = codePointAt(bytes, at).value_or(Piece{1, 1, QChar::ReplacementCharacter});
    if (isTakenForAnother(piece.sign)) piece.sign = QChar::ReplacementCharacter;
    return piece;
}

}  // namespace

TextSplice spliceBetween(const QString& before, const QString& after) {
    const auto shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    if (head > 0 && before[head - 1].isHighSurrogate()) --head;
    qsizetype tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
    if (tail > 0 && before[before.size() - tail].isLowSurrogate()) --tail;
    return {static_cast<int>(head), static_cast<int>(before.size() - head - tail), after.mid(head, after.size() - head - tail)};
}

QString shownText(const std::string& bytes) {
    QString shown;
    shown.reserve(static_cast<qsizetype>(bytes.size()));
    for (std::size_t at = 0; at < bytes.size();) {
        const Piece piece = pieceAt(bytes, at);
        if (piece.units > 0) shown += QChar::fromUcs4(piece.sign);
        at += piece.length;
    }
    return shown;
}

std::size_t byteAt(const std::string& bytes, int shownPosition) {
    std::size_t at = 0;
    for (int shown = 0; at < bytes.size() && shown < shownPosition;) {
        const Piece piece = pieceAt(bytes, at);
        shown += piece.units;
        at += piece.length;
    }
    return at;
}

int shownAt(const std::string& bytes, std::size_t byte) {
    int shown = 0;
    for (std::size_t at = 0; at < std::min(byte, bytes.size());) {
        const Piece piece = pieceAt(bytes, at);
        shown += piece.units;
        at += piece.length;
    }
    return shown;
}

std::string spliced(const std::string& bytes, const TextSplice& splice) {
    QString inserted = splice.inserted;
    const std::size_t firstEnd = bytes.find('\n');
    if (firstEnd != std::string::npos && firstEnd > 0 && bytes[firstEnd - 1] == '\r')
        inserted.replace(QStringLiteral("\n"), QStringLiteral("\r\n"));
    const std::size_t from = byteAt(bytes, splice.at);
    const std::size_t to = byteAt(bytes, splice.at + splice.removed);
    std::string result = bytes;
    result.replace(from, to - from, inserted.toStdString());
    return result;
}

}  // namespace headroom::views
