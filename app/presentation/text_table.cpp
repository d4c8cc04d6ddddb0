#include "app/presentation/text_table.h"

#include <algorithm>

#include "app/presentation/format.h"

namespace headroom::presentation {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t leastText = 14;  ///< columns a cut text keeps

}  // namespace

std::vector<std::size_t> TextTable::widths(std::size_t width) const {
    std::vector<std::size_t> result(m_heads.size(), 0);
    for (const auto& row : m_rows)
        for (std::size_t i = 0; i < m_heads.size(); ++i) result[i] = std::max(result[i], displayWidth(row.at(i)));
    std::size_t total = 0;
    for (std::size_t i = 0; i < m_heads.size(); ++i) {
        if (result[i] == 0) continue;
        result[i] = std::max(result[i], displayWidth(m_heads[i]));
        total += result[i] + gap;
    }
    for (; total > width + gap; --total) {
        std::size_t widest = m_heads.size();
        for (std::size_t i = 0; i < m_heads.size(); ++i)
            if (m_left[i] && i != m_whole && result[i] > leastText && (widest == m_heads.size() || result[i] > result[widest]))
                widest = i;
        if (widest == m_heads.size()) break;  // only figures are left, and a cut figure is a wrong one
        --result[widest];
    }
    return result;
}

std::string TextTable::render(std::size_t width) const {
    const std::vector<std::size_t> columns = widths(width);
    std::string out;
    const auto line = [&](const std::vector<std::string>& cells) {
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
    std::vector<std::string> rule;
    for (const std::size_t columnWidth : columns) {
        rule.emplace_back();
        for (std::size_t i = 0; i < columnWidth; ++i) rule.back() += "─";
    }
    line(rule);
    for (const auto& row : m_rows) line(row);
    return out;
}

}  // namespace headroom::presentation
