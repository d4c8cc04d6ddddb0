#include <QCoreApplication>
#include <algorithm>
#include <map>
#include <set>

#include "app/desktop/views/graph/element_references.h"
#include "app/desktop/views/graph/graph_edits.h"

namespace headroom::views {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("GraphEdits", text);
}

model::Document parsed(const ScenarioEdit& edit) {
    model::Diagnostics ignored;
    return model::Document::parse(edit.text(), "scenario", ignored);
}

/// A service's groups go with it, a cluster's topics with it.
std::vector<ElementName> goingWith(const ScenarioEdit& edit, const QString& id) {
    std::vector<ElementName> all{splitId(id)};
    const std::string path = declarationPath(edit, id);
    if (all[0].kind == "cluster") {
        const model::Node* topics = edit.find("topics");
        const bool isOnly = edit.find("kafka")->entries.size() == 1;
        for (std::size_t i = 0; topics != nullptr && i < topics->entries.size(); ++i) {
            const model::Node* cluster = topics->entries[i].value->find("cluster");
            if (isOnly || (cluster != nullptr && cluster->value == all[0].name)) all.push_back({"topic", topics->entries[i].key});
        }
    }
    const model::Node* listeners = all[0].kind == "service" ? edit.find(path + ".listeners") : nullptr;
    for (std::size_t i = 0; listeners != nullptr && i < listeners->entries.size(); ++i) {
        const model::Node* group = listeners->entries[i].value->find("groupId");
        const std::string name = group == nullptr ? all[0].name : group->value;
        all.push_back({"group", name});
    }
    return all;
}

/// Clients whose journeys have no step left.
std::vector<std::string> clientsWithoutSteps(const ScenarioEdit& edit) {
    std::vector<std::string> names;
    const model::Node* clients = edit.find("clients");
    for (std::size_t i = 0; clients != nullptr && i < clients->entries.size(); ++i) {
        const model::Node* journey = clients->entries[i].value->find("journey");
        if (journey != nullptr && journey->isSequence() && journey->items.empty()) names.push_back(clients->entries[i].key);
    }
    return names;
}

bool publishesByOutbox(const model::Node& step) {
    const model::Node* publish = step.find("publish");
    const model::Node* via = publish == nullptr ? nullptr : publish->find("via");
    return via != nullptr && via->value == "outbox";
}

/// The `via` of all that a service without an outbox publishes by it.
std::vector<std::string> publishedByNoOutbox(const ScenarioEdit& edit) {
    std::vector<std::string> paths;
    const model::Node* services = edit.find("services");
    for (std::size_t i = 0; services != nullptr && i < services->entries.size(); ++i) {
        const auto& service = services->entries[i];
        const model::Node* operations = service.value->find("operations");
        if (service.value->find("outbox") != nullptr || operations == nullptr) continue;
        for (const auto& operation : operations->entries)
            for (std::size_t step = 0; step < operation.value->items.size(); ++step)
                if (publishesByOutbox(*operation.value->items[step]))
                    paths.push_back("services." + quotedStep(service.key) + ".operations." + quotedStep(operation.key) + "[" +
                                    std::to_string(step) + "].publish.via");
    }
    return paths;
}

/// What the text needs after steps are gone: journeys have a step, records go without an outbox where there is none.
void mend(ScenarioEdit& edit) {
    if (edit.hasFailed() || edit.root() == nullptr) return;
    for (const std::string& client : clientsWithoutSteps(edit)) edit.set("clients." + quotedStep(client) + ".journey", "[{wait: 0}]");
    for (const std::string& path : publishedByNoOutbox(edit)) edit.set(path, "direct");
}

bool isWithin(const std::string& path, const std::string& other) {
    return path == other || (path.starts_with(other) && (path[other.size()] == '.' || path[other.size()] == '['));
}

using Removals = std::map<std::size_t, std::set<std::string>, std::greater<>>;

