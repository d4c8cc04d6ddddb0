#include "app/desktop/views/graph/element_references.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "app/desktop/views/graph/scenario_edit.h"

namespace headroom::views {
namespace {

using model::Node;

constexpr std::array faultKeys{"kill", "delete", "partition", "slow", "fail", "outage", "surge", "poison", "hotKey", "scale"};

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// Walks the whole text; what a key means follows from its name, wherever it stands, so that variants count too.
class ReferenceSearch {
public:
    ReferenceSearch(const model::Document& document, std::string kind, std::string name)
        : m_document(document), m_kind(std::move(kind)), m_name(std::move(name)) {}

    std::vector<ElementReference> result() {
        if (m_document.root() != nullptr) walk(*m_document.root(), {});
        return std::move(m_found);
    }

private:
    /// Where a node stands: its path, that of what it is part of, and the keys that lead to it.
    struct Place {
        std::string path;
        std::string key;
        std::string section;  ///< the key above it
        std::string parent;   ///< path of the mapping it stands in
        std::string item;     ///< path of the list's item it is part of
        std::size_t parentAt = 0;
        std::size_t itemAt = 0;
    };

    static std::string join(const std::string& path, const std::string& key) {
        return path.empty() ? quotedStep(key) : path + "." + quotedStep(key);
    }

    void walk(const Node& node, const Place& place) {
        for (const Node::Entry& entry : node.entries) {
            if (entry.merged) continue;
            const Place inner{join(place.path, entry.key), entry.key, place.key, place.path, place.item, node.range.begin, place.itemAt};
            takeKey(entry, inner);
            takeValue(*entry.value, inner);
            if (!entry.value->aliased) walk(*entry.value, inner);
        }
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            Place inner = place;
            inner.path += "[" + std::to_string(i) + "]";
            inner.item = inner.path;
            inner.itemAt = node.items[i]->range.begin;
            takeItem(*node.items[i], inner);
            if (!node.items[i]->aliased) walk(*node.items[i], inner);
        }
    }

    void add(model::ByteRange name, const std::string& removal, std::size_t at, bool isDeclaration = false) {
        m_found.push_back({name, removal, at, isDeclaration});
    }

    /// The name within a node's text, which may be in quotes or part of more.
    model::ByteRange nameIn(const Node& node, const std::string& before) const {
        const std::string_view text = std::string_view(m_document.text()).substr(node.range.begin, node.range.size());
        const std::size_t at = text.find(before + m_name);
        const std::size_t begin = node.range.begin + (at == std::string_view::npos ? 0 : at + before.size());
        return {begin, begin + m_name.size()};
    }

    bool isDeclaredIn(const std::string& section) const {
        if (m_kind == "service") return isOneOf(section, {"services", "gateways", "monoliths"});
        if (m_kind == "client") return section == "clients";
        if (m_kind == "store") return section == "stores";
        if (m_kind == "topic") return section == "topics";
        if (m_kind == "cluster") return section == "kafka";
        return m_kind == "node" && section == "nodes";
    }

    /// "services.transaction.replicas" and the like, as a variant's `set` has.
    bool leadsInto(const std::string& dotted) const {
        const std::size_t dot = dotted.find('.');
        return dot != std::string::npos && isDeclaredIn(dotted.substr(0, dot)) &&
               (dotted.substr(dot + 1) == m_name || dotted.substr(dot + 1).starts_with(m_name + "."));
    }

    void takeKey(const Node::Entry& entry, const Place& place) {
        const auto keyName = [&](const std::string& before) {
            const std::string_view text =
                std::string_view(m_document.text()).substr(entry.keyRange.begin, entry.keyRange.size());
            const std::size_t begin = entry.keyRange.begin + text.find(before + m_name) + before.size();
            return model::ByteRange{begin, begin + m_name.size()};
        };
        const std::size_t at = entry.keyRange.begin;
        if (entry.key == m_name && isDeclaredIn(place.section)) add(keyName(""), place.path, at, true);
        if (entry.key == m_name && m_kind == "store" && place.section == "pools") add(keyName(""), place.path, at);
        if (entry.key == m_name && m_kind == "service" && place.section == "replicas") add(keyName(""), place.path, at);
        if (place.section == "layout" && entry.key == m_kind + "/" + m_name) add(keyName(m_kind + "/"), place.path, at);
        if (place.section == "set" && leadsInto(entry.key))
            add(keyName(entry.key.substr(0, entry.key.find('.') + 1)), place.path, at);
    }

    bool isOperation(const Node& node) const { return node.isScalar() && node.value.starts_with(m_name + "."); }
    bool isName(const Node& node) const { return node.isScalar() && node.value == m_name; }

