#include "model/text/edit_planner.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/text/comments.h"

namespace headroom::model {

EditPlanner::EditPlanner(const Document& document, Diagnostics& diagnostics)
    : m_document(document), m_diagnostics(diagnostics), m_source(document.text()), m_indentation(indentationOf(document)) {}

const Node& EditPlanner::here() const {
    return m_levels.empty() ? *m_document.root() : *m_levels.back().node;
}

std::optional<Edit> EditPlanner::fail(const Node& at, std::string message, std::string hint) {
    m_diagnostics.error(m_document.locationOf(at), std::move(message), std::move(hint));
    return std::nullopt;
}

Edit EditPlanner::edit(ByteRange range, std::string text, const NewValue* expected) const {
    Edit result{range, std::move(text), {}, {}, std::nullopt};
    for (const Level& level : m_levels) result.trail.push_back(level.index);
    if (expected != nullptr) {
        Diagnostics none;
        result.expected = expected->wrapped({}, 0, m_indentation, {}, none);
    }
    return result;
}

bool EditPlanner::enter(const PathStep& step) {
    const Node& parent = here();
    const Node* child = findChild(parent, step);
    if (child == nullptr) return false;
    Level level{&parent, nullptr, child, 0};
    if (parent.isSequence()) {
        while (parent.items[level.index].get() != child) ++level.index;
    }
    for (const Node::Entry& entry : parent.entries) {
        level.entry = &entry;
        if (entry.value.get() == child) break;
        if (!entry.merged) ++level.index;
    }
    m_levels.push_back(level);
    return true;
}

bool EditPlanner::walk(std::string_view dottedPath) {
    PathError error;
    const std::optional<DottedPath> path = DottedPath::parse(dottedPath, error);
    if (!path) {
        fail(here(), fmt::format("the path \"{}\" is malformed at character {}: {}", dottedPath, error.at + 1, error.message));
        return false;
    }
    m_steps = path->steps();
    while (m_levels.size() < m_steps.size() && enter(m_steps[m_levels.size()])) {
        const bool last = m_levels.size() == m_steps.size();
        const Level level = m_levels.back();
        if (level.entry != nullptr && level.entry->merged) {
            // What '<<' brings in is not here: a set overrides it, as an insertion.
            m_levels.pop_back();
            if (last) return true;
            fail(here(), fmt::format("'{}' comes in through '<<' and can't be edited here", level.entry->key),
                 "edit the mapping that is merged, or set the whole entry");
            return false;
        }
        if (!last && level.node->aliased) {
            fail(*level.node,
                 fmt::format("{} is an alias and can't be edited inside", bytes(level.node->range.begin, level.node->range.end)),
                 "edit the place of its anchor, or replace the alias as a whole");
            return false;
        }
    }
    return true;
}

std::optional<Edit> EditPlanner::set(std::string_view dottedPath, std::string_view yamlValue) {
    if (!walk(dottedPath)) return std::nullopt;
    const std::optional<NewValue> value = NewValue::parse(yamlValue, place(), m_diagnostics);
    if (!value) return std::nullopt;
    const std::size_t reached = m_levels.size();
    if (reached == m_steps.size()) return replace(*value);

    const PathStep& missing = m_steps[reached];
    const Node& node = here();
    const bool append = missing.kind == PathStep::Kind::Append;
    const bool fits = append ? node.isSequence() : missing.kind == PathStep::Kind::Key && node.isMapping();
    if (!fits && !node.isNull()) {
        const char* kind = node.isScalar() ? "a simple value" : node.isMapping() ? "a mapping" : "a list";
        if (node.isSequence())
            return fail(node, fmt::format("the list has no such item for \"{}\"", dottedPath), "[+] appends an item");
        return fail(node, fmt::format("\"{}\" can't be reached: here is {}", dottedPath, kind));
    }
    const bool emptyFlow = !node.isNull() && node.style == Node::Style::Flow && node.items.empty() && node.entries.empty();
    // An empty mapping or list makes room for block style where it stands; a null becomes the first mapping around it.
    std::optional<NewValue> inner = value->wrapped(m_steps, reached + 1, m_indentation, place(), m_diagnostics);
    std::optional<NewValue> outer = value->wrapped(m_steps, reached, m_indentation, place(), m_diagnostics);
    if (!inner || !outer) return std::nullopt;
    if (node.isNull() || (emptyFlow && !isInFlow() && !inner->isInline())) return replace(*outer);
    return insert(*inner);
}

std::optional<Edit> EditPlanner::remove(std::string_view dottedPath) {
    if (!walk(dottedPath)) return std::nullopt;
    if (m_levels.size() < m_steps.size()) return fail(here(), fmt::format("there is no \"{}\" to remove", dottedPath));
    if (m_levels.empty()) return fail(here(), "the whole document can't be removed");
    return removeHere();
}

/// Whether the place reached last stands inside brackets.
bool EditPlanner::isInFlow() const {
    return !m_levels.empty() && m_levels.back().parent->style == Node::Style::Flow;
}

std::string_view EditPlanner::bytes(std::size_t begin, std::size_t end) const {
    return m_source.text().substr(begin, end - begin);
}

/// Where a child's text begins: its key, its dash, or in a flow list its properties.
std::size_t EditPlanner::childBegin(const Level& level) const {
    if (level.entry != nullptr) return level.entry->keyRange.begin;
    const Node& list = *level.parent;
    const bool flow = list.style == Node::Style::Flow;
    if (level.index == 0) return flow ? skipBlankAndComments(m_source, list.range.begin + 1) : list.range.begin;
    const std::size_t next = skipBlankAndComments(m_source, list.items[level.index - 1]->range.end);
    return flow ? skipBlankAndComments(m_source, next + 1) : next;
}

/// Behind the ':' or '-' of a child; npos if it has none.
std::size_t EditPlanner::indicatorEnd(const Level& level) const {
    if (level.entry == nullptr) return level.parent->style == Node::Style::Flow ? std::string::npos : childBegin(level) + 1;
    const std::size_t colon = skipBlankAndComments(m_source, level.entry->keyRange.end);
    return at(colon) == ':' ? colon + 1 : std::string::npos;
}

/// Where a child's value begins, with its tag and anchor.
std::size_t EditPlanner::propertiesBegin(const Level& level) const {
    const std::size_t behind = indicatorEnd(level);
    const std::size_t begin = behind == std::string::npos ? (level.entry == nullptr ? childBegin(level) : level.node->range.begin)
                                                          : skipBlankAndComments(m_source, behind);
    return (at(begin) == '!' || at(begin) == '&') && begin < level.node->range.begin ? begin : level.node->range.begin;
}

/// The first byte of the line after a node that ends at `end`.
std::size_t EditPlanner::lineAfter(std::size_t end) const {
    return end > m_source.origin() && m_source.lineBegin(end) == end ? end : m_source.nextLine(end);
}

bool EditPlanner::isFirstOnLine(std::size_t byte) const {
    const std::string_view before = bytes(m_source.lineBegin(byte), byte);
    return before.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace headroom::model
