#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace headroom::presentation {

/// A table of texts in columns as wide as their contents; the first column is aligned left, the rest right unless told.
class TextTable {
public:
    explicit TextTable(std::vector<std::string> heads) : m_heads(std::move(heads)), m_fits(m_heads.size(), Fit::Whole) {
        m_fits[0] = Fit::Wrapped;
        m_left.resize(m_heads.size(), false);
        m_left[0] = true;
    }

    /// A column of texts; where lines are short, its cells take several.
    void alignLeft(std::size_t column) { m_left[column] = true, m_fits[column] = Fit::Wrapped; }
    /// One line a cell, never cut: texts to be copied, and figures.
    void keepWhole(std::size_t column) { m_fits[column] = Fit::Whole; }
    /// One line a cell, the first to be cut, and left out where that isn't enough: remarks that are to be had elsewhere.
    void giveWay(std::size_t column) { m_fits[column] = Fit::Cut; }
    /// One cell a column.
    void add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    bool empty() const { return m_rows.empty(); }
    /// Lines of at most so many columns, as far as whole cells allow. Columns that are empty throughout are left out.
    std::string render(std::size_t width) const;

private:
    enum class Fit { Whole, Wrapped, Cut };
    using Cells = std::vector<std::string>;

    std::vector<std::size_t> widths(std::size_t width) const;
    /// Takes columns from the widest of a kind until all fit or none can give more; the columns still too many.
    std::size_t shrink(std::vector<std::size_t>& columns, Fit fit, std::size_t excess) const;
    std::size_t leastOf(std::size_t column) const;
    std::vector<Cells> linesOf(const Cells& row, const std::vector<std::size_t>& columns) const;

    std::vector<std::string> m_heads;
    std::vector<Fit> m_fits;
    std::vector<bool> m_left;
    std::vector<std::vector<std::string>> m_rows;
};

}  // namespace headroom::presentation
