#include "app/desktop/views/inspector/flat_properties.h"

#include <algorithm>

#include "model/ecosystem/spring_application.h"
#include "model/scenario/source_node.h"

namespace headroom::views {
namespace {

bool isBelow(const std::string& name, const std::string& prefix) {
    return name.size() > prefix.size() && name.compare(0, prefix.size(), prefix) == 0 && name[prefix.size()] == '.';
}

}  // namespace

FlatProperties::FlatProperties(const model::Node* mapping, const std::string& path, bool asSpring) : m_path(path) {
    if (mapping != nullptr && mapping->isMapping()) collect(*mapping, "", path, asSpring);
}

void FlatProperties::collect(const model::Node& mapping, const std::string& prefix, const std::string& path, bool asSpring) {
    for (const auto& entry : mapping.entries) {
        const std::string raw = prefix.empty() ? entry.key : prefix + "." + entry.key;
        const std::string name = asSpring ? model::springName(raw) : raw;
        const std::string place = model::joinPath(path, entry.key);
        const model::ByteRange range{entry.keyRange.begin, std::max(entry.keyRange.end, entry.value->range.end)};
        const bool isLeaf = !entry.value->isMapping() || entry.value->tag == "!file";
        m_entries.push_back({name, place, entry.value.get(), range, isLeaf});
        if (!isLeaf) collect(*entry.value, name, place, asSpring);
    }
}

const FlatEntry* FlatProperties::find(const std::string& name) const {
    for (const FlatEntry& entry : m_entries)
        if (entry.isLeaf && entry.name == name) return &entry;
    return nullptr;
}

const FlatEntry* FlatProperties::findMapping(const std::string& name) const {
    for (const FlatEntry& entry : m_entries)
        if (!entry.isLeaf && entry.name == name) return &entry;
    return nullptr;
}

std::string FlatProperties::pathFor(const std::string& name) const {
    const FlatEntry* best = nullptr;
    for (const FlatEntry& entry : m_entries)
        if (!entry.isLeaf && isBelow(name, entry.name) && (best == nullptr || entry.name.size() > best->name.size()))
            best = &entry;
    if (best == nullptr) return model::joinPath(m_path, name);
    return model::joinPath(best->path, name.substr(best->name.size() + 1));
}

std::vector<std::string> FlatProperties::childrenOf(const std::string& prefix) const {
    std::vector<std::string> children;
    for (const FlatEntry& entry : m_entries) {
        if (!isBelow(entry.name, prefix)) continue;
        const std::string rest = entry.name.substr(prefix.size() + 1);
        const std::string child = rest.substr(0, rest.find('.'));
        if (std::find(children.begin(), children.end(), child) == children.end()) children.push_back(child);
    }
    return children;
}

}  // namespace headroom::views
