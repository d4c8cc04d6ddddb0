#pragma once
// From bytes on disk to one source tree, with every !file put in place.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/scenario/source_node.h"
#include "model/text/document.h"

namespace headroom::model {

/// Limits on what !file may pull in.
struct SourceLimits {
    TextLimits text{16 * 1024 * 1024, 64, 200'000};
    std::size_t maxFiles = 1000;       ///< inclusions in all
    std::size_t maxFilesDeep = 16;     ///< files pointing to files
    std::size_t maxNodes = 1'000'000;  ///< in the whole tree
};

/// Reads YAML and .properties texts into source trees. A missing, cyclic, huge or irregular file is one error at its !file.
class SourceReader {
public:
    explicit SourceReader(Diagnostics& diagnostics, SourceLimits limits = {}) : m_diagnostics(diagnostics), m_limits(limits) {}

    /// The tree of a scenario's text; null when it has a syntax error. `path` names it and is the base of its !file paths.
    std::unique_ptr<SourceNode> readText(const std::string& text, const std::string& path);
    /// The same of a text that has been parsed.
    std::unique_ptr<SourceNode> readDocument(const Document& document);
    /// The tree of a value given as text, its paths relative to `directory`; every place in it is in `label`.
    std::unique_ptr<SourceNode> readValue(const std::string& text, const std::string& label, const std::string& directory);

private:
    std::unique_ptr<SourceNode> convert(const Node& node, const Document& document, const std::string& directory);
    std::unique_ptr<SourceNode> include(const Node& node, const Document& document, const std::string& directory);
    std::unique_ptr<SourceNode> includeText(const std::string& text, const std::string& path, const std::string& selector,
                                            const SourceLocation& place);
    std::unique_ptr<SourceNode> selectObject(const std::vector<Document>& documents, const std::string& path,
                                             const std::string& selector, const SourceLocation& place);
    bool spend(const SourceLocation& place);

    Diagnostics& m_diagnostics;
    SourceLimits m_limits;
    std::size_t m_files = 0;
    std::size_t m_nodes = 0;
    std::vector<std::string> m_open;  ///< files being read, outermost first
};

/// The bytes of a regular file of at most `maxBytes`; absent with the reason in `problem`.
std::optional<std::string> readWholeFile(const std::string& path, std::size_t maxBytes, std::string& problem);

/// `path` as seen from `directory`; absolute paths stay.
std::string pathFrom(const std::string& directory, const std::string& path);
/// The directory a path lies in; empty for the current one.
std::string directoryOf(const std::string& path);

}  // namespace headroom::model
