#include "app/desktop/views/inspector/text_places.h"

#include <algorithm>

namespace headroom::views {
namespace {

bool continuesCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

TextPlaces::TextPlaces(const std::string& text) : m_text(text), m_starts{0} {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '\n') m_starts.push_back(i + 1);
}

std::size_t TextPlaces::lineStart(int line) const {
    const int index = std::clamp(line - 1, 0, lineCount() - 1);
    return m_starts[static_cast<std::size_t>(index)];
}

std::size_t TextPlaces::offsetOf(model::SourcePosition position) const {
    std::size_t at = lineStart(position.line);
    for (int column = 1; column < position.column && at < m_text.size() && m_text[at] != '\n'; ++column) do
            ++at;
        while (at < m_text.size() && continuesCharacter(m_text[at]));
    return at;
}

model::SourcePosition TextPlaces::positionOf(std::size_t offset) const {
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), offset);
    const auto line = static_cast<int>(after - m_starts.begin());
    int column = 1;
    for (std::size_t at = m_starts[static_cast<std::size_t>(line - 1)]; at < std::min(offset, m_text.size()); ++at)
        if (!continuesCharacter(m_text[at])) ++column;
    return {line, column};
}

}  // namespace headroom::views
