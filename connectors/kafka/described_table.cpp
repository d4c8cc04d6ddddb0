#include "connectors/kafka/described_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace headroom::connectors::kafka {
namespace {

constexpr std::array figures{"PARTITION", "LEADER-EPOCH", "CURRENT-OFFSET", "LOG-END-OFFSET", "LAG"};
constexpr std::array needed{"TOPIC", "PARTITION", "CURRENT-OFFSET", "LOG-END-OFFSET"};

bool isBlank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

bool isContinuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::optional<std::int64_t> numberOf(const std::string& text) {
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data(), end, value);
    return failure == std::errc{} && stop == end ? std::optional(value) : std::nullopt;
}

bool looksLikeFigure(const std::string& text) {
    return text == "-" || numberOf(text).has_value();
}

}  // namespace

std::vector<Word> wordsOf(std::string_view line) {
    std::vector<Word> words;
    int column = 0;
    bool isInWord = false;
    for (const char byte : line) {
        if (!isContinuation(byte) || column == 0) ++column;  // a text may begin in the middle of a code point
        if (isBlank(byte)) {
            isInWord = false;
            continue;
        }
        if (!isInWord) words.push_back({{}, column});
        isInWord = true;
        words.back().text += byte;
    }
    return words;
}

std::optional<DescribedTable> DescribedTable::fromHeads(const std::vector<Word>& words) {
    DescribedTable table;
    for (const Word& word : words) table.m_heads.push_back(word.text);
    const auto isThere = [&](const char* head) { return table.find(head).has_value(); };
    return std::ranges::all_of(needed, isThere) ? std::optional(table) : std::nullopt;
}

std::optional<std::size_t> DescribedTable::find(std::string_view head) const {
    const auto found = std::ranges::find(m_heads, head);
    if (found == m_heads.end()) return std::nullopt;
    return static_cast<std::size_t>(found - m_heads.begin());
}

bool DescribedTable::isFigure(std::size_t column) const {
    return std::ranges::find(figures, m_heads[column]) != figures.end();
}

void DescribedTable::join(std::vector<Word>& words) const {
    const std::size_t most = words.size() > m_heads.size() ? words.size() - m_heads.size() : 0;
    for (std::size_t joined = 0; joined <= most; ++joined) {
        bool fits = true;
        for (std::size_t column = 1; column < m_heads.size(); ++column)
            if (isFigure(column) && column + joined < words.size()) fits = fits && looksLikeFigure(words[column + joined].text);
        if (!fits) continue;
        for (std::size_t i = 1; i <= joined; ++i) words.front().text += " " + words[i].text;
        words.erase(words.begin() + 1, words.begin() + 1 + static_cast<std::ptrdiff_t>(joined));
        return;
    }
}

std::optional<std::string> DescribedTable::text(const std::vector<Word>& words, std::string_view head) const {
    const auto column = find(head);
    if (!column || *column >= words.size() || words[*column].text == "-") return std::nullopt;
    return words[*column].text;
}

std::optional<std::int64_t> DescribedTable::figure(const std::vector<Word>& words, std::string_view head) const {
    const auto written = text(words, head);
    if (!written) return std::nullopt;
    const auto value = numberOf(*written);
    if (!value)
        throw BadRow{words[*find(head)].column, fmt::format("{} must be a whole number or '-', not '{}'", head, *written)};
    return value;
}

DescribedRow DescribedTable::read(std::vector<Word> words) const {
    join(words);
    if (words.size() <= *find("LOG-END-OFFSET"))
        throw BadRow{words.front().column,
                     fmt::format("the line has {} fields, the table's heads are {}", words.size(), m_heads.size())};
    DescribedRow row;
    row.group = text(words, "GROUP");
    row.topic = text(words, "TOPIC");
    row.partition = figure(words, "PARTITION");
    row.committed = figure(words, "CURRENT-OFFSET");
    row.end = figure(words, "LOG-END-OFFSET");
    row.lag = figure(words, "LAG");
    row.consumer = text(words, "CONSUMER-ID");
    row.host = text(words, "HOST");
    row.client = text(words, "CLIENT-ID");
    for (const auto& [head, value] : {std::pair("PARTITION", row.partition), std::pair("CURRENT-OFFSET", row.committed),
                                      std::pair("LOG-END-OFFSET", row.end)})
        if (value && *value < 0) throw BadRow{words[*find(head)].column, fmt::format("{} must not be negative", head)};
    if (row.topic && !row.partition) throw BadRow{words[*find("PARTITION")].column, "a topic's row needs a PARTITION"};
    return row;
}

}  // namespace headroom::connectors::kafka
