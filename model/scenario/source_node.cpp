#include "model/scenario/source_node.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/text/dotted_path.h"

namespace headroom::model {

namespace {

std::unique_ptr<SourceNode>* findSlot(SourceNode& node, const std::string& key) {
    for (SourceNode::Entry& entry : node.entries)
        if (entry.key == key) return &entry.value;
    return nullptr;
}

std::unique_ptr<SourceNode>* findNamedItem(SourceNode& node, const std::string& name) {
    for (auto& item : node.items) {
        const SourceNode* itsName = item->find("name");
        if (itsName != nullptr && itsName->value == name) return &item;
    }
    return nullptr;
}

std::unique_ptr<SourceNode> emptyMapping(const SourceLocation& place, const std::string& directory) {
    auto node = std::make_unique<SourceNode>();
    node->kind = SourceNode::Kind::Mapping;
    node->isOverride = true;
    node->location = place;
    node->directory = directory;
    return node;
}

/// The slot a step leads to; null with `problem` set when there is none.
std::unique_ptr<SourceNode>* slotOf(SourceNode& node, const PathStep& step, const SourceLocation& place, std::string& problem) {
    const bool isItem = step.kind == PathStep::Kind::Index || step.kind == PathStep::Kind::Append;
    if (isItem || node.isSequence()) {
        if (node.isMapping() && node.entries.empty()) {
            problem = fmt::format("there is no item [{}]", step.index);
            return nullptr;
        }
        if (!node.isSequence())
            return problem = fmt::format("[{}] stands for an item, but this is {}", step.index, node.describe()), nullptr;
        if (step.kind == PathStep::Kind::Append)
            return node.items.push_back(emptyMapping(place, node.directory)), &node.items.back();
        if (step.kind == PathStep::Kind::Index) {
            if (step.index < node.items.size()) return &node.items[step.index];
            return problem = fmt::format("there is no item [{}], only {}", step.index, node.items.size()), nullptr;
        }
        auto* named = findNamedItem(node, step.text);
        if (named == nullptr) problem = fmt::format("there is no item named '{}'", step.text);
        return named;
    }
    if (node.isScalar() && node.isNull()) node.kind = SourceNode::Kind::Mapping;
    if (!node.isMapping()) return problem = fmt::format("'{}' is put under {}", step.text, node.describe()), nullptr;
    if (auto* slot = findSlot(node, step.text)) return slot;
    node.entries.push_back({step.text, place, emptyMapping(place, node.directory)});
    return &node.entries.back().value;
}

}  // namespace

bool SourceNode::isNull() const {
    return kind == Kind::Scalar && isPlain && (value.empty() || value == "~" || value == "null");
}

const SourceNode* SourceNode::find(std::string_view key) const {
    for (const Entry& entry : entries)
        if (entry.key == key) return entry.value.get();
    return nullptr;
}

std::string SourceNode::describe() const {
    if (isNull()) return "nothing";
    if (isMapping()) return "a mapping";
    if (isSequence()) return "a list";
    constexpr std::size_t longest = 60;
    return fmt::format("'{}'", value.size() <= longest ? value : value.substr(0, longest) + "…");
}

bool overlay(SourceNode& root, std::string_view dottedPath, std::unique_ptr<SourceNode> value, const SourceLocation& place,
             Diagnostics& diagnostics) {
    PathError malformed;
    const auto path = DottedPath::parse(dottedPath, malformed);
    if (!path || path->steps().empty()) {
        diagnostics.error(place, fmt::format("'{}' is no dotted name: {}", dottedPath, path ? "it is empty" : malformed.message),
                          "write topics.orders.partitions, with keys that contain dots in quotes");
        return false;
    }
    SourceNode* node = &root;
    std::unique_ptr<SourceNode>* slot = nullptr;
    SourceNode* grown = nullptr;  // the first node that got a new entry
    std::string problem;
    for (const PathStep& step : path->steps()) {
        const std::size_t before = node->entries.size();
        slot = slotOf(*node, step, place, problem);
        if (grown == nullptr && node->entries.size() > before) grown = node;
        if (slot == nullptr) {
            if (grown != nullptr) grown->entries.pop_back();
            diagnostics.error(place, fmt::format("'{}' leads nowhere: {}", dottedPath, problem));
            return false;
        }
        node = slot->get();
    }
    *slot = std::move(value);
    return true;
}

std::string joinPath(const std::string& path, std::string_view key) {
    const bool needsQuotes = key.empty() || key.find_first_of(".'[]") != std::string_view::npos;
    std::string step(key);
    if (needsQuotes) {
        std::string quoted;
        for (const char c : key) quoted += c == '\'' ? "''" : std::string(1, c);
        step = "'" + quoted + "'";
    }
    return path.empty() ? step : path + "." + step;
}

std::string joinPath(const std::string& path, std::size_t index) {
    return fmt::format("{}[{}]", path, index);
}

}  // namespace headroom::model
