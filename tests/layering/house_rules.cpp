#include "tests/layering/house_rules.h"

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <string_view>

namespace headroom::layering {

namespace {

std::string tooLong(std::size_t count, std::size_t limit) {
    return "has " + std::to_string(count) + " lines, more than " + std::to_string(limit);
}

const SourceFile* findFile(const std::vector<SourceFile>& tree, std::string_view path) {
    const auto found = std::ranges::find(tree, path, &SourceFile::path);
    return found == tree.end() ? nullptr : &*found;
}

/// The pattern's matches in the text, as violations with the match in the message.
std::vector<Violation> matches(const SourceFile& file, const std::string& text, const std::regex& pattern,
                               std::string_view message) {
    std::vector<Violation> violations;
    std::size_t number = 0;
    for (const std::string_view line : lines(text)) {
        ++number;
        std::match_results<std::string_view::const_iterator> match;
        if (std::regex_search(line.begin(), line.end(), match, pattern))
            violations.push_back({file.path, number, std::string(message) + match.str()});
    }
    return violations;
}

}  // namespace

std::vector<Violation> checkLength(const SourceFile& file) {
    if (!file.isCode()) return {};
    const std::size_t limit = file.isHeader() ? maxHeaderLines : maxImplementationLines;
    const std::size_t count = lines(file.text).size();
    if (count <= limit) return {};
    return {{file.path, 0, tooLong(count, limit)}};
}

std::vector<Violation> checkPragmaOnce(const SourceFile& file) {
    if (!file.isHeader()) return {};
    const std::string code = blankOut(file.text, false);
    const std::size_t first = code.find_first_not_of(" \n");
    if (first != std::string::npos && std::string_view(code).substr(first).starts_with("#pragma once")) return {};
    return {{file.path, 1, "does not begin with #pragma once"}};
}

std::vector<Violation> checkNames(const SourceFile& file) {
    if (!file.isCode()) return {};
    static const std::regex type(
        R"(\b(class|struct|enum|union|using|concept)\s+(class\s+|struct\s+)?\w*(Manager|Helpers?|Utils?|Utilities)\b)");
    static const std::regex path(R"((^|[/_])(managers?|helpers?|utils?|utilities)[_./])");
    std::vector<Violation> violations = matches(file, blankOut(file.text, true), type, "a name that says nothing: ");
    if (std::regex_search(file.path, path)) violations.push_back({file.path, 0, "a file name that says nothing"});
    return violations;
}

std::vector<Violation> checkOwnHeaderFirst(const SourceFile& file, const std::vector<SourceFile>& tree) {
    if (!file.isImplementation()) return {};
    const std::string header = file.path.substr(0, file.path.size() - 4) + ".h";
    if (findFile(tree, header) == nullptr) return {};
    const std::string code = blankOut(file.text, false);
    const std::size_t first = code.find("#include");
    const bool isFirst =
        first != std::string::npos && std::string_view(code).substr(first).starts_with("#include \"" + header + "\"");
    if (isFirst) return {};
    return {{file.path, 1, "does not include its own header first: " + header}};
}

std::vector<Violation> checkNoWorkplace(const SourceFile& file) {
    // In pieces, so that this file doesn't break its own rule.
    static const std::regex workplace(
        "(^|[^\\w.])/(wo"
        "rk|ho"
        "me|Us"
        "ers)/\\w"
        "|deb\\.deb"
        "ian\\.org|snapshot\\.deb"
        "ian|repo1?\\.ma"
        "ven|proxy\\.go"
        "lang|py"
        "pi\\.org|registry\\.np"
        "mjs");
    return matches(file, file.text, workplace, "names a machine or a registry: ");
}

std::vector<Violation> checkReadmes(const std::vector<SourceFile>& tree) {
    std::set<std::string> folders;
    for (const SourceFile& file : tree)
        if (const std::size_t slash = file.path.find('/'); slash != std::string::npos) folders.insert(file.path.substr(0, slash));
    std::vector<Violation> violations;
    for (const std::string& folder : folders) {
        const std::string path = folder + "/README.md";
        const SourceFile* readme = findFile(tree, path);
        if (readme == nullptr)
            violations.push_back({path, 0, "is missing"});
        else if (const std::size_t count = lines(readme->text).size(); count > maxReadmeLines)
            violations.push_back({path, 0, tooLong(count, maxReadmeLines)});
    }
    return violations;
}

}  // namespace headroom::layering
