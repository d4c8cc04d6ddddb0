#include "connectors/kafka/login_module.h"

#include <cctype>

namespace headroom::connectors::kafka {
namespace {

/// Reads words, and texts in quotes, where a backslash takes the next sign as it is.
class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    /// The next word or quoted text; absent at the end and where a quotation mark is missing.
    std::optional<std::string> word() {
        skipSpace();
        if (m_text.empty()) return std::nullopt;
        if (m_text.front() == '"' || m_text.front() == '\'') return quoted();
        const std::size_t end = m_text.find_first_of(" \t\r\n=;\"");
        std::string word(m_text.substr(0, end));
        if (word.empty()) return std::nullopt;
        m_text.remove_prefix(word.size());
        return word;
    }

    bool takes(char sign) {
        skipSpace();
        if (m_text.empty() || m_text.front() != sign) return false;
        m_text.remove_prefix(1);
        return true;
    }

    bool isAtEnd() {
        skipSpace();
        return m_text.empty();
    }

private:
    void skipSpace() {
        while (!m_text.empty() && std::isspace(static_cast<unsigned char>(m_text.front())) != 0) m_text.remove_prefix(1);
    }

    std::optional<std::string> quoted() {
        const char mark = m_text.front();
        std::string read;
        for (std::size_t i = 1; i < m_text.size(); ++i) {
            if (m_text[i] == mark) {
                m_text.remove_prefix(i + 1);
                return read;
            }
            if (m_text[i] == '\\' && i + 1 < m_text.size()) ++i;
            read += m_text[i];
        }
        return std::nullopt;
    }

    std::string_view m_text;
};

}  // namespace

std::optional<LoginModule> readLoginModule(std::string_view text) {
    Reader reader(text);
    const auto path = reader.word();
    const auto control = reader.word();  // "required", whatever it is
    if (!path || !control) return std::nullopt;
    LoginModule read;
    read.name = path->substr(path->rfind('.') + 1);
    while (!reader.takes(';')) {
        const auto name = reader.word();
        if (!name || !reader.takes('=')) return std::nullopt;
        const auto value = reader.word();
        if (!value) return std::nullopt;
        read.options[*name] = *value;
    }
    if (!reader.isAtEnd()) return std::nullopt;
    return read;
}

}  // namespace headroom::connectors::kafka
