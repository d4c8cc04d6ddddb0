// The part of TreeBuilder that expands aliases and merge keys.
#include <algorithm>

#include <fmt/format.h>

#include "model/text/tree_builder.h"

namespace headroom::model {

namespace {

/// What an alias costs once expanded.
struct Measure {
    std::size_t nodes = 0;
    std::size_t bytes = 0;
    int depth = 0;
};

Measure measure(const Node& node) {
    Measure total{1, node.value.size(), 0};
    const auto add = [&](const Node& child) {
        const Measure part = measure(child);
        total.nodes += part.nodes;
        total.bytes += part.bytes;
        total.depth = std::max(total.depth, part.depth);
    };
    for (const auto& item : node.items) add(*item);
    for (const Node::Entry& entry : node.entries) {
        total.bytes += entry.key.size();
        add(*entry.value);
    }
    if (!node.isScalar()) ++total.depth;
    return total;
}

std::unique_ptr<Node> clone(const Node& node) {
    auto copy = std::make_unique<Node>();
    copy->kind = node.kind;
    copy->style = node.style;
    copy->tag = node.tag;
    copy->value = node.value;
    copy->range = node.range;
    copy->position = node.position;
    copy->comment = node.comment;
    copy->leadingComment = node.leadingComment;
    copy->aliased = node.aliased;
    for (const auto& item : node.items) copy->items.push_back(clone(*item));
    for (const Node::Entry& e : node.entries) {
        copy->entries.push_back({e.key, e.keyRange, e.keyPosition, clone(*e.value), e.merged});
    }
    return copy;
}

}  // namespace

std::unique_ptr<Node> TreeBuilder::readAlias(const Event& event) {
    const std::string name = reinterpret_cast<const char*>(event.raw.data.alias.anchor);
    const auto anchor = m_anchors.find(name);
    if (anchor == m_anchors.end()) {
        fail(event.begin, fmt::format("the alias '*{}' has no anchor '&{}' above it", name, name),
             "quote the value if the '*' belongs to it");
        return nullptr;
    }
    if (anchor->second == nullptr) {
        fail(event.begin, fmt::format("the alias '*{}' stands inside its own anchor", name));
        return nullptr;
    }
    const Measure cost = measure(*anchor->second);
    m_expandedBytes += cost.bytes;
    if (m_expandedBytes > m_limits.maxBytes) {
        fail(event.begin, fmt::format("the aliases expand to more than {} bytes", m_limits.maxBytes));
        return nullptr;
    }
    if (m_depth + cost.depth > m_limits.maxDepth) {
        fail(event.begin, fmt::format("the alias '*{}' nests deeper than {} levels", name, m_limits.maxDepth));
        return nullptr;
    }
    if (!admit(cost.nodes, event.begin)) return nullptr;
    std::unique_ptr<Node> node = clone(*anchor->second);
    node->aliased = true;
    put(*node, {event.begin, event.end});
    return node;
}

bool TreeBuilder::merge(Node& mapping, std::size_t at) {
    std::unique_ptr<Node> source = std::move(mapping.entries[at].value);
    std::vector<Node*> parts;
    if (source->isSequence()) {
        for (const auto& item : source->items) parts.push_back(item.get());
    } else {
        parts.push_back(source.get());
    }
    mapping.entries.erase(mapping.entries.begin() + static_cast<std::ptrdiff_t>(at));
    std::vector<Node::Entry> merged;
    std::map<std::string, bool> taken;
    for (const Node::Entry& entry : mapping.entries) taken[entry.key] = true;
    for (Node* part : parts) {
        if (!part->isMapping())
            return fail(part->range.begin, "'<<' merges mappings only", "quote the key '<<' if it is meant as a name");
        for (Node::Entry& entry : part->entries) {
            if (!taken.emplace(entry.key, true).second) continue;
            // The original may be anchored, so it stays whole.
            merged.push_back({entry.key, entry.keyRange, entry.keyPosition, clone(*entry.value), true});
        }
    }
    m_kept.push_back(std::move(source));
    mapping.entries.insert(mapping.entries.begin() + static_cast<std::ptrdiff_t>(at), std::make_move_iterator(merged.begin()),
                           std::make_move_iterator(merged.end()));
    return true;
}

}  // namespace headroom::model
