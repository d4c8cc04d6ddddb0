#include "app/presentation/text_table.h"

#include <algorithm>

#include "app/presentation/format.h"

namespace headroom::presentation {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t leastText = 14;  ///< columns a text keeps

std::size_t totalOf(const std::vector<std::size_t>& columns) {
    std::size_t total = 0;
    for (const std::size_t column : columns) total += column == 0 ? 0 : column + gap;
    return total == 0 ? 0 : total - gap;
}

std::size_t excessOf(const std::vector<std::size_t>& columns, std::size_t width) {
    const std::size_t total = totalOf(columns);
    return total > width ? total - width : 0;
}

}  // namespace

/// A heading is never cut either.
std::size_t TextTable::leastOf(std::size_t column) const {
    return std::max(leastText, displayWidth(m_heads[column]));
}

std::size_t TextTable::shrink(std::vector<std::size_t>& columns, Fit fit, std::size_t excess) const {
    for (; excess > 0; --excess) {
        std::size_t widest = m_heads.size();
        for (std::size_t i = 0; i < m_heads.size(); ++i)
            if (m_fits[i] == fit && columns[i] > leastOf(i) && (widest == m_heads.size() || columns[i] > columns[widest]))
                widest = i;
        if (widest == m_heads.size()) break;
        --columns[widest];
    }
    return excess;
}

std::vector<std::size_t> TextTable::widths(std::size_t width) const {
    std::vector<std::size_t> result(m_heads.size(), 0);
    for (const auto& row : m_rows)
        for (std::size_t i = 0; i < m_heads.size(); ++i) result[i] = std::max(result[i], displayWidth(row.at(i)));
    for (std::size_t i = 0; i < m_heads.size(); ++i)
        if (result[i] > 0) result[i] = std::max(result[i], displayWidth(m_heads[i]));
    if (shrink(result, Fit::Cut, excessOf(result, width)) > 0)
        for (std::size_t i = 0; i < m_heads.size(); ++i)
            if (m_fits[i] == Fit::Cut) result[i] = 0;
    shrink(result, Fit::Wrapped, excessOf(result, width));  // figures stay: a cut figure is a wrong one
    return result;
}

std::vector<TextTable::Cells> TextTable::linesOf(const Cells& row, const std::vector<std::size_t>& columns) const {
    std::vector<Cells> lines(1, Cells(row.size()));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (m_fits[i] != Fit::Wrapped || columns[i] == 0) {
            lines.front()[i] = row[i];
            continue;
        }
        const std::vector<std::string> parts = brokenLines(row[i], columns[i]);
        if (parts.size() > lines.size()) lines.resize(parts.size(), Cells(row.size()));
        for (std::size_t k = 0; k < parts.size(); ++k) lines[k][i] = parts[k];
    }
    return lines;
}

std::string TextTable::render(std::size_t width) const {
    const std::vector<std::size_t> columns = widths(width);
    std::string out;
    const auto line = [&](const Cells& cells) {
        std::string text;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (columns[i] == 0) continue;
            if (!text.empty()) text.append(gap, ' ');
            text += padded(cells[i], columns[i], !m_left[i]);
        }
        text.erase(text.find_last_not_of(' ') + 1);
        out += text + "\n";
    };
    line(m_heads);
    Cells rule;
    for (const std::size_t columnWidth : columns) {
        rule.emplace_back();
        for (std::size_t i = 0; i < columnWidth; ++i) rule.back() += "─";
    }
    line(rule);
    for (const auto& row : m_rows)
        for (const Cells& cells : linesOf(row, columns)) line(cells);
    return out;
}

}  // namespace headroom::presentation
