#include <algorithm>

#include <fmt/format.h>

#include "model/text/comments.h"
#include "model/text/edit_planner.h"

namespace headroom::model {

std::optional<Edit> EditPlanner::removeHere() {
    if (isInFlow()) return removeInFlow();
    const Level& level = m_levels.back();
    const Node& parent = *level.parent;
    const std::size_t begin = childBegin(level);
    const std::size_t end = std::max(level.node->range.end, begin + 1);
    const bool whole = begin == parent.range.begin && end >= parent.range.end;
    return whole ? emptyParent() : removeInBlock();
}

/// The only child goes: {} or [] takes the parent's place.
std::optional<Edit> EditPlanner::emptyParent() {
    const Node& parent = *m_levels.back().parent;
    m_levels.pop_back();
    const std::optional<NewValue> nothing = NewValue::parse(parent.isMapping() ? "{}" : "[]", place(), m_diagnostics);
    if (!nothing) return std::nullopt;
    if (!parent.tag.empty()) return fail(parent, fmt::format("the last child under {} can't be removed", parent.tag));
    if (!m_levels.empty()) return replaceInBlock(*nothing);
    const std::size_t end = std::max(m_source.lineEnd(parent.range.end), parent.range.end);
    const bool endsLine = m_source.lineBegin(parent.range.end) == parent.range.end;
    const std::string text = nothing->inlineText(m_indentation, 0);
    return edit({parent.range.begin, endsLine ? parent.range.end : end}, endsLine ? text + m_indentation.lineBreak : text,
                &*nothing);
}

std::optional<Edit> EditPlanner::removeInBlock() {
    const Level& level = m_levels.back();
    const std::size_t begin = childBegin(level);
    const std::size_t end =
        std::max(level.node->range.end, indicatorEnd(level) == std::string::npos ? begin : indicatorEnd(level));
    const std::size_t after = lineAfter(end);
    const std::size_t size = m_source.text().size();
    if (!isFirstOnLine(begin)) {
        // Behind a dash: the next child moves up beside it.
        const std::size_t next = skipBlankAndComments(m_source, end);
        return edit({begin, next}, "", nullptr);
    }
    std::size_t from = m_source.lineBegin(begin);
    const bool openEnd = after == size && m_source.lineBegin(size) != size;
    if (openEnd && from > m_source.origin()) {
        // No final line break before, none after: the one above goes instead.
        std::size_t above = from - 1;
        while (m_source.lineEnd(m_source.lineBegin(above)) < above) --above;
        from = above;
    }
    return edit({from, after}, "", nullptr);
}

/// Not the last child: the comma behind it goes too.
Edit EditPlanner::removeWithComma(std::size_t begin, std::size_t comma) const {
    const std::size_t content = std::min(m_source.text().find_first_not_of(" \t", comma + 1), m_source.text().size());
    const bool restIsEmpty = at(content) == '#' || m_source.breakLength(content) > 0;
    if (isFirstOnLine(begin) && restIsEmpty) return edit({m_source.lineBegin(begin), m_source.nextLine(content)}, "", nullptr);
    return edit({begin, restIsEmpty ? comma + 1 : content}, "", nullptr);
}

/// The child before one that isn't the first.
const Node& EditPlanner::childBefore(const Level& level) {
    const Node& parent = *level.parent;
    const Node* before = level.entry == nullptr ? parent.items[level.index - 1].get() : nullptr;
    for (const Node::Entry& entry : parent.entries) {
        if (&entry == level.entry) break;
        if (!entry.merged) before = entry.value.get();
    }
    return *before;
}

std::optional<Edit> EditPlanner::removeInFlow() {
    const Level& level = m_levels.back();
    const std::size_t begin = childBegin(level);
    std::size_t end = std::max(level.node->range.end, level.entry == nullptr ? begin : level.entry->keyRange.end);
    const std::size_t next = skipBlankAndComments(m_source, end);
    if (at(next) == ',') return removeWithComma(begin, next);
    if (isFirstOnLine(begin) && !commentAfter(m_source, end, false).empty()) end = m_source.lineEnd(end);
    // The last child: the comma before it goes too, but not a comment behind that comma.
    if (level.index > 0) {
        const std::size_t comma = skipBlankAndComments(m_source, childBefore(level).range.end);
        const std::size_t lineEnd = m_source.lineEnd(comma);
        const bool between = at(comma) == ',' && lineEnd < begin && !commentAfter(m_source, comma + 1, false).empty();
        if (between) return edit({comma, end}, std::string(bytes(comma + 1, lineEnd)), nullptr);
        if (at(comma) == ',' && skipBlankAndComments(m_source, comma + 1) == begin) return edit({comma, end}, "", nullptr);
    }
    std::size_t from = begin;
    while (from > level.parent->range.begin + 1 && (at(from - 1) == ' ' || at(from - 1) == '\t')) --from;
    if (at(from - 1) == ',') return edit({from - 1, end}, "", nullptr);
    return edit({begin, end}, "", nullptr);
}

}  // namespace headroom::model
