#include "model/text/tree_builder.h"

#include <algorithm>
#include <new>

#include <fmt/format.h>

#include "model/text/comments.h"
#include "model/text/syntax_error.h"

namespace headroom::model {

namespace {

std::string tagOf(const yaml_char_t* raw) {
    if (raw == nullptr) return {};
    const std::string tag = reinterpret_cast<const char*>(raw);
    const std::string standard = "tag:yaml.org,2002:";
    return tag.compare(0, standard.size(), standard) == 0 ? "!!" + tag.substr(standard.size()) : tag;
}

std::string textOf(const yaml_char_t* raw) {
    return raw == nullptr ? std::string() : reinterpret_cast<const char*>(raw);
}

Node::Style styleOf(yaml_scalar_style_t style) {
    switch (style) {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: return Node::Style::SingleQuoted;
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return Node::Style::DoubleQuoted;
        case YAML_LITERAL_SCALAR_STYLE: return Node::Style::Literal;
        case YAML_FOLDED_SCALAR_STYLE: return Node::Style::Folded;
        default: return Node::Style::Plain;
    }
}

/// The end of a block scalar: behind the line break of its last line that is not blank, or where the parser stopped if the
/// header says to keep the blank lines.
std::size_t blockScalarEnd(const SourceText& source, std::size_t begin, std::size_t parserEnd) {
    const std::string_view text = source.text();
    const std::size_t headerEnd = source.nextLine(begin);
    if (text.substr(begin, 3).find('+') != std::string_view::npos) return parserEnd;
    std::size_t end = parserEnd;
    while (end > headerEnd) {
        const std::size_t line = source.lineBegin(end - 1);
        const std::size_t content = text.find_first_not_of(' ', line);
        if (line < headerEnd || (content < end && source.breakLength(content) == 0)) break;
        end = line;
    }
    return std::max(end, std::min(headerEnd, parserEnd));
}

}  // namespace

TreeBuilder::TreeBuilder(const SourceText& source, const std::string& path, Diagnostics& diagnostics, const TextLimits& limits)
    : m_source(source), m_path(path), m_diagnostics(diagnostics), m_limits(limits) {
    if (yaml_parser_initialize(&m_parser) == 0) throw std::bad_alloc();
    const std::string_view text = source.text().substr(source.origin());
    m_contentEnd = source.origin();
    yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&m_parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

TreeBuilder::~TreeBuilder() {
    yaml_parser_delete(&m_parser);
}

bool TreeBuilder::fail(std::size_t at, std::string message, std::string hint) {
    m_diagnostics.error({m_path, m_source.positionAt(at)}, std::move(message), std::move(hint));
    return false;
}

bool TreeBuilder::failFromParser() {
    if (m_parser.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    if (m_parser.error == YAML_READER_ERROR) return fail(m_source.origin() + m_parser.problem_offset, m_parser.problem);
    ParserComplaint complaint;
    complaint.problem = m_parser.problem == nullptr ? "not valid YAML" : m_parser.problem;
    complaint.problemAt = m_source.byteAt(m_parser.problem_mark.index);
    complaint.context = m_parser.context == nullptr ? "" : m_parser.context;
    complaint.contextAt = m_source.byteAt(m_parser.context_mark.index);
    SyntaxError error = explainComplaint(m_source, complaint);
    return fail(error.at, std::move(error.message), std::move(error.hint));
}

bool TreeBuilder::next(Event& event) {
    yaml_event_delete(&event.raw);
    if (yaml_parser_parse(&m_parser, &event.raw) == 0) return failFromParser();
    event.begin = m_source.byteAt(event.raw.start_mark.index);
    event.end = m_source.byteAt(event.raw.end_mark.index);
    return true;
}

bool TreeBuilder::admit(std::size_t nodes, std::size_t at) {
    m_nodes += nodes;
    if (m_nodes <= m_limits.maxNodes) return true;
    return fail(at, fmt::format("the text has more than {} values", m_limits.maxNodes), "aliases count as what they expand to");
}

bool TreeBuilder::read(bool single, std::vector<std::unique_ptr<Node>>& roots) {
    Event event;
    while (event.raw.type != YAML_STREAM_END_EVENT) {
        if (!next(event)) return false;
        if (event.raw.type == YAML_DOCUMENT_END_EVENT && event.raw.data.document_end.implicit == 0) m_contentEnd = event.end;
        if (event.raw.type != YAML_DOCUMENT_START_EVENT) continue;
        if (single && !roots.empty()) {
            return fail(event.begin, "a second document begins here", "keep one document in this file: remove the '---'");
        }
        m_anchors.clear();
        m_kept.clear();
        if (event.raw.data.document_start.implicit == 0) m_contentEnd = event.end;
        if (!next(event)) return false;
        std::unique_ptr<Node> root = readNode(event, {});
        if (root == nullptr) return false;
        roots.push_back(std::move(root));
    }
    return true;
}

std::unique_ptr<Node> TreeBuilder::readNode(Event& event, const Place& place) {
    if (event.raw.type == YAML_ALIAS_EVENT) {
        std::unique_ptr<Node> node = readAlias(event);
        if (node == nullptr) return nullptr;
        node->leadingComment = place.leadingComment;
        node->comment = commentAfter(m_source, node->range.end, place.inFlow);
        return node;
    }
    if (!admit(1, event.begin)) return nullptr;
    const std::string anchor = textOf(event.anchor());
    if (!anchor.empty()) m_anchors[anchor] = nullptr;
    std::unique_ptr<Node> node = event.raw.type == YAML_SCALAR_EVENT ? readScalar(event, place) : readCollection(event, place);
    if (node != nullptr && !anchor.empty()) m_anchors[anchor] = node.get();
    return node;
}

/// Behind a node's own tag and anchor: what follows on the next line may be those of its first key.
std::size_t TreeBuilder::skipProperties(const Event& event) const {
    const std::string_view text = m_source.text();
    const auto isName = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    bool tag = event.tag() != nullptr;
    bool anchor = event.anchor() != nullptr;
    std::size_t end = event.begin;
    for (std::size_t at = end; at < text.size(); at = skipBlankAndComments(m_source, at)) {
        if (tag && text[at] == '!') {
            tag = false;
            const bool verbatim = text.substr(at, 2) == "!<";
            while (at < text.size() && text[at] != ' ' && text[at] != '\t' && (verbatim || text[at] != ',') &&
                   m_source.breakLength(at) == 0)
                ++at;
        } else if (anchor && text[at] == '&') {
            anchor = false;
            for (++at; at < text.size() && isName(text[at]);) ++at;
        } else {
            break;
        }
        end = at;
    }
    return end;
}

void TreeBuilder::put(Node& node, ByteRange range) {
    node.range = range;
    node.position = m_source.positionAt(range.begin);
    m_contentEnd = std::max(m_contentEnd, range.end);
}

std::unique_ptr<Node> TreeBuilder::readScalar(const Event& event, const Place& place) {
    const auto& scalar = event.raw.data.scalar;
    auto node = std::make_unique<Node>();
    node->style = styleOf(scalar.style);
    node->tag = tagOf(scalar.tag);
    node->value.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    node->leadingComment = place.leadingComment;
    ByteRange range{event.begin, event.end};
    const bool decorated = scalar.tag != nullptr || scalar.anchor != nullptr;
    const bool empty = node->style == Node::Style::Plain && scalar.length == 0;
    if (empty) {
        const std::size_t at = place.indicatorEnd != npos ? place.indicatorEnd : std::min(m_contentEnd, event.begin);
        range.begin = range.end = decorated ? std::min(skipProperties(event), event.end) : at;
    } else if (decorated) {
        range.begin = std::min(skipBlankAndComments(m_source, skipProperties(event)), event.end);
    }
    const bool block = node->style == Node::Style::Literal || node->style == Node::Style::Folded;
    if (block) range.end = blockScalarEnd(m_source, range.begin, range.end);
    put(*node, range);
    const std::size_t headerEnd = m_source.text().find_first_not_of("|>+-0123456789", range.begin);
    node->comment = commentAfter(m_source, block ? std::min(headerEnd, range.end) : range.end, place.inFlow);
    if (node->comment.empty() && place.indicatorEnd != npos) node->comment = commentAfter(m_source, place.indicatorEnd, false);
    return node;
}

std::unique_ptr<Node> TreeBuilder::readCollection(const Event& event, const Place& place) {
    if (m_depth >= m_limits.maxDepth) {
        fail(event.begin, fmt::format("the text nests deeper than {} levels", m_limits.maxDepth));
        return nullptr;
    }
    const bool sequence = event.raw.type == YAML_SEQUENCE_START_EVENT;
    const bool flow = sequence ? event.raw.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                               : event.raw.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    auto node = std::make_unique<Node>();
    node->kind = sequence ? Node::Kind::Sequence : Node::Kind::Mapping;
    node->style = flow ? Node::Style::Flow : Node::Style::Block;
    node->tag = tagOf(event.tag());
    node->leadingComment = place.leadingComment;
    std::size_t begin = event.begin;
    std::size_t before = place.indicatorEnd;
    if (event.tag() != nullptr || event.anchor() != nullptr) {
        before = skipProperties(event);
        begin = skipBlankAndComments(m_source, before);
    }
    node->range = {begin, begin};
    node->position = m_source.positionAt(begin);
    // The first key or dash starts at the same byte: what is above it belongs to it unless it was taken as ours.
    if (!place.leadingComment.empty() || flow) m_contentEnd = begin;
    if (place.leadingComment.empty() && !flow && before != npos) m_contentEnd = std::min(before, begin);
    ++m_depth;
    const bool good = sequence ? readItems(*node) : readEntries(*node);
    --m_depth;
    if (!good) return nullptr;
    node->comment = flow ? commentAfter(m_source, node->range.end, place.inFlow) : std::string();
    if (node->comment.empty() && before != npos) node->comment = commentAfter(m_source, before, false);
    return node;
}

bool TreeBuilder::closeCollection(Node& node, const Event& end) {
    const char first = m_source.text()[std::min(node.range.begin, m_source.text().size() - 1)];
    const bool bracketed = node.style == Node::Style::Flow && (first == '{' || first == '[');
    put(node, {node.range.begin, bracketed ? end.end : std::max(m_contentEnd, node.range.begin)});
    return true;
}

bool TreeBuilder::readItems(Node& sequence) {
    const bool flow = sequence.style == Node::Style::Flow;
    if (flow) ++m_contentEnd;
    for (Event event; next(event);) {
        if (event.raw.type == YAML_SEQUENCE_END_EVENT) return closeCollection(sequence, event);
        Place place;
        place.inFlow = flow;
        const std::size_t dash = skipBlankAndComments(m_source, m_contentEnd);
        if (!flow) place.indicatorEnd = dash + 1;
        place.leadingComment = commentAbove(m_source, flow ? event.begin : dash, m_contentEnd);
        if (!flow) m_contentEnd = place.indicatorEnd;
        std::unique_ptr<Node> item = readNode(event, place);
        if (item == nullptr) return false;
        sequence.items.push_back(std::move(item));
    }
    return false;
}

bool TreeBuilder::readEntries(Node& mapping) {
    std::map<std::string, SourcePosition> seen;
    std::size_t mergeAt = npos;
    if (mapping.style == Node::Style::Flow && m_source.text()[mapping.range.begin] == '{') m_contentEnd = mapping.range.begin + 1;
    for (Event event; next(event);) {
        if (event.raw.type == YAML_MAPPING_END_EVENT) {
            return closeCollection(mapping, event) && (mergeAt == npos || merge(mapping, mergeAt));
        }
        if (!readEntry(event, mapping, seen, mergeAt)) return false;
    }
    return false;
}

bool TreeBuilder::readEntry(Event& event, Node& mapping, std::map<std::string, SourcePosition>& seen, std::size_t& mergeAt) {
    if (event.raw.type != YAML_SCALAR_EVENT) {
        return fail(event.begin, "a key must be a simple text", "quote the text if it starts with '{', '[' or '*'");
    }
    Place place;
    place.inFlow = mapping.style == Node::Style::Flow;
    place.leadingComment = commentAbove(m_source, event.begin, m_contentEnd);
    Place keyPlace;
    keyPlace.indicatorEnd = event.begin;
    std::unique_ptr<Node> key = readNode(event, keyPlace);
    if (key == nullptr || !checkKey(event, *key, seen)) return false;
    const std::size_t colon = skipBlankAndComments(m_source, key->range.end);
    const bool hasColon = colon < m_source.text().size() && m_source.text()[colon] == ':';
    if (hasColon) m_contentEnd = place.indicatorEnd = colon + 1;
    if (key->style == Node::Style::Plain && key->value == "<<" && key->tag.empty()) mergeAt = mapping.entries.size();
    Node::Entry entry{key->value, key->range, key->position, nullptr, false};
    if (event.anchor() != nullptr) m_kept.push_back(std::move(key));
    if (!next(event)) return false;
    entry.value = readNode(event, place);
    if (entry.value == nullptr) return false;
    mapping.entries.push_back(std::move(entry));
    return true;
}

bool TreeBuilder::checkKey(const Event&, const Node& key, std::map<std::string, SourcePosition>& seen) {
    const auto [first, fresh] = seen.emplace(key.value, key.position);
    if (fresh) return true;
    fail(key.range.begin, fmt::format("the key '{}' is given twice", key.value),
         fmt::format("the first is on line {}", first->second.line));
    m_diagnostics.note({m_path, first->second}, fmt::format("the first '{}' is here", key.value));
    return false;
}

}  // namespace headroom::model
