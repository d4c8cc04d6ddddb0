#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::layering {

/// A text file of the checkout.
struct SourceFile {
    std::string path;  ///< relative to the top of the checkout, with forward slashes
    std::string text;

    bool isHeader() const { return path.ends_with(".h"); }
    bool isImplementation() const { return path.ends_with(".cpp"); }
    bool isCode() const { return isHeader() || isImplementation(); }
    /// Whether the file lies in `folder`, given like "model/rules/".
    bool isUnder(std::string_view folder) const { return path.starts_with(folder); }
};

/// A broken rule and where.
struct Violation {
    std::string path;
    std::size_t line = 0;  ///< from 1; 0 when the file as a whole is meant
    std::string message;
    bool operator==(const Violation&) const = default;
};

/// Reads every text file under `top` except build output and hidden folders; ordered by path.
std::vector<SourceFile> readTree(const std::filesystem::path& top);

/// The C++ text with comments, and if asked literals, replaced by blanks; line structure stays.
std::string blankOut(std::string_view text, bool literalsToo);

/// The text's lines, without their ends.
std::vector<std::string_view> lines(std::string_view text);

/// "path:line: message" a line, for a test's failure output.
std::string describe(const std::vector<Violation>& violations);

}  // namespace headroom::layering
