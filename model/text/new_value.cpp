#include "model/text/new_value.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/text/comments.h"
#include "model/text/quoting.h"

namespace headroom::model {

namespace {

/// The lines of a text without their breaks; a final break ends the last line and begins none.
std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
        if (!text.empty()) text.remove_prefix(text.substr(0, 2) == "\r\n" ? 2 : 1);
    }
    return lines;
}

std::size_t leadingSpaces(std::string_view line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

/// Lines from the second on, moved from column `from` to `to`, each behind a line break.
std::string movedTail(const std::vector<std::string_view>& lines, std::size_t from, std::size_t to,
                      const std::string& lineBreak) {
    std::string text;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::string_view rest = lines[i].substr(std::min(from, leadingSpaces(lines[i])));
        text += lineBreak;
        if (!rest.empty()) text += std::string(to, ' ') + std::string(rest);
    }
    return text;
}

void findHabits(const Node& node, std::optional<std::size_t>& step, std::optional<std::size_t>& sequenceStep) {
    for (const Node::Entry& entry : node.entries) {
        const Node& value = *entry.value;
        if (entry.merged || value.aliased) continue;
        const int deeper = value.position.column - node.position.column;
        if (!value.isScalar() && value.style == Node::Style::Block && deeper >= 0) {
            std::optional<std::size_t>& habit = value.isMapping() ? step : sequenceStep;
            if (!habit) habit = static_cast<std::size_t>(deeper);
        }
        findHabits(value, step, sequenceStep);
    }
    for (const auto& item : node.items) {
        if (!item->aliased) findHabits(*item, step, sequenceStep);
    }
}

}  // namespace

Indentation indentationOf(const Document& document) {
    Indentation result;
    std::optional<std::size_t> step;
    std::optional<std::size_t> sequenceStep;
    if (document.root() != nullptr) findHabits(*document.root(), step, sequenceStep);
    result.step = std::max<std::size_t>(step.value_or(2), 1);
    result.sequenceStep = sequenceStep.value_or(result.step);
    const std::size_t at = document.text().find_first_of("\r\n");
    if (at != std::string::npos)
        result.lineBreak = document.text().substr(at, document.text().compare(at, 2, "\r\n") == 0 ? 2 : 1);
    return result;
}

std::optional<NewValue> NewValue::parse(std::string_view yaml, const SourceLocation& place, Diagnostics& diagnostics) {
    std::string text(yaml);
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) text = "null";
    // A block scalar's value includes its line break.
    if (text.back() != '\n' && text.back() != '\r') text += "\n";
    Diagnostics own;
    NewValue value;
    value.m_document = Document::parse(text, place.file, own);
    if (value.m_document.root() == nullptr) {
        const Diagnostic& cause = own.all().front();
        diagnostics.error(place, fmt::format("the new value is not valid YAML: {}", cause.message), cause.hint);
        return std::nullopt;
    }
    const SourceText source(value.m_document.text());
    value.m_begin = skipBlankAndComments(source, source.origin());
    const std::string_view start = source.text().substr(value.m_begin, 3);
    if (start == "---" || start.substr(0, 1) == "%" || source.text().find("\n...") != std::string_view::npos) {
        diagnostics.error(place, "the new value holds document marks", "give the value alone");
        return std::nullopt;
    }
    return value;
}

bool NewValue::isBlockScalar() const {
    return root().style == Node::Style::Literal || root().style == Node::Style::Folded;
}

bool NewValue::isInline() const {
    return !isBlockScalar() && !isBlockCollection();
}

