#include "model/text/quoting.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/text/source_text.h"

namespace headroom::model {

namespace {

/// Whether a reader would fold, drop or refuse some byte of `text` inside single quotes on one line.
bool needsEscapes(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 || c == 0x7F || SourceText::breakLength(text, i) > 0) return true;
        if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
        if (text.substr(i, 3) == "\xEF\xBB\xBF" || text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")
            return true;
    }
    return false;
}

/// The escape for the character at `at`, whose length in bytes goes to `length`; empty if it needs none.
std::string escapeAt(std::string_view text, std::size_t at, std::size_t& length) {
    const auto c = static_cast<unsigned char>(text[at]);
    length = 1;
    if (c == '"' || c == '\\') return std::string("\\") + text[at];
    if (c == '\n') return "\\n";
    if (c == '\t') return "\\t";
    if (c < 0x20 || c == 0x7F) return fmt::format("\\x{:02X}", c);
    if (c == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) {
        length = 2;
        return fmt::format("\\x{:02X}", static_cast<unsigned char>(text[at + 1]));
    }
    if (!needsEscapes(text.substr(at, 3)) || c < 0xE0) return {};
    if (c == 0xE2 && SourceText::breakLength(text, at) == 0) return {};
    if (c != 0xE2 && c != 0xEF) return {};
    length = 3;
    const unsigned code = (c & 0x0FU) << 12U | (static_cast<unsigned>(static_cast<unsigned char>(text[at + 1])) & 0x3FU) << 6U |
                          (static_cast<unsigned>(static_cast<unsigned char>(text[at + 2])) & 0x3FU);
    if (c == 0xEF && code != 0xFEFF && code < 0xFFFE) return length = 1, std::string();
    return fmt::format("\\u{:04X}", code);
}

bool isBareKey(std::string_view key) {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '/' || static_cast<unsigned char>(c) >= 0x80;
    };
    const auto inner = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-'; };
    return !key.empty() && inner(key[0]) && key[0] != '-' && key[0] != '.' && std::all_of(key.begin(), key.end(), inner) &&
           !needsEscapes(key) && key.find("\xC2\xA0") == std::string_view::npos;
}

}  // namespace

std::string quoted(std::string_view text, Node::Style style) {
    std::string result;
    if (style != Node::Style::DoubleQuoted && !needsEscapes(text)) {
        for (const char c : text) result += c == '\'' ? "''" : std::string(1, c);
        return "'" + result + "'";
    }
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 1;
        const std::string escape = escapeAt(text, at, length);
        result += escape.empty() ? std::string(1, text[at]) : escape;
        at += length;
    }
    return "\"" + result + "\"";
}

std::string keyText(std::string_view key) {
    return isBareKey(key) ? std::string(key) : quoted(key, Node::Style::SingleQuoted);
}

std::string flowText(const Node& node) {
    std::string text = node.tag.empty() ? "" : node.tag + " ";
    if (node.isScalar()) {
        if (node.isNull()) return "null";
        const bool bare = node.style == Node::Style::Plain && node.value.find_first_of(",[]{}?\n") == std::string::npos &&
                          !needsEscapes(node.value);
        const bool asDouble = node.style == Node::Style::DoubleQuoted;
        return text + (bare ? node.value : quoted(node.value, asDouble ? Node::Style::DoubleQuoted : Node::Style::SingleQuoted));
    }
    text += node.isMapping() ? "{" : "[";
    const char* separator = "";
    for (const Node::Entry& entry : node.entries) {
        text += separator + keyText(entry.key) + ": " + flowText(*entry.value);
        separator = ", ";
    }
    for (const auto& item : node.items) {
        text += separator + flowText(*item);
        separator = ", ";
    }
    return text + (node.isMapping() ? "}" : "]");
}

}  // namespace headroom::model
