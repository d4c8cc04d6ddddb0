#include "tests/layering/source_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>

namespace headroom::layering {

namespace fs = std::filesystem;

namespace {

constexpr std::array textExtensions{".h", ".cpp", ".md", ".txt", ".cmake", ".json", ".yaml", ".yml", ".sh", ".csv", ""};

bool isText(const fs::path& path) {
    return std::ranges::find(textExtensions, path.extension()) != textExtensions.end();
}

bool isSkippedFolder(const fs::path& relative) {
    const std::string name = relative.filename().string();
    return name.starts_with('.') || relative == "build";
}

std::string read(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Walks over C++ text and blanks what is asked for.
class Blanker {
public:
    Blanker(std::string_view text, bool literalsToo) : m_text(text), m_result(text), m_literalsToo(literalsToo) {}

    std::string run() {
        while (m_at < m_text.size()) {
            if (startsWith("//"))
                blankTo(m_text.find('\n', m_at));
            else if (startsWith("/*"))
                blankTo(after(m_text.find("*/", m_at + 2), 2));
            else if (startsWith("R\"") && !followsWord())
                literal(endOfRawString());
            else if (m_text[m_at] == '"' || (m_text[m_at] == '\'' && !followsWord()))
                literal(endOfQuoted());
            else
                ++m_at;
        }
        return m_result;
    }

private:
    bool startsWith(std::string_view word) const { return m_text.substr(m_at).starts_with(word); }
    bool followsWord() const {
        return m_at > 0 && (std::isalnum(static_cast<unsigned char>(m_text[m_at - 1])) != 0 || m_text[m_at - 1] == '_');
    }
    std::size_t after(std::size_t found, std::size_t length) const {
        return found == std::string_view::npos ? m_text.size() : found + length;
    }

    std::size_t endOfQuoted() const {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && m_text[end] != m_text[m_at] && m_text[end] != '\n') end += m_text[end] == '\\' ? 2 : 1;
        return std::min(end + 1, m_text.size());
    }
    std::size_t endOfRawString() const {
        const std::size_t open = m_text.find('(', m_at);
        if (open == std::string_view::npos) return m_text.size();
        const std::string close = ")" + std::string(m_text.substr(m_at + 2, open - m_at - 2)) + "\"";
        return after(m_text.find(close, open), close.size());
    }

    void literal(std::size_t end) {
        if (m_literalsToo)
            blankTo(end);
        else
            m_at = end;
    }
    void blankTo(std::size_t end) {
        for (end = std::min(end, m_text.size()); m_at < end; ++m_at)
            if (m_text[m_at] != '\n') m_result[m_at] = ' ';
    }

    std::string_view m_text;
    std::string m_result;
    bool m_literalsToo;
    std::size_t m_at = 0;
};

}  // namespace

std::vector<SourceFile> readTree(const fs::path& top) {
    std::vector<SourceFile> files;
    for (auto entry = fs::recursive_directory_iterator(top); entry != fs::recursive_directory_iterator(); ++entry) {
        const fs::path relative = entry->path().lexically_relative(top);
        if (entry->is_directory()) {
            if (isSkippedFolder(relative)) entry.disable_recursion_pending();
        } else if (entry->is_regular_file() && relative.filename() != ".git" && isText(relative)) {
            files.push_back({relative.generic_string(), read(entry->path())});
        }
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

std::string blankOut(std::string_view text, bool literalsToo) {
    return Blanker(text, literalsToo).run();
}

std::vector<std::string_view> lines(std::string_view text) {
    std::vector<std::string_view> result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        result.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

std::string describe(const std::vector<Violation>& violations) {
    std::string text;
    for (const Violation& violation : violations)
        text += violation.path + ":" + std::to_string(violation.line) + ": " + violation.message + "\n";
    return text;
}

}  // namespace headroom::layering
