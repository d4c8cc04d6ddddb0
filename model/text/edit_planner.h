#pragma once
// Which bytes to replace by which for an edit. Private to model/text.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/text/document.h"
#include "model/text/dotted_path.h"
#include "model/text/new_value.h"
#include "model/text/source_text.h"
#include "model/text/tree_compare.h"

namespace headroom::model {

/// A splice and what the tree must say after it.
struct Edit {
    ByteRange range;
    std::string text;
    ChildTrail trail;
    std::string key;                   ///< of an added entry
    std::optional<NewValue> expected;  ///< absent: the place at the trail is gone
};

/// Plans edits of one document. The document must have a root and outlive the planner.
class EditPlanner {
public:
    EditPlanner(const Document& document, Diagnostics& diagnostics);

    /// Absent, and reported, when the path can't be reached or the value is not valid.
    std::optional<Edit> set(std::string_view dottedPath, std::string_view yamlValue);
    /// Absent, and reported, when there is nothing to remove.
    std::optional<Edit> remove(std::string_view dottedPath);

private:
    /// One step down: a child of a parent.
    struct Level {
        const Node* parent = nullptr;
        const Node::Entry* entry = nullptr;  ///< null for an item
        const Node* node = nullptr;
        std::size_t index = 0;  ///< among the parent's own children
    };

    bool walk(std::string_view dottedPath);
    bool enter(const PathStep& step);
    std::optional<Edit> fail(const Node& at, std::string message, std::string hint = {});
    const Node& here() const;
    SourceLocation place() const { return m_document.locationOf(here()); }
    Edit edit(ByteRange range, std::string text, const NewValue* expected) const;

    // edit_replace.cpp
    std::optional<Edit> replace(const NewValue& value);
    std::optional<Edit> replaceInFlow(const NewValue& value);
    std::optional<Edit> replaceRoot(const NewValue& value);
    std::optional<Edit> replaceInBlock(const NewValue& value);
    std::optional<Edit> replaceInline(const NewValue& value, const std::string& text);
    Rendered render(const NewValue& value) const;
    ByteRange region(std::size_t indicatorEnd, std::string& tail) const;

    // edit_insert.cpp
    std::optional<Edit> insert(const NewValue& value);
    std::optional<Edit> insertInFlow(const NewValue& value);
    std::optional<Edit> insertInBlock(const NewValue& value);
    std::optional<Edit> fillNullRoot(const NewValue& value);

    // edit_remove.cpp
    std::optional<Edit> removeHere();
    std::optional<Edit> emptyParent();
    std::optional<Edit> removeInFlow();
    Edit removeWithComma(std::size_t begin, std::size_t comma) const;
    static const Node& childBefore(const Level& level);
    std::optional<Edit> removeInBlock();

    bool isInFlow() const;
    std::size_t indicatorEnd(const Level& level) const;
    std::size_t childBegin(const Level& level) const;
    std::size_t propertiesBegin(const Level& level) const;
    std::size_t lineAfter(std::size_t end) const;
    bool isFirstOnLine(std::size_t byte) const;
    std::string_view bytes(std::size_t begin, std::size_t end) const;
    char at(std::size_t byte) const { return byte < m_source.text().size() ? m_source.text()[byte] : '\0'; }

    const Document& m_document;
    Diagnostics& m_diagnostics;
    SourceText m_source;
    Indentation m_indentation;
    std::vector<PathStep> m_steps;
    std::vector<Level> m_levels;  ///< the steps that exist
};

}  // namespace headroom::model
