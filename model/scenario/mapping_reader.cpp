#include "model/scenario/mapping_reader.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>

#include "model/scenario/value_expression.h"

namespace headroom::model {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

const char* const defaultOrigin = "default";

}  // namespace

MappingReader::MappingReader(BindingContext& context, const SourceNode* node, std::string path, const KeyTable& table)
    : m_context(context), m_node(node), m_path(std::move(path)), m_table(table) {
    if (m_node == nullptr || m_node->isNull()) {
        m_node = nullptr;
        return;
    }
    if (!m_node->isMapping()) {
        m_context.error(*m_node, fmt::format("expected {} as a mapping, not {}", m_table.what, m_node->describe()));
        m_node = nullptr;
        return;
    }
    for (const auto& entry : m_node->entries) {
        if (contains(m_table.keys, entry.key)) continue;
        if (contains(m_table.withoutEffect, entry.key)) {
            m_context.withoutEffect(pathOf(entry.key), *entry.value);
            continue;
        }
        std::vector<std::string> known = m_table.keys;
        known.insert(known.end(), m_table.withoutEffect.begin(), m_table.withoutEffect.end());
        m_context.diagnostics().error(entry.keyLocation, fmt::format("unknown key '{}' in {}", entry.key, m_table.what),
                                      m_context.wantsHints() ? hintFor(entry.key, known) : "");
    }
}

const SourceNode* MappingReader::find(const std::string& key) const {
    if (!contains(m_table.keys, key))
        throw std::logic_error("mapping reader: '" + key + "' is missing from the table of " + m_table.what);
    const SourceNode* found = m_node == nullptr ? nullptr : m_node->find(key);
    return found == nullptr || found->isNull() ? nullptr : found;
}

const SourceNode* MappingReader::require(const std::string& key) const {
    const SourceNode* found = find(key);
    const SourceNode* written = m_node == nullptr ? nullptr : m_node->find(key);
    if (found == nullptr && m_node != nullptr && !(written != nullptr && written->isBroken))
        m_context.error(*m_node, fmt::format("{} needs '{}'", m_table.what, key));
    return found;
}

const SourceNode* MappingReader::findMapping(const std::string& key) const {
    const SourceNode* found = find(key);
    if (found == nullptr || found->isMapping()) return found;
    m_context.error(*found, fmt::format("'{}' is a mapping, not {}", key, found->describe()));
    return nullptr;
}

const SourceNode* MappingReader::findList(const std::string& key) const {
    const SourceNode* found = find(key);
    if (found == nullptr || found->isSequence()) return found;
    m_context.error(*found, fmt::format("'{}' is a list, not {}", key, found->describe()));
    return nullptr;
}

void MappingReader::taken(const std::string& key, std::string value, const SourceNode& node) const {
    m_context.effective(pathOf(key), std::move(value), node);
}

const SourceNode* MappingReader::scalar(const std::string& key, const std::string& defaultValue) const {
    const SourceNode* found = find(key);
    if (found == nullptr) {
        const SourceNode* empty = m_node == nullptr ? nullptr : m_node->find(key);
        if (empty != nullptr && !empty->isBroken) m_context.error(*empty, fmt::format("'{}' has no value", key));
        if (!defaultValue.empty()) m_context.effective(pathOf(key), defaultValue, std::string(defaultOrigin));
        return nullptr;
    }
    if (found->isScalar()) return found;
    m_context.error(*found, fmt::format("'{}' is one value, not {}", key, found->describe()));
    return nullptr;
}

bool MappingReader::time(const std::string& key, Duration& target) const {
    double seconds = target.toSeconds();
    if (!quantity(key, seconds, Unit::Time)) return false;
    target = toDuration(seconds);
    return true;
}

bool MappingReader::positiveTime(const std::string& key, Duration& target) const {
    double seconds = target.toSeconds();
    if (!quantity(key, seconds, Unit::Time, 1e-9)) return false;
    target = toDuration(seconds);
    return true;
}

bool MappingReader::distribution(const std::string& key, Distribution& target, Unit unit) const {
    const SourceNode* node = scalar(key, formatDistribution(target, unit));
    if (node == nullptr) return false;
    const auto value = ValueReader(m_context, *node, pathOf(key)).distribution(unit);
    if (!value) return false;
    target = *value;
    taken(key, formatDistribution(target, unit), *node);
    return true;
}

