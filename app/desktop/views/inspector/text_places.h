#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/diagnostics.h"

namespace headroom::views {

/// Lines and columns of a UTF-8 text as bytes and back. Columns count code points from 1, as diagnostics do.
class TextPlaces {
public:
    explicit TextPlaces(const std::string& text);

    /// Clamped into the text.
    std::size_t offsetOf(model::SourcePosition position) const;
    model::SourcePosition positionOf(std::size_t offset) const;
    /// First byte of a line, counted from 1.
    std::size_t lineStart(int line) const;
    int lineCount() const { return static_cast<int>(m_starts.size()); }

private:
    std::string m_text;
    std::vector<std::size_t> m_starts;
};

}  // namespace headroom::views
