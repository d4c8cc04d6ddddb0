#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace headroom::presentation {

/// A table of texts in columns as wide as their contents; the first column is aligned left, the rest right unless told.
class TextTable {
public:
    explicit TextTable(std::vector<std::string> heads) : m_heads(std::move(heads)), m_left(m_heads.size(), false) {
        m_left[0] = true;
    }

    void alignLeft(std::size_t column) { m_left[column] = true; }
    /// Never cuts the column: its texts are there to be copied.
    void keepWhole(std::size_t column) { m_whole = column; }
    /// One cell a column.
    void add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    bool empty() const { return m_rows.empty(); }
    /// Lines of at most so many columns; the widest left-aligned column gives way. Columns that are empty throughout are left
    /// out.
    std::string render(std::size_t width) const;

private:
    std::vector<std::size_t> widths(std::size_t width) const;

    std::vector<std::string> m_heads;
    std::vector<bool> m_left;
    std::size_t m_whole = ~std::size_t{0};
    std::vector<std::vector<std::string>> m_rows;
};

}  // namespace headroom::presentation
