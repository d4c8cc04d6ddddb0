#include "app/desktop/views/inspector/element_places.h"

#include <QStringList>
#include <algorithm>

#include "model/scenario/source_node.h"

namespace headroom::views {
namespace {

model::ByteRange rangeOf(const model::Node::Entry& entry) {
    return {entry.keyRange.begin, std::max(entry.keyRange.end, entry.value->range.end)};
}

/// The element that stands in the file for one that only a run has: the service of a pod, the cluster of a broker.
QString declaredId(const QString& id) {
    const QString kind = id.section(QLatin1Char('/'), 0, 0);
    const QString name = id.section(QLatin1Char('/'), 1, 1);
    if (kind == QLatin1String("pod")) return QStringLiteral("service/") + name;
    if (kind == QLatin1String("broker") || kind == QLatin1String("kafka")) return QStringLiteral("cluster/") + name;
    if (kind == QLatin1String("node")) return QStringLiteral("nodes/") + name;
    if (kind == QLatin1String("partition")) return QStringLiteral("topic/") + name;
    return id;
}

}  // namespace

ElementPlaces::ElementPlaces(const model::Document& document) {
    const model::Node* root = document.root();
    if (root == nullptr || !root->isMapping()) return;
    addSection(*root, "nodes", "nodes/", "nodeGroup");
    addSection(*root, "clients", "client/", "client");
    addSection(*root, "gateways", "service/", "gateway");
    addSection(*root, "services", "service/", "service");
    addSection(*root, "monoliths", "service/", "service");
    addSection(*root, "stores", "store/", "store");
    addSection(*root, "kafka", "cluster/", "cluster");
    addSection(*root, "topics", "topic/", "topic");
    if (const model::Node* zones = root->find("zones"))
        for (const auto& zone : zones->items)
            m_places.push_back({QStringLiteral("zone/") + QString::fromStdString(zone->value), "zones", "scenario", zone->value,
                                zone->range, zone->range});
}

void ElementPlaces::addSection(const model::Node& root, const char* key, const char* kind, const char* section) {
    const model::Node* elements = root.find(key);
    if (elements == nullptr) return;
    for (const auto& entry : elements->entries) {
        const std::string path = model::joinPath(key, entry.key);
        m_places.push_back(
            {QLatin1String(kind) + QString::fromStdString(entry.key), path, section, entry.key, rangeOf(entry), entry.keyRange});
        addGroups(entry, path);
    }
}

void ElementPlaces::addGroups(const model::Node::Entry& service, const std::string& path) {
    const model::Node* listeners = service.value->find("listeners");
    if (listeners == nullptr) return;
    for (const auto& entry : listeners->entries) {
        const model::Node* given = entry.value->find("groupId");
        const std::string name = given == nullptr ? service.key : given->value;
        m_places.push_back({QStringLiteral("group/") + QString::fromStdString(name),
                            model::joinPath(path + ".listeners", entry.key), "listener", name, rangeOf(entry), entry.keyRange});
    }
}

const ElementPlace* ElementPlaces::find(const QString& id) const {
    const QString wanted = declaredId(id);
    for (const ElementPlace& place : m_places)
        if (place.id == wanted) return &place;
    return nullptr;
}

const ElementPlace* ElementPlaces::around(std::size_t offset) const {
    const ElementPlace* best = nullptr;
    for (const ElementPlace& place : m_places)
        if (place.range.begin <= offset && offset <= place.range.end &&
            (best == nullptr || place.range.size() < best->range.size()))
            best = &place;
    return best;
}

}  // namespace headroom::views