/// A route that goes takes the calls to it along.
void addCallsOfRoute(const model::Document& tree, const std::string& route, Removals& removals) {
    const std::size_t at = route.find(".'routes'.");
    if (at == std::string::npos) return;
    const std::size_t begin = route.rfind(".'", at - 1) + 2;
    const std::string gateway = route.substr(begin, at - begin - 1);
    const std::string operation = route.substr(at + 11, route.size() - at - 12);
    for (const ElementReference& reference : findReferences(tree, "service", gateway)) {
        const std::size_t end = reference.name.end + 1 + operation.size();
        const bool isIt = tree.text().compare(reference.name.end, operation.size() + 1, "." + operation) == 0 &&
                          (end >= tree.text().size() || std::string(", }\r\n\t\"'#").find(tree.text()[end]) != std::string::npos);
        if (isIt && !reference.isDeclaration) removals[reference.at].insert(reference.removal);
    }
}

Removals removalsOf(const ScenarioEdit& edit, const std::vector<ElementName>& names) {
    Removals removals;
    const model::Document tree = parsed(edit);
    for (const auto& [kind, name] : names) {
        for (const ElementReference& reference : findReferences(tree, kind, name)) {
            if (reference.removal.empty()) continue;
            removals[reference.at].insert(reference.removal);
            addCallsOfRoute(tree, reference.removal, removals);
        }
        // A listener's group may be its service's name, unsaid.
        const QString id = QString::fromStdString(kind + "/" + name);
        const std::string path = kind == "group" ? declarationPath(edit, id) : std::string();
        if (!path.empty()) removals[tree.findPath(path)->range.begin].insert(path);
    }
    return removals;
}

/// Paths may be written with or without quotes.
std::string plain(std::string path) {
    std::erase(path, '\'');
    return path;
}

void removeAll(ScenarioEdit& edit, const std::vector<ElementName>& names) {
    // From the end on, so that positions in lists hold; what is part of something that goes, goes with it.
    std::vector<std::string> all;
    for (const auto& [at, paths] : removalsOf(edit, names)) all.insert(all.end(), paths.begin(), paths.end());
    std::set<std::string> done;
    for (const std::string& path : all) {
        const bool isPart = std::ranges::any_of(
            all, [&](const std::string& other) { return plain(other) != plain(path) && isWithin(plain(path), plain(other)); });
        if (!isPart && done.insert(plain(path)).second) edit.remove(path);
    }
}

/// Groups whose listeners have no topic left.
std::vector<ElementName> groupsWithoutTopics(const ScenarioEdit& edit) {
    std::vector<ElementName> groups;
    for (const char* section : {"services", "monoliths"}) {
        const model::Node* services = edit.find(section);
        for (std::size_t i = 0; services != nullptr && i < services->entries.size(); ++i) {
            const model::Node* listeners = services->entries[i].value->find("listeners");
            for (std::size_t l = 0; listeners != nullptr && l < listeners->entries.size(); ++l) {
                const model::Node& listener = *listeners->entries[l].value;
                const model::Node* topics = listener.find("topics");
                const model::Node* group = listener.find("groupId");
                if (topics == nullptr || (topics->isSequence() && topics->items.empty()))
                    groups.push_back({"group", group == nullptr ? services->entries[i].key : group->value});
            }
        }
    }
    return groups;
}

}  // namespace

EditOutcome removeElements(ScenarioDocument& document, const QStringList& ids) {
    ScenarioEdit edit(document);
    std::vector<ElementName> names;
    for (const QString& id : ids) {
        if (declarationPath(edit, id).empty()) continue;
        for (ElementName& name : goingWith(edit, id)) names.push_back(std::move(name));
    }
    if (names.empty()) edit.fail(tr("Nothing of this can be deleted by itself."));
    if (!edit.hasFailed()) removeAll(edit, names);
    if (!edit.hasFailed()) removeAll(edit, groupsWithoutTopics(edit));
    mend(edit);
    return edit.commit(document, ids.size() == 1 ? tr("Delete %1").arg(ids.front().section(QLatin1Char('/'), 1))
                                                 : tr("Delete %n elements").replace(QStringLiteral("%n"), QString::number(ids.size())));
}

}  // namespace headroom::views
