#pragma once
// The dotted names by which users address a place in a document.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::model {

class Node;

/// One step of a dotted path: a key, an item's index, an item's name, or the place after the last item.
struct PathStep {
    enum class Kind { Key, Index, Name, Append };
    Kind kind = Kind::Key;
    std::string text;       ///< Key, Name
    std::size_t index = 0;  ///< Index
};

/// Why a dotted path is malformed, and at which byte of it.
struct PathError {
    std::string message;
    std::size_t at = 0;
};

/// A parsed path `a.'dotted.key'[2][name][+]`; in quotes, '' is one quote. The empty text is the path of the root.
class DottedPath {
public:
    /// Absent when the text is malformed; then `error` says why.
    static std::optional<DottedPath> parse(std::string_view text, PathError& error);

    const std::vector<PathStep>& steps() const { return m_steps; }

private:
    std::vector<PathStep> m_steps;
};

/// The child a step leads to; null if absent. A key step on a sequence finds an item by its name.
const Node* findChild(const Node& node, const PathStep& step);

}  // namespace headroom::model
