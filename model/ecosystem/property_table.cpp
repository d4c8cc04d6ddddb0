#include "model/ecosystem/property_table.h"

#include <cmath>
#include <map>

#include <fmt/format.h>

namespace headroom::model {

namespace {

bool isLeafList(const SourceNode& node) {
    return node.isSequence() &&
           std::all_of(node.items.begin(), node.items.end(), [](const auto& item) { return item->isScalar(); });
}

class Flattener {
public:
    Flattener(BindingContext& context, const std::function<std::string(const std::string&)>& canonical)
        : m_context(context), m_canonical(canonical) {}

    void visit(const SourceNode& node, const std::string& prefix) {
        for (const auto& entry : node.entries) {
            const std::string name = prefix.empty() ? entry.key : prefix + "." + entry.key;
            if (entry.value->isMapping() && !entry.value->entries.empty()) {
                m_context.group(*entry.value);
                visit(*entry.value, name);
            } else {
                leaf(name, *entry.value, entry.keyLocation);
            }
        }
    }
    FlatProperties take() { return std::move(m_all); }

private:
    void leaf(const std::string& written, const SourceNode& node, const SourceLocation& place) {
        const std::string name = m_canonical(written);
        const auto [found, isNew] = m_seen.emplace(name, m_all.size());
        if (isNew) {
            m_all.push_back({name, &node, place});
        } else if (node.isOverride) {
            m_context.leaveOut(*m_all[found->second].node);
            m_all[found->second] = {name, &node, place};
        } else if (m_all[found->second].node->isOverride) {
            m_context.leaveOut(node);
        } else {
            const auto& first = m_all[found->second].keyLocation;
            m_context.diagnostics().error(place, fmt::format("property '{}' is given twice", written),
                                          fmt::format("first in line {}", first.position.line));
        }
    }

    BindingContext& m_context;
    const std::function<std::string(const std::string&)>& m_canonical;
    FlatProperties m_all;
    std::map<std::string, std::size_t> m_seen;
};

}  // namespace

FlatProperties flatten(BindingContext& context, const SourceNode& node,
                       const std::function<std::string(const std::string&)>& canonical) {
    if (!node.isMapping()) {
        if (!node.isNull()) context.error(node, fmt::format("properties are a mapping, not {}", node.describe()));
        return {};
    }
    Flattener flattener(context, canonical);
    flattener.visit(node, "");
    return flattener.take();
}

FlatProperties below(const FlatProperties& properties, const std::string& prefix) {
    FlatProperties result;
    for (const FlatProperty& flat : properties)
        if (flat.name.compare(0, prefix.size(), prefix) == 0)
            result.push_back({flat.name.substr(prefix.size()), flat.node, flat.keyLocation});
    return result;
}

std::string propertyText(const SourceNode& node) {
    if (node.isScalar()) return node.value;
    if (!isLeafList(node)) return node.describe();
    std::string text;
    for (const auto& item : node.items) text += (text.empty() ? "" : ",") + item->value;
    return text;
}

std::string resolvedText(BindingContext& context, const FlatProperty& property, const std::string& path) {
    const std::string text = propertyText(*property.node);
    const std::string open = "guess(";
    const std::size_t range = text.find("..");
    if (text.compare(0, open.size(), open) != 0 || text.back() != ')' || range == std::string::npos) return text;
    const auto split = [](std::string_view end) {
        const std::size_t unit = end.find_first_not_of("0123456789.");
        const std::string_view number = end.substr(0, unit);
        return std::pair{parseNumber(number), unit == std::string_view::npos ? std::string_view{} : end.substr(unit)};
    };
    const std::string_view whole = text;
    const auto [low, lowUnit] = split(trimmed(whole.substr(open.size(), range - open.size())));
    const auto [high, highUnit] = split(trimmed(whole.substr(range + 2, whole.size() - range - 3)));
    if (!low || !high || *low > *high || lowUnit != highUnit) return text;
    const double value = context.guess(path, *low, *high, Unit::Count, *property.node);
    context.scenario().guesses.back().unit = std::string(lowUnit);
    const bool isWhole = *low == std::floor(*low) && *high == std::floor(*high);
    return fmt::format("{}{}", isWhole ? std::floor(value + 0.5) : value, lowUnit);
}

void reportUnknownProperty(BindingContext& context, const FlatProperty& property, const PropertyScope& scope,
                           std::vector<std::string> known) {
    if (scope.withoutEffect != nullptr) {
        const auto& names = *scope.withoutEffect;
        if (std::find(names.begin(), names.end(), property.name) != names.end())
            return context.withoutEffect(joinPath(scope.path, property.name), *property.node);
        known.insert(known.end(), names.begin(), names.end());
    }
    const std::string near = context.wantsHints() ? nearestWord(property.name, known) : "";
    context.diagnostics().error(property.keyLocation, fmt::format("'{}' is not {}", property.name, scope.what),
                                near.empty() ? "" : fmt::format("did you mean '{}'?", near));
}

void reportBadProperty(BindingContext& context, const FlatProperty& property, const std::string& expected) {
    context.error(*property.node, fmt::format("'{}' can't be {}", property.name, property.node->describe()), expected);
}

}  // namespace headroom::model
