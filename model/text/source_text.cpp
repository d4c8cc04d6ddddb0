#include "model/text/source_text.h"

#include <algorithm>
#include <cstdint>

namespace headroom::model {

namespace {

constexpr std::size_t checkpointEvery = 64;

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The length of the well-formed UTF-8 sequence at `at` (RFC 3629: no overlong forms, no surrogates); 0 if there is none.
std::size_t sequenceLength(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    std::size_t length = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) length = 2;
    if ((lead & 0xF0U) == 0xE0) length = 3;
    if (lead >= 0xF0 && lead <= 0xF4) length = 4;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    if (length == 0 || byte(1) < low || byte(1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
    }
    return length;
}

}  // namespace

SourceText::SourceText(std::string_view text) : m_text(text), m_origin(text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0) {
    m_lines.push_back(m_origin);
    std::size_t codePoints = 0;
    for (std::size_t i = m_origin; i < text.size(); ++i) {
        if (!isContinuation(text[i]) && codePoints++ % checkpointEvery == 0) m_checkpoints.push_back(i);
        // A CR LF counts once: at its LF.
        const bool cr = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (const std::size_t length = cr ? 0 : breakLength(i); length > 0) m_lines.push_back(i + length);
    }
    if (m_checkpoints.empty()) m_checkpoints.push_back(text.size());
}

std::size_t SourceText::breakLength(std::string_view text, std::size_t byte) {
    if (byte >= text.size()) return 0;
    const std::string_view rest = text.substr(byte, 3);
    if (rest[0] == '\r') return rest.size() > 1 && rest[1] == '\n' ? 2 : 1;
    if (rest[0] == '\n') return 1;
    if (rest.substr(0, 2) == "\xC2\x85") return 2;
    return rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9" ? 3 : 0;
}

std::size_t SourceText::byteAt(std::size_t codePoint) const {
    const std::size_t slot = codePoint / checkpointEvery;
    if (slot >= m_checkpoints.size()) return m_text.size();
    std::size_t byte = m_checkpoints[slot];
    for (std::size_t left = codePoint % checkpointEvery; left > 0 && byte < m_text.size(); --left) {
        ++byte;
        while (byte < m_text.size() && isContinuation(m_text[byte])) ++byte;
    }
    return byte;
}

std::size_t SourceText::codePointAt(std::size_t byte) const {
    const auto after = std::upper_bound(m_checkpoints.begin(), m_checkpoints.end(), byte);
    if (after == m_checkpoints.begin()) return 0;
    const auto slot = static_cast<std::size_t>(after - m_checkpoints.begin()) - 1;
    std::size_t codePoint = slot * checkpointEvery;
    for (std::size_t i = m_checkpoints[slot]; i < byte; ++i) {
        if (i + 1 >= m_text.size() || !isContinuation(m_text[i + 1])) ++codePoint;
    }
    return codePoint;
}

std::size_t SourceText::lineBegin(std::size_t byte) const {
    const auto after = std::upper_bound(m_lines.begin(), m_lines.end(), byte);
    return after == m_lines.begin() ? m_origin : *(after - 1);
}

SourcePosition SourceText::positionAt(std::size_t byte) const {
    byte = std::clamp(byte, m_origin, m_text.size());
    const auto after = std::upper_bound(m_lines.begin(), m_lines.end(), byte);
    const std::size_t begin = *(after - 1);
    return {static_cast<int>(after - m_lines.begin()), static_cast<int>(codePointAt(byte) - codePointAt(begin)) + 1};
}

std::size_t SourceText::nextLine(std::size_t byte) const {
    const auto after = std::upper_bound(m_lines.begin(), m_lines.end(), byte);
    return after == m_lines.end() ? m_text.size() : *after;
}

std::size_t SourceText::lineEnd(std::size_t byte) const {
    while (byte < m_text.size() && breakLength(byte) == 0) ++byte;
    return byte;
}

std::size_t findInvalidUtf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequenceLength(text, at);
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

}  // namespace headroom::model