bool MappingReader::quantity(const std::string& key, double& target, Unit unit, double low, double high) const {
    const SourceNode* node = scalar(key, formatQuantity(target, unit));
    if (node == nullptr) return false;
    const auto value = ValueReader(m_context, *node, pathOf(key)).quantity(unit);
    if (!value) return false;
    if (*value < low || *value > high) {
        const bool mustBePositive = *value == 0 && low > 0 && low <= 1e-9;
        m_context.error(*node, mustBePositive ? fmt::format("'{}' must be more than 0", key)
                               : *value < low ? fmt::format("'{}' must be at least {}", key, formatQuantity(low, unit))
                                              : fmt::format("'{}' must be at most {}", key, formatQuantity(high, unit)));
        return false;
    }
    target = *value;
    taken(key, formatQuantity(target, unit), *node);
    return true;
}

bool MappingReader::count(const std::string& key, int& target, int low, int high) const {
    double value = target;
    const SourceNode* node = find(key);
    if (!quantity(key, value, Unit::Count, low, high)) return false;
    if (value != std::floor(value)) {
        if (node->value.find("guess(") == std::string::npos)
            return m_context.error(*node, fmt::format("'{}' must be a whole number, not {}", key, node->describe())), false;
        value = std::floor(value + 0.5);
    }
    target = static_cast<int>(value);
    return true;
}

bool MappingReader::size(const std::string& key, Bytes& target) const {
    double bytes = static_cast<double>(target.value);
    if (!quantity(key, bytes, Unit::Size)) return false;
    target = Bytes{static_cast<std::int64_t>(bytes + 0.5)};
    return true;
}

bool MappingReader::text(const std::string& key, std::string& target) const {
    const SourceNode* node = scalar(key, target);
    if (node == nullptr) return false;
    target = node->value;
    taken(key, target, *node);
    return true;
}

bool MappingReader::flag(const std::string& key, bool& target) const {
    return choice<bool>(key, target, {{"true", true}, {"false", false}});
}

bool MappingReader::texts(const std::string& key, std::vector<std::string>& target) const {
    const SourceNode* node = find(key);
    if (node == nullptr) return false;
    std::vector<std::string> result;
    if (node->isScalar()) result.push_back(node->value);
    for (const auto& item : node->items) {
        const auto text = scalarText(m_context, *item, "a name");
        if (!text) return false;
        result.push_back(*text);
    }
    if (node->isMapping()) return m_context.error(*node, fmt::format("'{}' is a list of names, not a mapping", key)), false;
    std::string shown;
    for (const std::string& name : result) shown += (shown.empty() ? "" : ", ") + name;
    taken(key, shown, *node);
    target = std::move(result);
    return true;
}

std::optional<std::size_t> MappingReader::choose(const std::string& key, const std::vector<std::string>& names,
                                                 std::size_t current) const {
    const SourceNode* node = scalar(key, names[current]);
    if (node == nullptr) return std::nullopt;
    const auto found = std::find(names.begin(), names.end(), node->value);
    if (found == names.end()) {
        std::string known;
        for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
        m_context.error(*node, fmt::format("'{}' can't be '{}'", key, node->value), "it is one of " + known);
        return std::nullopt;
    }
    taken(key, node->value, *node);
    return static_cast<std::size_t>(found - names.begin());
}

std::optional<std::string> scalarText(BindingContext& context, const SourceNode& node, const std::string& expected) {
    if (node.isScalar() && !node.isNull()) return node.value;
    context.error(node, fmt::format("expected {}, not {}", expected, node.describe()));
    return std::nullopt;
}

std::string formatDistribution(const Distribution& d, Unit unit) {
    const std::string mean = formatQuantity(d.mean, unit);
    switch (d.kind) {
        case Distribution::Kind::Constant: return mean;
        case Distribution::Kind::Exponential: return fmt::format("exponential(mean={})", mean);
        case Distribution::Kind::Lognormal:
            return fmt::format("lognormal(mean={}, cv={:.4g})", mean, std::sqrt(d.squaredVariation()));
        case Distribution::Kind::Gamma: return fmt::format("gamma(mean={}, shape={:g})", mean, d.shape);
        case Distribution::Kind::Pareto: return fmt::format("pareto(mean={}, alpha={:g})", mean, d.shape);
        case Distribution::Kind::Uniform:
            return fmt::format("uniform({}..{})", formatQuantity(d.mean - d.shape, unit), formatQuantity(d.mean + d.shape, unit));
        case Distribution::Kind::Empirical: return fmt::format("empirical({} values, mean={})", d.samples.size(), mean);
    }
    return mean;
}

}  // namespace headroom::model
