#include "model/text/syntax_error.h"

#include <algorithm>

#include <fmt/format.h>

namespace headroom::model {

namespace {

class Explanation {
public:
    Explanation(const SourceText& source, const ParserComplaint& complaint) : m_source(source), m_complaint(complaint) {}

    SyntaxError explain() const {
        const std::string_view problem = m_complaint.problem;
        const std::string_view context = m_complaint.context;
        if (problem.find("cannot start any token") != npos) return badStart();
        if (problem.find("tab character") != npos) return tab(m_complaint.problemAt);
        if (problem.find("mapping values are not allowed") != npos) return strayColon();
        if (problem.find("could not find expected ':'") != npos) return missingColon();
        if (problem.find("block sequence entries are not allowed") != npos) return strayDash();
        if (context.find("quoted scalar") != npos) return badQuotes();
        if (context.find("flow") != npos) return unclosedBracket();
        if (context.find("block mapping") != npos || context.find("block collection") != npos) return badIndentation();
        if (problem.find("expected <document start>") != npos) {
            return {at(), "this does not belong to the value above it",
                    "check the indentation: the first lines may be indented more"};
        }
        if (problem.find("undefined tag handle") != npos)
            return {at(), "the tag's prefix is not declared", "write a tag as !name"};
        std::string message(problem);
        if (!context.empty()) message += fmt::format(" {}", context);
        return {at(), message, {}};
    }

private:
    static constexpr std::size_t npos = std::string_view::npos;

    std::size_t at() const { return m_complaint.problemAt; }
    char charAt(std::size_t byte) const { return byte < m_source.text().size() ? m_source.text()[byte] : '\0'; }
    int lineOf(std::size_t byte) const { return m_source.positionAt(byte).line; }
    std::string_view lineText(std::size_t byte) const {
        const std::size_t begin = m_source.lineBegin(byte);
        return m_source.text().substr(begin, m_source.lineEnd(begin) - begin);
    }

    SyntaxError tab(std::size_t byte) const { return {byte, "a tab stands in the indentation", "indent with spaces"}; }

    SyntaxError badStart() const {
        const char c = charAt(at());
        if (c == '\t') return tab(at());
        return {at(), fmt::format("a value can't start with '{}'", c), "put it in quotes"};
    }

    /// The byte behind a ':' that has no space after it, on the line of `byte`; npos if there is none. Spares "://" and the like.
    std::size_t findTightColon(std::size_t byte) const {
        const std::string_view line = lineText(byte);
        for (std::size_t i = line.find(':'); i != npos; i = line.find(':', i + 1)) {
            const char next = i + 1 < line.size() ? line[i + 1] : ' ';
            if (next == ' ' || next == '\t') return npos;
            if (next != '/' && next != ':') return m_source.lineBegin(byte) + i + 1;
        }
        return npos;
    }

    SyntaxError strayColon() const {
        const std::size_t begin = m_source.lineBegin(at());
        const std::string_view before = m_source.text().substr(begin, at() - begin);
        const bool second = before.find(": ") != npos;
        if (const std::size_t first = before.find_first_not_of(' '); first != npos && before[first] == '\t')
            return tab(begin + first);
        if (!second && begin > m_source.origin()) {
            const std::size_t above = m_source.lineBegin(begin - 1);
            if (const std::size_t tight = findTightColon(above); tight != npos) {
                return {tight, "a space is missing after ':'", "write 'key: value'"};
            }
        }
        if (second) return {at(), "a second ':' stands on this line", "quote the value if the ':' belongs to it"};
        return {at(), "a 'key: value' can't stand here", "check the indentation of this line against the one above"};
    }

    SyntaxError missingColon() const {
        const std::size_t key = m_complaint.contextAt;
        if (const std::size_t tight = findTightColon(key); tight != npos) {
            return {tight, "a space is missing after ':'", "write 'key: value'"};
        }
        return {key, "this line is no 'key: value'", "a ':' is missing, or the line should be indented under the one above"};
    }

    SyntaxError strayDash() const { return {at(), "a list item can't stand here", "begin the list on the line below its key"}; }

    SyntaxError badQuotes() const {
        const std::size_t opening = m_complaint.contextAt;
        if (m_complaint.problem.find("unknown escape") != npos) {
            return {at(), fmt::format("'\\{}' is no escape in double quotes", charAt(at() + 1)),
                    "write '\\\\', or use single quotes"};
        }
        if (m_complaint.problem.find("end of stream") != npos || m_complaint.problem.find("document indicator") != npos) {
            return {opening, fmt::format("the quote {} is never closed", charAt(opening)), "add the closing quote"};
        }
        return {at(), std::string(m_complaint.problem), "check the escapes inside the quotes"};
    }

    SyntaxError unclosedBracket() const {
        const std::size_t opening = m_complaint.contextAt;
        const char bracket = charAt(opening);
        const char closing = bracket == '{' ? '}' : ']';
        const std::size_t content = std::min(m_source.text().find_first_not_of(" \t\r\n", at()), m_source.text().size());
        const bool far = content == m_source.text().size() || lineOf(at()) != lineOf(opening);
        if (far) return {opening, fmt::format("the '{}' is never closed", bracket), fmt::format("add '{}' or a ','", closing)};
        return {at(), fmt::format("',' or '{}' is missing here", closing), "quote texts that hold ',', ':' or brackets"};
    }

    SyntaxError badIndentation() const {
        const std::string_view line = lineText(at());
        const std::size_t begin = m_source.lineBegin(at());
        const std::size_t first = line.find_first_not_of(" \t");
        const int above = lineOf(m_complaint.contextAt);
        if (first != npos && line.substr(0, first).find('\t') != npos) return tab(begin + line.find('\t'));
        if (begin + std::min(first, line.size()) == at()) {
            if (charAt(at()) == '-') {
                return {at(), "a list item stands where a key should",
                        fmt::format("check its indentation against the block that begins on line {}", above)};
            }
            return {at(), "the indentation fits no block above", fmt::format("the nearest block begins on line {}", above)};
        }
        const char before = at() > begin ? charAt(m_source.text().find_last_not_of(" \t", at() - 1)) : '\0';
        if (before == '"' || before == '\'')
            return {at(), "text follows a closing quote", "quote the value as a whole, or double the quote inside it"};
        return {at(), "this text can't stand here", "quote the value as a whole"};
    }

    const SourceText& m_source;
    const ParserComplaint& m_complaint;
};

}  // namespace

SyntaxError explainComplaint(const SourceText& source, const ParserComplaint& complaint) {
    return Explanation(source, complaint).explain();
}

}  // namespace headroom::model
