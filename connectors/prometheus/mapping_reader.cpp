#include <algorithm>
#include <array>
#include <optional>

#include "connectors/prometheus/mapping.h"
#include "model/text/document.h"

namespace headroom::connectors::prometheus {
namespace {

using model::Node;

/// Where no rule says otherwise: what SDKs and collectors, Micrometer's common tags, pods' labels and Prometheus itself call a
/// process.
const std::vector<std::string> usualNames{"service_name", "service.name", "application", "app_kubernetes_io_name",
                                          "app",          "exported_job", "job"};

constexpr std::array<std::pair<std::string_view, double>, 5> units{
    {{"s", 1}, {"ms", 1e-3}, {"us", 1e-6}, {"ns", 1e-9}, {"min", 60}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> elements{
    {{"service", "service"}, {"store", "store"}, {"group", "group"}, {"client", "client"}, {"step", "step"}}};

/// By the words of a mapping.
const std::vector<std::pair<std::string_view, Figure>>& figures() {
    static const auto all = [] {
        std::vector<std::pair<std::string_view, Figure>> words;
        words.reserve(figureKinds.size());
        for (const FigureKind& kind : figureKinds) words.emplace_back(kind.word, kind.figure);
        return words;
    }();
    return all;
}

bool isMetricName(std::string_view name) {
    const auto isPart = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':' || c == '.';
    };
    return !name.empty() && std::ranges::all_of(name, isPart);
}

class Reader {
public:
    Reader(const model::Document& document, model::Diagnostics& diagnostics) : m_document(document), m_diagnostics(diagnostics) {}

    Mapping read() {
        const Node& root = *m_document.root();
        if (root.isNull()) return std::move(m_mapping);
        if (!checkKeys(root, "a mapping of series", {"rules", "aliases"})) return std::move(m_mapping);
        if (const Node* rules = root.find("rules")) {
            if (!rules->isSequence()) error(*rules, "rules is a list");
            for (const auto& item : rules->items) readRule(*item);
        }
        if (const Node* aliases = root.find("aliases")) readAliases(*aliases);
        return std::move(m_mapping);
    }

private:
    void error(const Node& node, std::string message, std::string hint = {}) {
        m_diagnostics.error(m_document.locationOf(node), std::move(message), std::move(hint));
    }

    bool checkKeys(const Node& node, const std::string& what, const std::vector<std::string>& keys) {
        if (!node.isMapping()) {
            error(node, what + " is a mapping of keys to values");
            return false;
        }
        for (const Node::Entry& entry : node.entries)
            if (std::ranges::find(keys, entry.key) == keys.end()) {
                const std::string near = model::nearestWord(entry.key, keys);
                m_diagnostics.error({m_document.path(), entry.keyPosition}, what + " has no key '" + entry.key + "'",
                                    near.empty() ? "" : "did you mean '" + near + "'?");
            }
        return true;
    }

    std::string text(const Node& mapping, const char* key, std::string otherwise = {}) {
        const Node* node = mapping.find(key);
        if (node == nullptr) return otherwise;
        if (node->isScalar() && !node->value.empty()) return node->value;
        error(*node, std::string(key) + " is a text");
        return otherwise;
    }

    template <class Table, class Value>
    void choice(const Node& mapping, const char* key, const Table& table, Value& target) {
        const Node* node = mapping.find(key);
        if (node == nullptr) return;
        std::vector<std::string> names;
        for (const auto& [name, value] : table) {
            if (node->isScalar() && node->value == name) {
                target = value;
                return;
            }
            names.emplace_back(name);
        }
        std::string all;
        for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
        const std::string near = node->isScalar() ? model::nearestWord(node->value, names) : "";
        error(*node, std::string(key) + " is one of " + all, near.empty() ? "" : "did you mean '" + near + "'?");
    }

    /// One text or several.
    std::vector<std::string> texts(const Node& node, const std::string& what) {
        if (node.isScalar()) return {node.value};
        std::vector<std::string> all;
        for (const auto& item : node.items) {
            if (!item->isScalar()) error(*item, what + " is a text or a list of texts");
            all.push_back(item->value);
        }
        if (all.empty()) error(node, what + " is a text or a list of texts");
        return all;
    }

    std::vector<LabelCondition> conditions(const Node& rule, const char* key) {
        const Node* node = rule.find(key);
        if (node == nullptr) return {};
        if (!node->isMapping()) {
            error(*node, std::string(key) + " maps labels to patterns", "as in {status: \"5??\"}");
            return {};
        }
        std::vector<LabelCondition> all;
        for (const Node::Entry& entry : node->entries) all.push_back({entry.key, texts(*entry.value, "a pattern")});
        return all;
    }

    void readRule(const Node& node) {
        static const std::vector<std::string> keys{"name",   "series", "figure",   "element", "namedBy", "where",
                                                   "unless", "failed", "rejected", "unit",    "times"};
        if (!checkKeys(node, "a rule", keys)) return;
        for (const char* needed : {"series", "figure"})
            if (node.find(needed) == nullptr) return error(node, std::string("a rule needs ") + needed);
        Rule rule;
        rule.series = text(node, "series");
        if (!isMetricName(rule.series)) error(*node.find("series"), "'" + rule.series + "' can't be a metric's name");
        rule.name = text(node, "name", rule.series);
        choice(node, "figure", figures(), rule.figure);
        choice(node, "element", elements, rule.element);
        const Node* namedBy = node.find("namedBy");
        rule.namedBy = namedBy == nullptr ? usualNames : texts(*namedBy, "namedBy");
        rule.where = conditions(node, "where");
        rule.unless = conditions(node, "unless");
        rule.failed = conditions(node, "failed");
        rule.rejected = conditions(node, "rejected");
        choice(node, "unit", units, rule.unit);
        rule.times = text(node, "times");
        m_mapping.rules.push_back(std::move(rule));
    }

    void readAliases(const Node& node) {
        if (!checkKeys(node, "aliases", {"service", "store", "group", "client"})) return;
        for (const Node::Entry& kind : node.entries) {
            if (!kind.value->isMapping()) {
                error(*kind.value, "aliases of a " + kind.key + " map measured names to the scenario's");
                continue;
            }
            for (const Node::Entry& alias : kind.value->entries) {
                if (!alias.value->isScalar() || alias.value->value.empty())
                    error(*alias.value, "an alias is the scenario's name of it");
                m_mapping.aliases[{kind.key, alias.key}] = alias.value->value;
            }
        }
    }

    const model::Document& m_document;
    model::Diagnostics& m_diagnostics;
    Mapping m_mapping;
};

}  // namespace

Mapping readMapping(const std::string& text, const std::string& file, model::Diagnostics& diagnostics) {
    const model::Document document = model::Document::parse(text, file, diagnostics);
    if (document.root() == nullptr) return {};
    return Reader(document, diagnostics).read();
}

}  // namespace headroom::connectors::prometheus