    /// The scalar that names the target of a call in either of its forms.
    static const Node* targetOf(const Node& value, const char* key) { return value.isMapping() ? value.find(key) : &value; }

    void takeValue(const Node& value, const Place& place) {
        if (m_kind == "service") takeCall(value, place);
        if (m_kind == "store") takeStore(value, place);
        if (m_kind == "topic") takeTopic(value, place);
        if (m_kind == "group" && place.key == "groupId" && isName(value))
            add(nameIn(value, ""), place.item.empty() ? place.parent : place.item, place.item.empty() ? place.parentAt : place.itemAt,
                place.item.empty());
        if (m_kind == "zone" && place.key == "zone" && isName(value)) add(nameIn(value, ""), place.path, value.range.begin);
        if (m_kind == "zone" && isOneOf(place.key, {"from", "to"}) && isName(value) && !place.item.empty())
            add(nameIn(value, ""), place.item, place.itemAt);
        if (m_kind == "cluster" && place.key == "cluster" && isName(value)) add(nameIn(value, ""), place.path, value.range.begin);
        if (std::ranges::find(faultKeys, place.key) != faultKeys.end()) takeFault(value, place);
        if (place.key == "metric" && value.isScalar()) takeMetric(value, place);
    }

    void takeCall(const Node& value, const Place& place) {
        const bool isRoute = place.section == "routes";
        if (place.key != "call" && !isRoute) return;
        const Node* target = targetOf(value, "to");
        if (target == nullptr || !isOperation(*target)) return;
        add(nameIn(*target, ""), isRoute ? place.path : place.item, isRoute ? value.range.begin : place.itemAt);
    }

    void takeStore(const Node& value, const Place& place) {
        if (isOneOf(place.key, {"dedup", "onMiss"}) && isOperation(value)) add(nameIn(value, ""), place.path, value.range.begin);
        if (place.key != "store") return;
        if (isName(value)) return add(nameIn(value, ""), place.parent, place.parentAt);  // of an outbox
        const Node* target = targetOf(value, "on");
        if (target != nullptr && isOperation(*target)) add(nameIn(*target, ""), place.item, place.itemAt);
    }

    void takeTopic(const Node& value, const Place& place) {
        if (place.key == "deadLetterTopic" && isName(value)) add(nameIn(value, ""), place.path, value.range.begin);
        if (place.key == "topic" && isName(value)) add(nameIn(value, ""), place.item, place.itemAt);
        if (place.key == "topics" && isName(value)) add(nameIn(value, ""), place.parent, place.parentAt);
        if (place.key != "publish") return;
        const Node* target = targetOf(value, "to");
        if (target != nullptr && isName(*target)) add(nameIn(*target, ""), place.item, place.itemAt);
    }

    bool isFaultTarget(const std::string& id, std::string& before) const {
        for (const std::string& kind : {m_kind, std::string(m_kind == "service" ? "pod" : m_kind == "cluster" ? "broker" : m_kind),
                                        std::string(m_kind == "cluster" ? "kafka" : m_kind)}) {
            before = kind + "/";
            if (id == before + m_name || id.starts_with(before + m_name + "/")) return true;
        }
        return false;
    }

    void takeFault(const Node& value, const Place& place) {
        std::string before;
        if (value.isScalar() && isFaultTarget(value.value, before)) add(nameIn(value, before), place.item, place.itemAt);
        for (const auto& item : value.items)
            if (item->isScalar() && isFaultTarget(item->value, before)) add(nameIn(*item, before), place.item, place.itemAt);
    }

    void takeMetric(const Node& value, const Place& place) {
        for (const std::string& before : {"(" + m_kind + "/", std::string("("), std::string(m_kind == "cluster" ? "(broker/" : "("),
                                          std::string(m_kind == "cluster" ? "(kafka/" : "(")}) {
            const std::size_t at = value.value.find(before + m_name);
            const std::size_t end = at + before.size() + m_name.size();
            if (at == std::string::npos || end >= value.value.size() || (value.value[end] != '.' && value.value[end] != '/')) continue;
            return add(nameIn(value, before), place.item, place.itemAt);
        }
    }

    void takeItem(const Node& item, const Place& place) {
        if (!isName(item)) return;
        const bool isZone = m_kind == "zone" && place.key == "zones";
        if (isZone || (m_kind == "topic" && place.key == "topics" && !place.section.empty()))
            add(nameIn(item, ""), place.path, item.range.begin, isZone && place.section.empty());
    }

    const model::Document& m_document;
    std::string m_kind;
    std::string m_name;
    std::vector<ElementReference> m_found;
};

}  // namespace

std::vector<ElementReference> findReferences(const model::Document& document, const std::string& kind, const std::string& name) {
    return ReferenceSearch(document, kind, name).result();
}

}  // namespace headroom::views
