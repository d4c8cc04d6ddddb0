#include <algorithm>
#include <array>

#include "app/desktop/views/graph/graph_edits.h"

namespace headroom::views {
namespace {

std::vector<std::string> sectionsOf(const std::string& kind) {
    if (kind == "service") return {"services", "gateways", "monoliths"};
    if (kind == "client") return {"clients"};
    if (kind == "store") return {"stores"};
    if (kind == "topic") return {"topics"};
    if (kind == "cluster") return {"kafka"};
    if (kind == "node") return {"nodes"};
    return {};
}

std::string zonePath(const ScenarioEdit& edit, const std::string& name) {
    const model::Node* zones = edit.find("zones");
    if (zones == nullptr) return {};
    for (std::size_t i = 0; i < zones->items.size(); ++i)
        if (zones->items[i]->value == name) return "zones[" + std::to_string(i) + "]";
    return {};
}

/// A listener, by the group it reads in.
std::string listenerPath(const ScenarioEdit& edit, const std::string& group) {
    for (const char* section : {"services", "gateways", "monoliths"}) {
        const model::Node* services = edit.find(section);
        if (services == nullptr) continue;
        for (const auto& service : services->entries) {
            const model::Node* listeners = service.value->find("listeners");
            if (listeners == nullptr) continue;
            for (const auto& listener : listeners->entries) {
                const model::Node* id = listener.value->find("groupId");
                if ((id == nullptr ? service.key : id->value) != group) continue;
                return std::string(section) + "." + quotedStep(service.key) + ".listeners." + quotedStep(listener.key);
            }
        }
    }
    return {};
}

}  // namespace

ElementName splitId(const QString& id) {
    return {id.section(QLatin1Char('/'), 0, 0).toStdString(), id.section(QLatin1Char('/'), 1).toStdString()};
}

std::string declarationPath(const ScenarioEdit& edit, const QString& id) {
    const auto [kind, name] = splitId(id);
    if (kind == "zone") return zonePath(edit, name);
    if (kind == "group") return listenerPath(edit, name);
    for (const std::string& section : sectionsOf(kind)) {
        const std::string path = section + "." + quotedStep(name);
        if (edit.find(path) != nullptr) return path;
    }
    return {};
}

std::string freeName(const ScenarioEdit& edit, const std::string& kind, const std::string& name) {
    std::string candidate = name;
    for (int number = 2; !declarationPath(edit, QString::fromStdString(kind + "/" + candidate)).empty(); ++number)
        candidate = name + "-" + std::to_string(number);
    return candidate;
}

}  // namespace headroom::views
