#include "connectors/prometheus/line_cursor.h"

#include <algorithm>

#include "connectors/prometheus/number_text.h"

namespace headroom::connectors::prometheus {
namespace {

constexpr std::size_t longestSight = 24;
/// More is a mistake, or meant to cost time.
constexpr std::size_t mostLabels = 256;

bool isBlank(char c) {
    return c == ' ' || c == '\t';
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::string unescaped(std::string_view text, bool hasQuotes) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = text[i] == '\\' && i + 1 < text.size() ? text[i + 1] : '\0';
        if (next == '\\' || next == 'n' || (next == '"' && hasQuotes)) {
            plain += next == 'n' ? '\n' : next;
            ++i;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

bool LineCursor::skip(char c) {
    if (!isAt(c)) return false;
    ++m_at;
    return true;
}

void LineCursor::skipBlanks() {
    while (!isAtEnd() && isBlank(m_line[m_at])) ++m_at;
}

std::string_view LineCursor::word() {
    const std::size_t begin = m_at;
    while (!isAtEnd() && !isBlank(m_line[m_at])) ++m_at;
    return m_line.substr(begin, m_at - begin);
}

std::string_view LineCursor::rest() {
    const std::string_view all = m_line.substr(m_at);
    m_at = m_line.size();
    return all;
}

std::string_view LineCursor::name(bool mayHaveColons, const char* what) {
    const std::size_t begin = m_at;
    const auto isPart = [&](char c) { return isLetter(c) || (c == ':' && mayHaveColons); };
    while (!isAtEnd() && (isPart(m_line[m_at]) || (m_at > begin && isDigit(m_line[m_at])))) ++m_at;
    if (m_at == begin) fail(std::string(what) + " is expected, not " + sight());
    return m_line.substr(begin, m_at - begin);
}

std::string LineCursor::quoted() {
    const std::size_t open = m_at;
    if (!skip('"')) fail("a value in quotes is expected, not " + sight());
    const std::size_t begin = m_at;
    while (!isAtEnd() && m_line[m_at] != '"') m_at += m_line[m_at] == '\\' && m_at + 1 < m_line.size() ? 2 : 1;
    if (isAtEnd()) fail(open, "the quotes that open here don't close");
    const std::string_view raw = m_line.substr(begin, m_at - begin);
    ++m_at;
    return unescaped(raw, true);
}

double LineCursor::number(const char* what) {
    const std::size_t begin = m_at;
    const std::string_view text = word();
    const auto value = readNumber(text);
    if (value) return *value;
    m_at = begin;
    fail(std::string(what) + " is expected, not " + sight());
}

Labels LineCursor::labels(std::string* metric) {
    Labels labels;
    const std::size_t open = m_at;
    if (!skip('{')) fail("'{' is expected, not " + sight());
    while (true) {
        skipBlanks();
        if (skip('}')) return labels;
        if (isAtEnd()) fail(open, "the braces that open here don't close");
        label(labels, metric);
        skipBlanks();
        if (!skip(',') && !isAt('}') && !isAtEnd()) fail("',' or '}' is expected, not " + sight());
    }
}

void LineCursor::label(Labels& labels, std::string* metric) {
    const std::size_t begin = m_at;
    const bool isQuoted = isAt('"');
    std::string name = isQuoted ? quoted() : std::string(this->name(false, "a label's name"));
    skipBlanks();
    if (isQuoted && !isAt('=')) {
        if (metric == nullptr || !metric->empty() || name.empty())
            fail(begin, "a quoted name without a value makes no sense here");
        *metric = std::move(name);
        return;
    }
    if (!skip('=')) fail("'=' is expected, not " + sight());
    skipBlanks();
    if (labels.size() >= mostLabels) fail(begin, "a series with more than " + std::to_string(mostLabels) + " labels");
    if (!labels.add(name, quoted())) fail(begin, "the label " + name + " is there twice");
}

std::string LineCursor::sight() const {
    if (isAtEnd()) return "the end of the line";
    std::string seen;
    for (const char c : m_line.substr(m_at, longestSight)) seen += c >= ' ' && c <= '~' ? c : '?';
    return "'" + seen + (m_line.size() - m_at > longestSight ? "...'" : "'");
}

model::SourcePosition LineCursor::positionOf(std::size_t at) const {
    // Columns count code points: continuation bytes don't begin one.
    const auto begins = std::ranges::count_if(m_line.substr(0, at), [](char c) { return (c & 0xC0) != 0x80; });
    return {m_number, static_cast<int>(begins) + 1};
}

void LineCursor::fail(std::size_t at, const std::string& message) const {
    throw BadLine{positionOf(at), message};
}

}  // namespace headroom::connectors::prometheus
