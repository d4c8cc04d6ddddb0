#pragma once
// A YAML text kept as bytes, with a tree over it that knows every node's place. Edits are splices.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/diagnostics.h"

namespace headroom::model {

/// A half-open range of bytes of the text.
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const { return end - begin; }
    auto operator<=>(const ByteRange&) const = default;
};

/// A node of the document tree. Owned by its Document; references live as long as it is neither edited nor moved.
class Node {
public:
    enum class Kind { Scalar, Sequence, Mapping };
    enum class Style { Plain, SingleQuoted, DoubleQuoted, Literal, Folded, Block, Flow };

    Kind kind = Kind::Scalar;
    Style style = Style::Plain;
    std::string tag;             ///< "!file" and the like; empty when implicit
    std::string value;           ///< Scalar: unescaped text
    ByteRange range;             ///< of the node's own text, without key, comment or tag
    SourcePosition position;     ///< of its first character
    std::string comment;         ///< end-of-line comment beside it, without '#', trimmed; empty if none
    std::string leadingComment;  ///< comment lines right above its key or '-', without '#', trimmed, joined by line feeds
    bool aliased = false;        ///< stands for an alias: range is that of "*name", its children lie at the anchor

    struct Entry;
    std::vector<Entry> entries;                ///< Mapping, in file order; keys are unique
    std::vector<std::unique_ptr<Node>> items;  ///< Sequence

    bool isScalar() const { return kind == Kind::Scalar; }
    bool isMapping() const { return kind == Kind::Mapping; }
    bool isSequence() const { return kind == Kind::Sequence; }
    /// An empty plain scalar, "~" or "null".
    bool isNull() const;
    /// The value under a key; null if absent or this is no mapping.
    const Node* find(std::string_view key) const;
};

struct Node::Entry {
    std::string key;
    ByteRange keyRange;
    SourcePosition keyPosition;
    std::unique_ptr<Node> value;
    bool merged = false;  ///< came in through a merge key "<<"; its places lie in the merged mapping
};

/// Limits that keep hostile input from costing more than it should.
struct TextLimits {
    std::size_t maxBytes = 16 * 1024 * 1024;
    int maxDepth = 64;
    std::size_t maxNodes = 1'000'000;  ///< aliases count as what they expand to
};

struct Edit;

/// One YAML document. Anchors and aliases are expanded, and refused beyond the limits; duplicate keys, tabs in indentation,
/// multiple documents (unless asked for) and invalid UTF-8 are errors with their place. Merge keys are resolved: a mapping's
/// own keys win, then earlier merged mappings. An empty text is a document whose root is null.
class Document {
public:
    /// Parses; on a syntax error the result has no root and `diagnostics` has exactly one error
    /// (a duplicate key adds a note with the first one's place).
    static Document parse(std::string text, std::string path, Diagnostics& diagnostics, const TextLimits& limits = {});
    /// Parses a stream of several documents separated by '---' (Kubernetes style); each keeps positions in the whole text.
    /// Empty on a syntax error and for a text without any document. An edit of one leaves the others with the old text.
    static std::vector<Document> parseAll(std::string text, const std::string& path, Diagnostics& diagnostics,
                                          const TextLimits& limits = {});

    const std::string& text() const { return *m_text; }
    const std::string& path() const { return m_path; }
    const Node* root() const { return m_root.get(); }
    SourceLocation locationOf(const Node& node) const { return {m_path, node.position}; }

    /// The node at a dotted path: keys with dots are quoted ('min.insync.replicas'), sequence items are [n] or a
    /// mapping item's `name`, as [name] or as a dotted step: a.b.'dotted.key'.c[2].d[orders].e. Inside quotes '' is one
    /// quote. Null if absent or if the path is malformed; the empty path is the root.
    const Node* findPath(std::string_view dottedPath) const;

    /// Replaces the value at a path, or inserts it (creating missing mappings) in the file's own style; every byte outside
    /// the splice stays. [+] appends to a list. A quoted text keeps its quotes when a bare scalar replaces it; inside brackets a
    /// block value becomes flow style. What '<<' brings in is overridden; the inside of an alias is refused. The new text is
    /// parsed again and must differ at this place only. Returns false, reports once and changes nothing when the path can't be
    /// reached or the new value is not valid YAML. Nodes of the old tree are gone after success.
    bool set(std::string_view dottedPath, std::string_view yamlValue, Diagnostics& diagnostics);
    /// Removes the entry or item at a path, with its line's comment; comments above it stay. The last one leaves {} or [].
    /// False, reported once, if absent.
    bool remove(std::string_view dottedPath, Diagnostics& diagnostics);

private:
    static std::vector<Document> read(const std::shared_ptr<const std::string>& text, const std::string& path, bool single,
                                      Diagnostics& diagnostics, const TextLimits& limits);
    bool apply(const Edit& edit, Diagnostics& diagnostics);

    std::shared_ptr<const std::string> m_text = std::make_shared<const std::string>();
    std::string m_path;
    TextLimits m_limits;
    std::size_t m_index = 0;      ///< which document of the stream
    std::size_t m_documents = 0;  ///< how many the stream has
    bool m_single = true;         ///< parsed by parse(): the text may hold one document only
    std::unique_ptr<Node> m_root;
};

}  // namespace headroom::model
