#include "model/text/yaml_value.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "model/text/quoting.h"

namespace headroom::model {

namespace {

constexpr std::size_t step = 2;

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isOneOf(char c, std::string_view characters) {
    return characters.find(c) != std::string_view::npos;
}

/// Words that some reader takes for a truth value or for nothing.
bool isWord(std::string_view text) {
    constexpr std::array<std::string_view, 9> words{"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::find(words, lower) != words.end();
}

/// Whether the character at `at` may stand plain within a text that begins with a letter.
bool isPlainAt(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (isLetter(c) || (c >= '0' && c <= '9') || isOneOf(c, "_./@%+=,-()$")) return true;
    const bool isLast = at + 1 == text.size();
    if (c == ':') return !isLast && text[at + 1] != ' ';
    return c == ' ' && at > 0 && !isLast && text[at - 1] != ' ' && text[at + 1] != ' ';
}

/// Letter first, or an option of a command line.
bool beginsAsText(std::string_view text) {
    if (text.empty()) return false;
    if (isLetter(text[0]) || isOneOf(text[0], "/_$")) return true;
    return text.size() > 2 && text.substr(0, 2) == "--" && isLetter(text[2]);
}

/// What is neither on one line nor visible.
bool hasControl(std::string_view text, bool mayHaveLines) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c == '\n' && mayHaveLines) continue;
        if (c < 0x20 || c == 0x7F) return true;
        // Breaks and marks beyond ASCII: NEL and its kin, LS, PS, the byte order mark.
        if (c == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) <= 0xA0) return true;
        const std::string_view three = text.substr(at, 3);
        if (three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9" || three.substr(0, 2) == "\xEF\xBB" ||
            three.substr(0, 2) == "\xEF\xBF")
            return true;
    }
    return false;
}

}  // namespace

std::string yamlText(std::string_view text) {
    bool isPlain = beginsAsText(text) && !isWord(text);
    for (std::size_t at = 0; isPlain && at < text.size(); ++at) isPlain = isPlainAt(text, at);
    return isPlain ? std::string(text) : quoted(text, Node::Style::DoubleQuoted);
}

bool canStandPlain(std::string_view text) {
    if (text.empty()) return true;
    if (hasControl(text, false) || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
    if (text.substr(0, 3) == "---" || text.substr(0, 3) == "...") return false;
    if (isOneOf(text[0], ",[]{}#&*!|>'\"%@`")) return false;
    if (isOneOf(text[0], "-?:") && (text.size() == 1 || text[1] == ' ')) return false;
    return text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos;
}

std::string yamlComment(std::string_view text, std::size_t indent) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        out += std::string(indent, ' ') + '#';
        if (end > at) out.append(" ").append(text.substr(at, end - at));
        out += '\n';
        at = end + 1;
    }
    return out;
}

YamlValue YamlValue::of(std::string_view text) {
    return written(yamlText(text));
}

YamlValue YamlValue::lines(std::string text) {
    const bool endsOnce = text.size() > 1 && text.back() == '\n' && text[text.size() - 2] != '\n';
    if (!endsOnce || text[0] == ' ' || text[0] == '\n' || hasControl(text, true)) return of(text);
    return {Kind::Lines, std::move(text)};
}

YamlValue& YamlValue::put(std::string key, YamlValue value) {
    value.m_key = std::move(key);
    value.m_comment = std::move(m_nextComment);
    m_nextComment.clear();
    m_children.push_back(std::move(value));
    return *this;
}

std::string YamlValue::render() const {
    std::string out;
    if (isCollection() && !m_children.empty())
        renderChildren(out, 0, false);
    else
        renderBehind(out, 0);
    return out[0] == ' ' ? out.substr(1) : out;
}

void YamlValue::renderComment(std::string& out, std::size_t indent) const {
    out += yamlComment(m_comment, indent);
}

/// Behind the ':' of a key at column `indent`.
void YamlValue::renderBehind(std::string& out, std::size_t indent) const {
    if (m_kind == Kind::Scalar) {
        out += m_text.empty() ? "\n" : " " + m_text + "\n";
    } else if (m_kind == Kind::Lines) {
        out += " |\n";
        for (std::size_t at = 0; at < m_text.size();) {
            const std::size_t end = m_text.find('\n', at);
            if (end > at) out.append(indent + step, ' ').append(m_text, at, end - at);
            out += '\n';
            at = end + 1;
        }
    } else if (m_children.empty()) {
        out += m_kind == Kind::List ? " []\n" : " {}\n";
    } else {
        out += '\n';
        renderChildren(out, indent + step, false);
    }
}

/// Behind a '-' at column `indent`.
void YamlValue::renderItem(std::string& out, std::size_t indent) const {
    if (!isCollection() || m_children.empty() || !m_children[0].m_comment.empty()) return renderBehind(out, indent);
    out += ' ';
    renderChildren(out, indent + step, true);
}

/// `isInline`: the first one goes on where something stands already.
void YamlValue::renderChildren(std::string& out, std::size_t indent, bool isInline) const {
    for (const YamlValue& child : m_children) {
        if (!isInline) {
            child.renderComment(out, indent);
            out.append(indent, ' ');
        }
        isInline = false;
        if (m_kind == Kind::List) {
            out += '-';
            child.renderItem(out, indent);
        } else {
            out += keyText(child.m_key) + ':';
            child.renderBehind(out, indent);
        }
    }
}

}  // namespace headroom::model
