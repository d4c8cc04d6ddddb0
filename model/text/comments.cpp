#include "model/text/comments.h"

#include <vector>

namespace headroom::model {

namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t';
}

std::size_t skipBlanks(std::string_view text, std::size_t byte) {
    while (byte < text.size() && isBlank(text[byte])) ++byte;
    return byte;
}

/// Behind a byte-order mark that begins a line: libyaml takes one as blank wherever a token may follow.
std::size_t skipMark(const SourceText& source, std::size_t byte) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (byte >= source.text().size() || source.text().substr(byte, mark.size()) != mark) return byte;
    return source.lineBegin(byte) == byte ? byte + mark.size() : byte;
}

/// A comment's text from its '#' on.
std::string commentText(const SourceText& source, std::size_t hash) {
    std::string_view comment = source.text().substr(hash + 1, source.lineEnd(hash) - hash - 1);
    while (!comment.empty() && isBlank(comment.front())) comment.remove_prefix(1);
    while (!comment.empty() && isBlank(comment.back())) comment.remove_suffix(1);
    return std::string(comment);
}

}  // namespace

std::string commentAfter(const SourceText& source, std::size_t byte, bool afterComma) {
    const std::string_view text = source.text();
    std::size_t at = skipBlanks(text, byte);
    if (afterComma && at < text.size() && text[at] == ',') at = skipBlanks(text, at + 1);
    return at < text.size() && text[at] == '#' ? commentText(source, at) : std::string();
}

std::string commentAbove(const SourceText& source, std::size_t byte, std::size_t floor) {
    const std::string_view text = source.text();
    std::size_t line = source.lineBegin(byte);
    for (std::size_t i = skipMark(source, line); i < byte; ++i) {
        if (!isBlank(text[i]) && text[i] != '-') return {};
    }
    std::vector<std::size_t> hashes;
    while (line > source.origin()) {
        const std::size_t above = source.lineBegin(line - 1);
        const std::size_t hash = skipBlanks(text, skipMark(source, above));
        if (above < floor || hash >= line || text[hash] != '#') break;
        hashes.push_back(hash);
        line = above;
    }
    std::string all;
    for (auto hash = hashes.rbegin(); hash != hashes.rend(); ++hash) {
        if (hash != hashes.rbegin()) all += '\n';
        all += commentText(source, *hash);
    }
    return all;
}

std::size_t skipBlankAndComments(const SourceText& source, std::size_t byte) {
    const std::string_view text = source.text();
    for (;;) {
        byte = skipBlanks(text, skipMark(source, byte));
        if (byte < text.size() && text[byte] == '#') byte = source.lineEnd(byte);
        const std::size_t lineBreak = source.breakLength(byte);
        if (lineBreak == 0) return byte;
        byte += lineBreak;
    }
}

}  // namespace headroom::model
