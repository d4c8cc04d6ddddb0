#include "model/scenario/resolved_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "model/text/yaml_value.h"

namespace headroom::model {

namespace {

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Every call of a function with just `from` in its brackets gets `to`.
std::string withArgument(const std::string& text, const std::string& from, const std::string& to) {
    std::string result;
    std::size_t at = 0;
    for (std::size_t open = text.find('('); open != std::string::npos; open = text.find('(', open + 1)) {
        const std::size_t close = text.find(')', open);
        if (close == std::string::npos || trimmed(text.substr(open + 1, close - open - 1)) != from) continue;
        result += text.substr(at, open + 1 - at) + to;
        at = close;
    }
    return result + text.substr(at);
}

class Writer {
public:
    explicit Writer(const BindingFindings& findings) : m_findings(findings) {
        for (const BindingFindings::Table& table : m_findings.tables) addTable(table);
    }

    YamlValue valueOf(const SourceNode& node) {
        if (node.isScalar()) return scalarOf(node);
        if (node.isSequence()) {
            YamlValue list = YamlValue::list();
            for (const auto& item : node.items) list.add(valueOf(*item));
            return list;
        }
        return mappingOf(node, {});
    }

    YamlValue mappingOf(const SourceNode& node, const std::string& leftOut) {
        YamlValue mapping;
        for (const SourceNode::Entry& entry : node.entries)
            if (entry.key != leftOut && !isLeftOut(*entry.value)) mapping.set(entry.key, valueOf(*entry.value));
        return mapping;
    }

    std::map<std::string, std::string> takeTables() { return std::move(m_tables); }

private:
    bool isLeftOut(const SourceNode& node) const {
        if (m_findings.leftOut.count(&node) != 0) return true;
        return m_findings.groups.count(&node) != 0 &&
               std::ranges::all_of(node.entries, [this](const auto& entry) { return isLeftOut(*entry.value); });
    }

    YamlValue scalarOf(const SourceNode& node) const {
        std::string value = node.value;
        for (std::size_t i = 0; i < m_findings.tables.size(); ++i)
            if (m_findings.tables[i].node == &node) value = withArgument(value, m_findings.tables[i].written, m_names[i]);
        return node.isPlain && canStandPlain(value) ? YamlValue::written(value) : YamlValue::of(value);
    }

    void addTable(const BindingFindings::Table& table) {
        std::string text;
        for (const double value : table.values) text += fmt::format("{}\n", value);
        std::string stem = std::filesystem::path(table.path).stem().string();
        for (char& c : stem)
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')) c = '-';
        std::string name = stem + ".csv";
        for (int i = 2; m_tables.count(name) != 0 && m_tables[name] != text; ++i) name = fmt::format("{}-{}.csv", stem, i);
        m_tables[name] = std::move(text);
        m_names.push_back(std::move(name));
    }

    const BindingFindings& m_findings;
    std::map<std::string, std::string> m_tables;
    std::vector<std::string> m_names;  ///< of the findings' tables
};

}  // namespace

ResolvedText resolvedText(const SourceNode& root, const BindingFindings& findings) {
    Writer writer(findings);
    ResolvedText text;
    text.scenario = writer.mappingOf(root, "variants").render();
    text.tables = writer.takeTables();
    return text;
}

}  // namespace headroom::model
