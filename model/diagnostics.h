#pragma once
// What the lab says about a user's input: one message, its place, a hint.

#include <compare>
#include <string>
#include <vector>

namespace headroom::model {

/// A place in a source text; line and column count from 1, columns in Unicode code points.
struct SourcePosition {
    int line = 1;
    int column = 1;
    auto operator<=>(const SourcePosition&) const = default;
};

struct SourceLocation {
    std::string file;
    SourcePosition position;
    auto operator<=>(const SourceLocation&) const = default;
};

enum class Severity { Error, Warning, Note };

/// One finding. Prints as "file:line:column: error: message; hint".
struct Diagnostic {
    Severity severity = Severity::Error;
    SourceLocation location;
    std::string message;
    std::string hint;  ///< empty, or "did you mean 'partitions'?" and the like
};

/// Findings in the order of their places; errors make the input unusable, warnings do not.
class Diagnostics {
public:
    void add(Diagnostic diagnostic) { m_all.push_back(std::move(diagnostic)); }
    void error(SourceLocation location, std::string message, std::string hint = {});
    void warning(SourceLocation location, std::string message, std::string hint = {});
    void note(SourceLocation location, std::string message, std::string hint = {});

    bool hasErrors() const;
    bool empty() const { return m_all.empty(); }
    const std::vector<Diagnostic>& all() const { return m_all; }
    /// Orders by file, line, column; equal places keep the order of discovery.
    void sortByPlace();

private:
    std::vector<Diagnostic> m_all;
};

/// "file:line:column: error: message; hint", without a line end.
std::string toString(const Diagnostic& diagnostic);

/// The candidate nearest to `word` by edit distance, if it is near enough to be a likely misspelling; else empty.
std::string nearestWord(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace headroom::model
