#include <algorithm>

#include "model/text/comments.h"
#include "model/text/edit_planner.h"
#include "model/text/quoting.h"

namespace headroom::model {

/// Inserts under the step that is missing: an entry into a mapping or an item at a list's end.
std::optional<Edit> EditPlanner::insert(const NewValue& value) {
    const Node& node = here();
    std::optional<Edit> result = node.style == Node::Style::Flow ? insertInFlow(value) : insertInBlock(value);
    if (!result) return result;
    std::size_t own = node.items.size();
    for (const Node::Entry& entry : node.entries) own += entry.merged ? 0 : 1;
    result->trail.push_back(own);
    result->key = m_steps[m_levels.size()].text;
    return result;
}

std::optional<Edit> EditPlanner::insertInFlow(const NewValue& value) {
    const Node& node = here();
    const std::string key = node.isMapping() ? keyText(m_steps[m_levels.size()].text) + ": " : "";
    const std::string text = key + flowText(value.root());
    Level last;
    for (const Node::Entry& entry : node.entries) {
        if (!entry.merged) last = {&node, &entry, entry.value.get(), last.node == nullptr ? 0 : last.index + 1};
    }
    if (!node.items.empty()) last = {&node, nullptr, node.items.back().get(), node.items.size() - 1};
    if (last.node == nullptr) {
        const std::size_t inside = node.range.begin + 1;
        const char closing = at(skipBlankAndComments(m_source, inside));
        return edit({inside, inside}, text + (closing == '}' || closing == ']' ? "" : ", "), &value);
    }
    const std::size_t end = last.node->range.end;
    const std::size_t next = skipBlankAndComments(m_source, end);
    const bool comma = at(next) == ',';
    const std::size_t behind = comma ? next + 1 : end;
    const std::size_t begin = childBegin(last);
    const std::size_t lineEnd = m_source.lineEnd(behind);
    const std::string_view rest = bytes(behind, lineEnd);
    const std::size_t content = rest.find_first_not_of(" \t");
    if (!isFirstOnLine(begin) || (content != std::string_view::npos && rest[content] != '#')) {
        return edit({behind, behind}, (comma ? " " : ", ") + text, &value);
    }
    // One child a line: the new one gets its own, below the last one's comment.
    const std::string indent(bytes(m_source.lineBegin(begin), begin));
    return edit({behind, lineEnd}, (comma ? "" : ",") + std::string(rest) + m_indentation.lineBreak + indent + text, &value);
}

std::optional<Edit> EditPlanner::insertInBlock(const NewValue& value) {
    const Node& node = here();
    const auto column = static_cast<std::size_t>(node.position.column - 1);
    const std::string& lineBreak = m_indentation.lineBreak;
    std::string text(column, ' ');
    Rendered parts;
    if (node.isMapping()) {
        const std::size_t step = value.root().isSequence() ? m_indentation.sequenceStep : m_indentation.step;
        parts = value.behindKey(m_indentation, column, column + step);
        text += keyText(m_steps[m_levels.size()].text) + ":";
    } else {
        parts = value.behindDash(m_indentation, column);
        text += "-";
    }
    text += parts.head + lineBreak + parts.body;
    const std::size_t at = lineAfter(node.range.end);
    if (at < m_source.text().size() || m_source.lineBegin(at) == at) return edit({at, at}, text, &value);
    // No final line break: none afterwards either, unless it is part of the value.
    if (!parts.needsBreak) text.resize(text.size() - lineBreak.size());
    return edit({at, at}, lineBreak + text, &value);
}

/// Puts a root into a document that has none but an empty place.
std::optional<Edit> EditPlanner::fillNullRoot(const NewValue& value) {
    const std::string& lineBreak = m_indentation.lineBreak;
    std::string text = value.asLines(m_indentation, 0);
    if (text.size() < lineBreak.size() || text.compare(text.size() - lineBreak.size(), std::string::npos, lineBreak) != 0)
        text += lineBreak;
    const std::size_t place = here().range.begin;
    const bool fresh = m_source.lineBegin(place) == place;
    const std::size_t at = fresh ? place : m_source.nextLine(place);
    const bool open = !fresh && m_source.lineBegin(at) != at;
    return edit({at, at}, (open ? lineBreak : "") + text, &value);
}

}  // namespace headroom::model
