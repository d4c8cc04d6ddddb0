#include "model/ecosystem/properties_text.h"

#include <set>
#include <utility>

#include <fmt/format.h>

namespace headroom::model {

namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\f';
}

void appendUtf8(std::string& out, unsigned code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        out += static_cast<char>(0xE0U | (code >> 12U));
        out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

class PropertiesReader {
public:
    PropertiesReader(const std::string& text, const std::string& path, Diagnostics& diagnostics)
        : m_text(text), m_path(path), m_diagnostics(diagnostics) {}

    std::unique_ptr<SourceNode> read() {
        m_root->kind = SourceNode::Kind::Mapping;
        m_root->location = {m_path, {1, 1}};
        while (m_at < m_text.size()) readLine();
        return std::move(m_root);
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    bool atLineEnd() const { return atEnd() || m_text[m_at] == '\n' || m_text[m_at] == '\r'; }
    SourceLocation here() const { return {m_path, {m_line, m_column}}; }

    void advance() {
        const bool isContinuation = (static_cast<unsigned char>(m_text[m_at]) & 0xC0U) == 0x80U;
        ++m_at;
        if (!isContinuation) ++m_column;
    }
    void skipBlanks() {
        while (!atEnd() && isBlank(m_text[m_at])) advance();
    }
    void skipLineEnd() {
        if (atEnd()) return;
        if (m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n') ++m_at;
        ++m_at;
        ++m_line;
        m_column = 1;
    }

    void readLine() {
        skipBlanks();
        if (atLineEnd()) {
            m_comment.clear();
        } else if (m_text[m_at] == '#' || m_text[m_at] == '!') {
            const std::size_t begin = m_at + 1;
            while (!atLineEnd()) advance();
            m_comment = m_text.substr(begin, m_at - begin);
            m_comment.erase(0, m_comment.find_first_not_of(" \t"));
        } else {
            readProperty();
        }
        skipLineEnd();
    }

    void readProperty() {
        const SourceLocation keyPlace = here();
        const std::string key = token(true);
        skipBlanks();
        if (!atLineEnd() && (m_text[m_at] == '=' || m_text[m_at] == ':')) advance();
        skipBlanks();
        auto value = std::make_unique<SourceNode>();
        value->location = here();
        value->isPlain = false;
        value->value = token(false);
        value->comment = std::exchange(m_comment, {});
        if (!m_seen.insert(key).second) {
            m_diagnostics.error(keyPlace, fmt::format("property '{}' is given twice", key));
            return;
        }
        m_root->entries.push_back({key, keyPlace, std::move(value)});
    }

    /// A key (up to an unescaped blank, '=' or ':') or a value (up to the end of the line), unescaped and with lines joined.
    std::string token(bool isKey) {
        std::string out;
        while (!atLineEnd()) {
            const char c = m_text[m_at];
            if (isKey && (isBlank(c) || c == '=' || c == ':')) break;
            if (c == '\\') {
                advance();
                escape(out);
                continue;
            }
            out += c;
            advance();
        }
        return out;
    }

    void escape(std::string& out) {
        if (atEnd()) return;
        if (atLineEnd()) {
            skipLineEnd();
            skipBlanks();
            return;
        }
        const char c = m_text[m_at];
        advance();
        if (c == 'u') return unicode(out);
        out += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c == 'f' ? '\f' : c;
    }

    void unicode(std::string& out) {
        unsigned code = 0;
        for (int i = 0; i < 4; ++i) {
            const std::string digits = "0123456789abcdef";
            const std::size_t digit = atLineEnd() ? std::string::npos : digits.find(static_cast<char>(m_text[m_at] | 0x20));
            if (digit == std::string::npos) {
                m_diagnostics.error(here(), "malformed \\u escape", "it needs four hexadecimal digits");
                return;
            }
            code = code * 16 + static_cast<unsigned>(digit);
            advance();
        }
        appendUtf8(out, code);
    }

    const std::string& m_text;
    const std::string& m_path;
    Diagnostics& m_diagnostics;
    std::unique_ptr<SourceNode> m_root = std::make_unique<SourceNode>();
    std::string m_comment;
    std::set<std::string> m_seen;
    std::size_t m_at = 0;
    int m_line = 1;
    int m_column = 1;
};

}  // namespace

std::unique_ptr<SourceNode> readProperties(const std::string& text, const std::string& path, Diagnostics& diagnostics) {
    return PropertiesReader(text, path, diagnostics).read();
}

}  // namespace headroom::model