std::string NewValue::properties() const {
    const std::size_t end = root().range.begin;
    std::string text = m_document.text().substr(m_begin, std::max(end, m_begin) - m_begin);
    if (const std::size_t comment = text.find(" #"); comment != std::string::npos) text.resize(comment);
    return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

std::string NewValue::inlineText(const Indentation& indentation, std::size_t column) const {
    const std::string_view text = m_document.text();
    const std::vector<std::string_view> lines = linesOf(text.substr(m_begin, std::max(root().range.end, m_begin) - m_begin));
    if (lines.empty()) return {};
    std::size_t common = std::string::npos;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (leadingSpaces(lines[i]) < lines[i].size()) common = std::min(common, leadingSpaces(lines[i]));
    }
    return std::string(lines[0]) + movedTail(lines, common, column, indentation.lineBreak);
}

Rendered NewValue::behindKey(const Indentation& indentation, std::size_t parent, std::size_t child) const {
    if (isInline()) return {" " + inlineText(indentation, parent + indentation.step), {}, false};
    const std::string& text = m_document.text();
    const std::string_view own = std::string_view(text).substr(root().range.begin, root().range.size());
    const std::vector<std::string_view> lines = linesOf(own);
    const std::string props = properties();
    Rendered result{props.empty() ? "" : " " + props, {}, !own.empty() && (own.back() == '\n' || own.back() == '\r')};
    const std::string& lineBreak = indentation.lineBreak;
    if (isBlockScalar()) {
        // An explicit indentation indicator counts from the parent, so the lines move by just its column.
        result.head += " " + std::string(lines[0]);
        for (std::size_t i = 1; i < lines.size(); ++i) {
            result.body += (lines[i].empty() ? "" : std::string(parent, ' ') + std::string(lines[i])) + lineBreak;
        }
        return result;
    }
    const auto from = static_cast<std::size_t>(root().position.column - 1);
    result.body = std::string(child, ' ') + std::string(lines[0]) + movedTail(lines, from, child, lineBreak) + lineBreak;
    return result;
}

Rendered NewValue::behindDash(const Indentation& indentation, std::size_t dash) const {
    Rendered result = behindKey(indentation, dash, dash + 2);
    if (isBlockCollection() && properties().empty()) {
        // Compact form: the first line follows the dash.
        const std::size_t firstEnd = result.body.find(indentation.lineBreak);
        result.head = result.body.substr(dash + 1, firstEnd - dash - 1);
        result.body.erase(0, firstEnd + indentation.lineBreak.size());
    }
    return result;
}

std::string NewValue::asLines(const Indentation& indentation, std::size_t column) const {
    if (isInline()) return std::string(column, ' ') + inlineText(indentation, column);
    const Rendered rendered = behindKey(indentation, column, column);
    std::string text = rendered.head.empty() ? "" : std::string(column, ' ') + rendered.head.substr(1) + indentation.lineBreak;
    text += rendered.body;
    if (!rendered.needsBreak) text.resize(text.size() - indentation.lineBreak.size());
    return text;
}

std::optional<NewValue> NewValue::wrapped(const std::vector<PathStep>& steps, std::size_t first, const Indentation& indentation,
                                          const SourceLocation& place, Diagnostics& diagnostics) const {
    const auto rendered = [&](const NewValue& value, const PathStep& step) {
        const std::size_t child = value.root().isSequence() ? indentation.sequenceStep : indentation.step;
        const bool key = step.kind == PathStep::Kind::Key;
        const Rendered parts = key ? value.behindKey(indentation, 0, child) : value.behindDash(indentation, 0);
        return (key ? keyText(step.text) + ":" : "-") + parts.head + indentation.lineBreak + parts.body;
    };
    std::optional<NewValue> value = parse(m_document.text(), place, diagnostics);
    for (std::size_t i = steps.size(); i > first && value; --i) {
        const PathStep& step = steps[i - 1];
        if (step.kind == PathStep::Kind::Index || step.kind == PathStep::Kind::Name) {
            const std::string name = step.kind == PathStep::Kind::Index ? std::to_string(step.index) : step.text;
            diagnostics.error(place, fmt::format("there is no item [{}]", name), "[+] appends an item");
            return std::nullopt;
        }
        value = parse(rendered(*value, step), place, diagnostics);
    }
    return value;
}

}  // namespace headroom::model
