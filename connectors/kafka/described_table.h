#pragma once
// The lines of kafka-consumer-groups --describe, cut into columns. Internal to its reader.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::connectors::kafka {

/// A word of a line and where it begins, in code points from 1.
struct Word {
    std::string text;
    int column = 1;
};

std::vector<Word> wordsOf(std::string_view line);

/// A row's cells that matter; '-' is absent.
struct DescribedRow {
    std::optional<std::string> group;
    std::optional<std::string> topic;
    std::optional<std::int64_t> partition;
    std::optional<std::int64_t> committed;
    std::optional<std::int64_t> end;
    std::optional<std::int64_t> lag;
    std::optional<std::string> consumer;
    std::optional<std::string> host;
    std::optional<std::string> client;
};

/// What is wrong with a row, and where.
struct BadRow {
    int column = 1;
    std::string message;
};

/// The heads of a table and how to read what stands under them.
class DescribedTable {
public:
    /// Nothing where the words aren't heads of such a table.
    static std::optional<DescribedTable> fromHeads(const std::vector<Word>& words);

    bool hasGroups() const { return find("GROUP").has_value(); }
    bool hasConsumers() const { return find("CONSUMER-ID").has_value(); }
    /// Throws BadRow. Names with blanks in them are taken as they are, as long as the figures after them make it plain.
    DescribedRow read(std::vector<Word> words) const;

private:
    std::optional<std::size_t> find(std::string_view head) const;
    bool isFigure(std::size_t column) const;
    /// Joins the words of the first column so that every figure stands under its head.
    void join(std::vector<Word>& words) const;
    std::optional<std::string> text(const std::vector<Word>& words, std::string_view head) const;
    std::optional<std::int64_t> figure(const std::vector<Word>& words, std::string_view head) const;

    std::vector<std::string> m_heads;
};

}  // namespace headroom::connectors::kafka
