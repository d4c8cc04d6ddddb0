// layout: where a drawing's elements stand. No part of it reaches a run.
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "model/scenario/section_binders.h"
#include "model/topology/topology_graph.h"

namespace headroom::model {

namespace {

/// Beyond it, drawings have no room.
constexpr double farthest = 1e6;

std::optional<double> bindCoordinate(BindingContext& context, const MappingReader& reader, const std::string& key) {
    const SourceNode* node = reader.find(key);
    if (node == nullptr) return std::nullopt;
    double value = 0;
    const std::string& text = node->value;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isNumber = node->isScalar() && failure == std::errc{} && end == text.data() + text.size();
    if (isNumber && std::abs(value) <= farthest) return value;
    context.error(*node, fmt::format("'{}' is a number from -{:g} to {:g}, not {}", key, farthest, farthest, node->describe()));
    return std::nullopt;
}

bool bindCollapsed(BindingContext& context, const MappingReader& reader) {
    const SourceNode* node = reader.find("collapsed");
    if (node == nullptr) return false;
    if (!node->isScalar() || (node->value != "true" && node->value != "false"))
        context.error(*node, fmt::format("'collapsed' is true or false, not {}", node->describe()));
    return node->value == "true";
}

bool isBundleOf(const TopologyGraph& graph, const std::string& id) {
    if (!id.starts_with("bundle/") || !id.ends_with("*")) return false;
    const std::string prefix = id.substr(7, id.size() - 8);
    for (const TopologyElement& element : graph.elements())
        if (element.name.starts_with(prefix)) return true;
    return false;
}

/// What is drawn no more keeps its entry: it may come back with an undone edit.
void warnOfUnknown(BindingContext& context, const SourceNode& layout) {
    const TopologyGraph graph(context.scenario());
    std::vector<std::string> ids;
    for (const TopologyElement& element : graph.elements()) ids.push_back(element.id);
    for (const auto& entry : layout.entries) {
        if (graph.findElement(entry.key) || isBundleOf(graph, entry.key)) continue;
        context.diagnostics().warning(entry.keyLocation, fmt::format("the layout places '{}', which there is not", entry.key),
                                      context.wantsHints() ? hintFor(entry.key, ids) : "");
    }
}

}  // namespace

void bindLayout(BindingContext& context, const MappingReader& root) {
    const SourceNode* layout = root.findMapping("layout");
    if (layout == nullptr) return;
    for (const auto& entry : layout->entries) {
        const MappingReader reader(context, entry.value.get(), joinPath("layout", entry.key), vocabulary::layoutEntry());
        LayoutEntry place;
        place.x = bindCoordinate(context, reader, "x");
        place.y = bindCoordinate(context, reader, "y");
        place.isCollapsed = bindCollapsed(context, reader);
        if (place.x.has_value() != place.y.has_value())
            context.error(*entry.value, fmt::format("the place of '{}' has both 'x' and 'y', or neither", entry.key));
        context.scenario().layout[entry.key] = place;
    }
    context.afterwards([&context, layout] { warnOfUnknown(context, *layout); });
}

}  // namespace headroom::model
