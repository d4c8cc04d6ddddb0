#pragma once
// The scenario as one tree: every file it points to put in place, variants and --set laid over it, each node with its place.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/diagnostics.h"

namespace headroom::model {

struct SourceNode {
    enum class Kind { Scalar, Sequence, Mapping };
    struct Entry;

    Kind kind = Kind::Scalar;
    bool isPlain = true;      ///< an unquoted scalar
    bool isOverride = false;  ///< put here by a variant or --set; wins over what it repeats
    bool isBroken = false;    ///< stands for a file that could not be read, which was reported
    int textColumn = -1;  ///< Scalar: columns from its place to its text; -1 when they don't correspond (block styles, escapes)
    std::string value;
    std::string comment;  ///< beside it, or above it when it stands alone there
    SourceLocation location;
    std::string directory;       ///< of its file: base of relative paths in it
    std::vector<Entry> entries;  ///< Mapping, in file order
    std::vector<std::unique_ptr<SourceNode>> items;

    bool isScalar() const { return kind == Kind::Scalar; }
    bool isMapping() const { return kind == Kind::Mapping; }
    bool isSequence() const { return kind == Kind::Sequence; }
    /// An empty plain scalar, "~" or "null".
    bool isNull() const;
    /// The value under a key; null if absent or this is no mapping.
    const SourceNode* find(std::string_view key) const;
    /// "a list", "a mapping", "nothing" or "the text 'x'": what a message says stands here.
    std::string describe() const;
};

struct SourceNode::Entry {
    std::string key;
    SourceLocation keyLocation;
    std::unique_ptr<SourceNode> value;
};

/// Puts `value` at a dotted path, creating missing mappings. False, with one error at the value's place, when the path is
/// malformed, names an item that does not exist, or leads through a scalar.
bool overlay(SourceNode& root, std::string_view dottedPath, std::unique_ptr<SourceNode> value, const SourceLocation& place,
             Diagnostics& diagnostics);

/// `path` extended by a key, quoted where it has dots: "topics.orders.config.'min.insync.replicas'".
std::string joinPath(const std::string& path, std::string_view key);
/// `path` extended by an index: "faults[0]".
std::string joinPath(const std::string& path, std::size_t index);

}  // namespace headroom::model
