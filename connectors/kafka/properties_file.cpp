#include "connectors/kafka/properties_file.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>

#include "connectors/kafka/java_properties.h"

namespace headroom::connectors::kafka {
namespace {

constexpr std::string_view blanks = " \t\f\r";

std::string_view trimmedLeft(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(blanks), text.size()));
}

std::string_view trimmed(std::string_view text) {
    return trimmedLeft(text.substr(0, text.find_last_not_of(blanks) + 1));
}

/// Whether a line goes on in the next: an odd number of backslashes ends it.
bool goesOn(std::string_view line) {
    const std::size_t last = line.find_last_not_of('\\');
    return (line.size() - (last == std::string_view::npos ? 0 : last + 1)) % 2 == 1;
}

/// Lines as Java reads them from a file of properties.
class Lines {
public:
    explicit Lines(std::string_view text) : m_text(text) {}

    /// The next that is neither empty nor a comment, with those it goes on in.
    std::optional<std::string> next() {
        while (!m_text.empty()) {
            std::string line(trimmed(take()));
            m_began = m_number;
            if (line.empty() || line.front() == '#' || line.front() == '!') continue;
            while (goesOn(line)) {
                line.pop_back();
                if (m_text.empty()) break;
                line += trimmed(take());
            }
            return line;
        }
        return std::nullopt;
    }

    int number() const { return m_began; }

private:
    std::string_view take() {
        ++m_number;
        const std::size_t end = m_text.find('\n');
        const std::string_view line = m_text.substr(0, end);
        m_text = end == std::string_view::npos ? std::string_view{} : m_text.substr(end + 1);
        return line;
    }

    std::string_view m_text;
    int m_number = 0;
    int m_began = 0;
};

void appendUtf8(std::string& text, unsigned code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xc0 | (code >> 6));
        text += static_cast<char>(0x80 | (code & 0x3f));
    } else {
        text += static_cast<char>(0xe0 | (code >> 12));
        text += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        text += static_cast<char>(0x80 | (code & 0x3f));
    }
}

constexpr std::size_t hexDigits = 4;

/// The code in "00e9" at the beginning of a text.
std::optional<unsigned> hexCode(std::string_view text) {
    constexpr int hexadecimal = 16;
    unsigned code = 0;
    if (text.size() < hexDigits) return std::nullopt;
    const char* const end = text.data() + hexDigits;
    return std::from_chars(text.data(), end, code, hexadecimal).ptr == end ? std::optional(code) : std::nullopt;
}

/// What the sign after a backslash stands for: itself, unless it is one of these.
char meantBy(char sign) {
    switch (sign) {
        case 'n': return '\n';
        case 't': return '\t';
        case 'r': return '\r';
        case 'f': return '\f';
        default: return sign;
    }
}

/// "\n", "\u00e9"; a backslash before anything else only takes it as it is.
std::string unescaped(std::string_view text) {
    std::string read;
    while (!text.empty()) {
        const bool isEscape = text.front() == '\\' && text.size() > 1;
        const char sign = text[isEscape ? 1 : 0];
        text.remove_prefix(isEscape ? 2 : 1);
        const auto code = isEscape && sign == 'u' ? hexCode(text) : std::nullopt;
        if (code) {
            appendUtf8(read, *code);
            text.remove_prefix(hexDigits);
        } else {
            read += isEscape ? meantBy(sign) : sign;
        }
    }
    return read;
}

}  // namespace

PropertiesFile parseProperties(std::string_view text, const std::string& path) {
    PropertiesFile file;
    Lines lines(text);
    std::vector<PropertyLine> read;
    while (const auto line = lines.next()) {
        const std::size_t sign = line->find_first_of("=:");
        const std::string name(trimmed(line->substr(0, sign)));
        if (sign == std::string::npos || name.empty()) {
            file.error = fmt::format("{}:{}: not a line of NAME=VALUE", path, lines.number());
            return file;
        }
        if (name == "bootstrap.servers") continue;                                               // --kafka says it
        std::erase_if(read, [&](const PropertyLine& earlier) { return earlier.name == name; });  // the last one counts
        read.push_back({name, unescaped(trimmedLeft(line->substr(sign + 1))), lines.number()});
    }
    PropertyLines said = withoutJava(read);
    if (!said.error.empty()) {
        file.error = fmt::format("{}:{}: {}", path, said.line, said.error);
        return file;
    }
    for (PropertyLine& property : said.properties)
        file.properties.emplace_back(std::move(property.name), std::move(property.value));
    return file;
}

PropertiesFile readProperties(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(file.peek() == std::ifstream::traits_type::eof() || text << file.rdbuf()))
        return {{}, fmt::format("{} can't be read", path)};
    return parseProperties(text.str(), path);
}

}  // namespace headroom::connectors::kafka
