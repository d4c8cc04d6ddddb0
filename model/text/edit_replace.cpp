#include <algorithm>

#include "model/text/comments.h"
#include "model/text/edit_planner.h"
#include "model/text/quoting.h"

namespace headroom::model {

namespace {

bool isQuoted(const Node& node) {
    return node.style == Node::Style::SingleQuoted || node.style == Node::Style::DoubleQuoted;
}

}  // namespace

std::optional<Edit> EditPlanner::replace(const NewValue& value) {
    const Node& old = here();
    const Node& now = value.root();
    // A quoted text stays one: a bare number in its place would change its type for whoever reads the file.
    const bool keepQuotes = old.isScalar() && !old.aliased && old.tag.empty() && isQuoted(old) && now.isScalar() &&
                            now.tag.empty() && now.style == Node::Style::Plain && !now.isNull();
    if (keepQuotes && !m_levels.empty()) return replaceInline(value, quoted(now.value, old.style));
    if (m_levels.empty()) return old.range.size() == 0 ? fillNullRoot(value) : replaceRoot(value);
    return isInFlow() ? replaceInFlow(value) : replaceInBlock(value);
}

/// Puts `text` exactly where the old value stands; the old one stands on lines of its indicator.
std::optional<Edit> EditPlanner::replaceInline(const NewValue& value, const std::string& text) {
    const Level& level = m_levels.back();
    const std::size_t begin = propertiesBegin(level);
    const std::size_t end = level.node->range.end;
    if (begin < end) return edit({begin, end}, text, &value);
    const std::size_t behind = indicatorEnd(level);
    const char next = at(behind + 1);
    const bool spaced = at(behind) == ' ' && (next == ',' || next == '}' || next == '\n' || next == '\r' || next == '\0');
    if (behind != std::string::npos) return edit({behind, behind + (spaced ? 1 : 0)}, " " + text, &value);
    return edit({end, end}, ": " + text, &value);
}

std::optional<Edit> EditPlanner::replaceInFlow(const NewValue& value) {
    const std::string plain = value.isInline() ? value.inlineText(m_indentation, 0) : "";
    const bool safe = !plain.empty() && plain.find_first_of("\r\n") == std::string::npos &&
                      !(value.root().isScalar() && value.root().style == Node::Style::Plain);
    return replaceInline(value, safe ? plain : flowText(value.root()));
}

std::optional<Edit> EditPlanner::replaceRoot(const NewValue& value) {
    ByteRange range = here().range;
    std::string text = value.asLines(m_indentation, 0);
    const bool hadBreak = range.end > range.begin && m_source.lineBegin(range.end) == range.end;
    // A comment beside the last line would end up inside or behind a block.
    if (!hadBreak && !(value.isInline() && (here().isScalar() || here().style == Node::Style::Flow)))
        range.end = m_source.lineEnd(range.end);
    const std::string& lineBreak = m_indentation.lineBreak;
    const bool hasBreak =
        text.size() >= lineBreak.size() && text.compare(text.size() - lineBreak.size(), std::string::npos, lineBreak) == 0;
    if (hadBreak && !hasBreak) text += lineBreak;
    if (!hadBreak && hasBreak && m_source.breakLength(range.end) > 0) text.resize(text.size() - lineBreak.size());
    return edit(range, text, &value);
}

Rendered EditPlanner::render(const NewValue& value) const {
    const Level& level = m_levels.back();
    const auto parent = static_cast<std::size_t>(level.parent->position.column - 1);
    if (level.entry == nullptr) return value.behindDash(m_indentation, parent);
    const Node& old = *level.node;
    const bool sameForm = old.kind == value.root().kind && old.style == Node::Style::Block && !old.aliased;
    const std::size_t step = value.root().isSequence() ? m_indentation.sequenceStep : m_indentation.step;
    return value.behindKey(m_indentation, parent, sameForm ? static_cast<std::size_t>(old.position.column - 1) : parent + step);
}

/// The bytes from behind the indicator to the end of the old value's last line; `tail` is the comment to keep, with the blanks
/// before it.
ByteRange EditPlanner::region(std::size_t indicatorEnd, std::string& tail) const {
    const Level& level = m_levels.back();
    const Node& old = *level.node;
    const bool blockScalar = !old.aliased && (old.style == Node::Style::Literal || old.style == Node::Style::Folded);
    const bool blockCollection = !old.aliased && !old.isScalar() && old.style == Node::Style::Block;
    std::size_t from = old.range.end;
    if (blockScalar)
        from = std::min(m_source.text().find_first_not_of("|>+-0123456789", old.range.begin), m_source.text().size());
    if (blockCollection) from = indicatorEnd;
    if (!commentAfter(m_source, from, false).empty()) tail = bytes(from, m_source.lineEnd(from));
    const bool endsLine = (blockScalar || blockCollection) && m_source.lineBegin(old.range.end) == old.range.end;
    return {indicatorEnd, endsLine ? old.range.end : m_source.lineEnd(old.range.end)};
}

std::optional<Edit> EditPlanner::replaceInBlock(const NewValue& value) {
    const Level& level = m_levels.back();
    const Node& old = *level.node;
    const bool oldInline = old.aliased || (old.isScalar() ? old.style != Node::Style::Literal && old.style != Node::Style::Folded
                                                          : old.style == Node::Style::Flow);
    const auto parent = static_cast<std::size_t>(level.parent->position.column - 1);
    if (oldInline && value.isInline()) return replaceInline(value, value.inlineText(m_indentation, parent + m_indentation.step));
    const std::size_t behind = indicatorEnd(level);
    if (behind == std::string::npos) return fail(old, "a value of this form can't be replaced", "give the key a ':' first");

    std::string tail;
    const ByteRange range = region(behind, tail);
    const std::string& lineBreak = m_indentation.lineBreak;
    const Rendered parts = render(value);
    std::string text = parts.head + tail;
    if (!parts.body.empty()) text += lineBreak + parts.body;
    const bool endsLine = !parts.body.empty();
    const bool hadBreak = m_source.lineBegin(range.end) == range.end && range.end > range.begin;
    if (hadBreak && !endsLine) text += lineBreak;
    if (!hadBreak && endsLine && !(parts.needsBreak && range.end == m_source.text().size()))
        text.resize(text.size() - lineBreak.size());
    return edit(range, text, &value);
}

}  // namespace headroom::model
