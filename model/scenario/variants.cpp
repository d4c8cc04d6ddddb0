#include "model/scenario/variants.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/scenario/binding_context.h"
#include "model/scenario/vocabulary.h"

namespace headroom::model {

namespace {

void markOverride(SourceNode& node) {
    node.isOverride = true;
    for (auto& entry : node.entries) markOverride(*entry.value);
    for (auto& item : node.items) markOverride(*item);
}

/// Takes an entry out of a mapping; null if absent.
std::unique_ptr<SourceNode> takeOut(SourceNode& mapping, const std::string& key) {
    const auto found =
        std::find_if(mapping.entries.begin(), mapping.entries.end(), [&](const auto& entry) { return entry.key == key; });
    if (found == mapping.entries.end()) return nullptr;
    auto value = std::move(found->value);
    mapping.entries.erase(found);
    return value;
}

bool checkShape(const SourceNode::Entry& variant, Diagnostics& diagnostics) {
    if (variant.value->isNull()) return true;
    if (!variant.value->isMapping()) {
        diagnostics.error(variant.value->location, fmt::format("a variant is a mapping, not {}", variant.value->describe()));
        return false;
    }
    for (const auto& entry : variant.value->entries) {
        const auto& keys = vocabulary::variant().keys;
        if (std::find(keys.begin(), keys.end(), entry.key) == keys.end())
            diagnostics.error(entry.keyLocation, fmt::format("unknown key '{}' in a variant", entry.key),
                              hintFor(entry.key, keys));
    }
    const SourceNode* set = variant.value->find("set");
    if (set == nullptr || set->isMapping() || set->isNull()) return true;
    diagnostics.error(set->location, fmt::format("'set' is a mapping of dotted names, not {}", set->describe()));
    return false;
}

void layOver(SourceNode& root, SourceNode& variant, Diagnostics& diagnostics) {
    const auto& keys = vocabulary::variant().keys;
    for (auto& entry : variant.entries) {
        if (std::find(keys.begin(), keys.end(), entry.key) == keys.end()) continue;  // reported by its shape
        markOverride(*entry.value);
        if (entry.key != "set") {
            takeOut(root, entry.key);
            root.entries.push_back({entry.key, entry.keyLocation, std::move(entry.value)});
            continue;
        }
        for (auto& setting : entry.value->entries)
            overlay(root, setting.key, std::move(setting.value), setting.keyLocation, diagnostics);
    }
}

}  // namespace

std::vector<std::string> variantNames(const SourceNode& root) {
    std::vector<std::string> names;
    const SourceNode* variants = root.find("variants");
    if (variants != nullptr)
        for (const auto& entry : variants->entries) names.push_back(entry.key);
    return names;
}

void applyVariant(SourceNode& root, const std::string& variant, Diagnostics& diagnostics) {
    const std::vector<std::string> names = variantNames(root);
    const auto variants = takeOut(root, "variants");
    if (variants && !variants->isMapping() && !variants->isNull())
        diagnostics.error(variants->location, fmt::format("'variants' is a mapping, not {}", variants->describe()));
    bool isGood = true;
    if (variants)
        for (const auto& entry : variants->entries) isGood = checkShape(entry, diagnostics) && isGood;
    if (variant.empty()) return;
    if (std::find(names.begin(), names.end(), variant) == names.end()) {
        const SourceLocation place = variants ? variants->location : root.location;
        std::string hint = names.empty() ? "the scenario has no variants" : hintFor(variant, names);
        diagnostics.error(place, fmt::format("there is no variant '{}'", variant), std::move(hint));
        return;
    }
    if (!isGood) return;
    for (auto& entry : variants->entries)
        if (entry.key == variant) layOver(root, *entry.value, diagnostics);
}

void applySettings(SourceNode& root, const std::vector<Setting>& settings, SourceReader& reader, Diagnostics& diagnostics) {
    for (const Setting& setting : settings) {
        const std::string label = fmt::format("--set {}={}", setting.path, setting.value);
        auto value = reader.readValue(setting.value, label, root.directory);
        if (!value) continue;
        markOverride(*value);
        overlay(root, setting.path, std::move(value), {label, {1, 1}}, diagnostics);
    }
}

}  // namespace headroom::model
