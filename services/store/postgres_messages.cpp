#include "services/store/postgres_messages.h"

#include <array>
#include <regex>
#include <sstream>

namespace headroom::services {

namespace {

constexpr std::size_t longest = 500;

struct Remedy {
    std::string_view part;  ///< of the message
    std::string_view sentence;
};

constexpr std::array remedies{
    Remedy{"no password supplied", "put the password into a file of mode 0600 and name that in PGPASSFILE"},
    Remedy{"root certificate file", "sslrootcert=FILE in the URL names the authority's certificate"},
    Remedy{"certificate verify failed", "sslrootcert=FILE in the URL names the authority that signed the server's certificate"},
    Remedy{"server does not support SSL", "?sslmode=disable in the URL says that nothing needs to be encrypted"},
};

}  // namespace

std::string tidy(std::string_view message) {
    std::string line;
    std::istringstream lines{std::string(message)};
    for (std::string text; std::getline(lines, text);) {
        std::istringstream words(text);
        bool isFirst = true;
        for (std::string word; words >> word; isFirst = false) {
            if (isFirst && !line.empty() && line.back() != ':') line += ';';
            if (!line.empty()) line += ' ';
            line += word;
        }
    }
    // Up to the last '@' of a word, for a password may have one.
    static const std::regex inUrl(R"((://[^\s/:@?]*):\S*@)");
    static const std::regex inSetting(R"((passw(or)?d\s*=\s*)('[^']*'|[^\s&'"]+))", std::regex::icase);
    line = std::regex_replace(line, inUrl, "$1:***@");
    line = std::regex_replace(line, inSetting, "$1***");
    if (line.size() > longest) line = line.substr(0, longest) + " …";
    return line;
}

std::string remedyOf(std::string_view message) {
    for (const Remedy& remedy : remedies)
        if (message.find(remedy.part) != std::string_view::npos) return std::string(remedy.sentence);
    return "";
}

}  // namespace headroom::services
