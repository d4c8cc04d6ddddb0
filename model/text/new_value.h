#pragma once
// A value on its way into a document: parsed once, then laid out for its place.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/diagnostics.h"
#include "model/text/document.h"
#include "model/text/dotted_path.h"

namespace headroom::model {

/// How the file indents.
struct Indentation {
    std::size_t step = 2;          ///< columns of a nested mapping against its parent
    std::size_t sequenceStep = 2;  ///< columns of a list's dashes against the key above
    std::string lineBreak = "\n";
};

/// The habits of a document: the first nested mapping, the first list under a key and the first line break decide.
Indentation indentationOf(const Document& document);

/// A value's text for the place behind a ':' or '-'. A comment may stand between head and body.
struct Rendered {
    std::string head;         ///< with its leading space; goes onto the indicator's line
    std::string body;         ///< whole lines, each with its break; may be empty
    bool needsBreak = false;  ///< its last line break is part of the value (block scalars)
};

/// A new value, given as YAML of any style.
class NewValue {
public:
    /// Absent, with an error at `place`, if the text is no single valid value.
    static std::optional<NewValue> parse(std::string_view yaml, const SourceLocation& place, Diagnostics& diagnostics);

    /// The value inside mappings (or, at [+], lists) for the steps from `first` on, laid out with `indentation`. Absent, with an
    /// error at `place`, if a step can't be created.
    std::optional<NewValue> wrapped(const std::vector<PathStep>& steps, std::size_t first, const Indentation& indentation,
                                    const SourceLocation& place, Diagnostics& diagnostics) const;

    const Node& root() const { return *m_document.root(); }
    /// Whether it stands on the indicator's line wholly.
    bool isInline() const;
    bool isBlockCollection() const { return !root().isScalar() && root().style == Node::Style::Block; }
    /// The text of an inline value.
    std::string inlineText(const Indentation& indentation, std::size_t column) const;
    /// The value behind the ':' of a key at column `parent` (from 0), nested content at `child`.
    Rendered behindKey(const Indentation& indentation, std::size_t parent, std::size_t child) const;
    /// The value behind a '-' at column `dash` (from 0).
    Rendered behindDash(const Indentation& indentation, std::size_t dash) const;
    /// The value as whole lines at column `column`; the last one has a break only if needed.
    std::string asLines(const Indentation& indentation, std::size_t column) const;

private:
    bool isBlockScalar() const;
    std::string properties() const;

    Document m_document;
    std::size_t m_begin = 0;  ///< of its properties or text
};

}  // namespace headroom::model
