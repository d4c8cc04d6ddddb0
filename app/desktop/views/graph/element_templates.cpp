#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "app/desktop/views/graph/graph_edits.h"

namespace headroom::views {
namespace {

/// How one item of the palette is declared at first: valid, small, and honest about what is only guessed.
struct Template {
    const char* section;
    const char* kind;
    const char* name;
    const char* yaml;
};

Template templateOf(PaletteItem item) {
    switch (item) {
        case PaletteItem::Client:
            return {"clients", "client", "users", "load: poisson(100/s)\njourney:\n  - wait: 0\n"};
        case PaletteItem::Gateway:
            return {"gateways", "service", "gateway", "replicas: 2\nauthentication: guess(30us..90us)\n"};
        case PaletteItem::Service:
            return {"services", "service", "service",
                    "replicas: 2\nresources: {requests: {cpu: 500m}, limits: {cpu: 1}}\noperations:\n  handle:\n    - cpu: guess(0.5ms..2ms)\n"};
        case PaletteItem::Monolith:
            return {"monoliths", "service", "monolith",
                    "replicas: 1\ncores: 8\nthreads: 200\noperations:\n  handle:\n    - cpu: guess(1ms..5ms)\n"};
        case PaletteItem::PostgreSql:
            return {"stores", "store", "database",
                    "kind: postgresql\nservers: 16\noperations:\n  write: guess(1ms..4ms)\n  read: guess(0.5ms..2ms)\n"};
        case PaletteItem::MongoDb:
            return {"stores", "store", "documents",
                    "kind: mongodb\nservers: 16\noperations:\n  insert: guess(1ms..4ms)\n  find: guess(0.5ms..2ms)\n"};
        case PaletteItem::Redis:
            return {"stores", "store", "cache", "kind: redis\nservers: 1\noperations:\n  get: guess(10us..50us)\n  set: guess(10us..50us)\n"};
        case PaletteItem::Cluster: return {"kafka", "cluster", "main", "brokers: 3\n"};
        case PaletteItem::Topic: return {"topics", "topic", "events", "{partitions: 12, replicas: 3}"};
        case PaletteItem::Nodes: return {"nodes", "node", "worker", "{count: 3, cpu: 8, memory: 32GiB}"};
        case PaletteItem::Zone: break;
    }
    return {"zones", "zone", "zone-a", ""};
}

/// zone-a, zone-b, …
std::string freeZone(const ScenarioEdit& edit) {
    for (char letter = 'a'; letter <= 'z'; ++letter) {
        const std::string name = std::string("zone-") + letter;
        if (declarationPath(edit, QString::fromStdString("zone/" + name)).empty()) return name;
    }
    return freeName(edit, "zone", "zone");
}

QString addZone(ScenarioEdit& edit) {
    const std::string name = freeZone(edit);
    const model::Node* zones = edit.find("zones");
    if (zones != nullptr && zones->isSequence())
        edit.set("zones[+]", name);
    else
        edit.set("zones", "[" + name + "]");
    return QString::fromStdString("zone/" + name);
}

QString addDeclared(ScenarioEdit& edit, const Template& form, const std::string& yaml) {
    const std::string name = freeName(edit, form.kind, form.name);
    edit.set(std::string(form.section) + "." + quotedStep(name), yaml);
    return QString::fromStdString(std::string(form.kind) + "/" + name);
}

/// With a second cluster, topics have to say which one is theirs.
QString addCluster(ScenarioEdit& edit) {
    const model::Node* kafka = edit.find("kafka");
    const model::Node* topics = edit.find("topics");
    const std::string only = kafka != nullptr && kafka->entries.size() == 1 ? kafka->entries.front().key : std::string();
    std::vector<std::string> silent;
    for (std::size_t i = 0; !only.empty() && topics != nullptr && i < topics->entries.size(); ++i)
        if (topics->entries[i].value->find("cluster") == nullptr) silent.push_back(topics->entries[i].key);
    for (const std::string& topic : silent) edit.set("topics." + quotedStep(topic) + ".cluster", only);
    return addDeclared(edit, templateOf(PaletteItem::Cluster), templateOf(PaletteItem::Cluster).yaml);
}

QString addTopic(ScenarioEdit& edit) {
    const model::Node* kafka = edit.find("kafka");
    std::string yaml = "partitions: 12, replicas: 3";
    if (kafka == nullptr || kafka->entries.empty()) {
        addDeclared(edit, templateOf(PaletteItem::Cluster), templateOf(PaletteItem::Cluster).yaml);
    } else {
        const model::Node* brokers = kafka->entries.front().value->find("brokers");
        const int count = brokers == nullptr ? 1 : QString::fromStdString(brokers->value).toInt();
        yaml = "partitions: 12, replicas: " + std::to_string(std::clamp(count, 1, 3));
        if (kafka->entries.size() > 1) yaml += ", cluster: " + kafka->entries.front().key;
    }
    return addDeclared(edit, templateOf(PaletteItem::Topic), "{" + yaml + "}");
}

}  // namespace

QString nameOf(PaletteItem item) {
    switch (item) {
        case PaletteItem::Client: return QStringLiteral("Client");
        case PaletteItem::Gateway: return QStringLiteral("Gateway");
        case PaletteItem::Service: return QStringLiteral("Service");
        case PaletteItem::Monolith: return QStringLiteral("Monolith");
        case PaletteItem::PostgreSql: return QStringLiteral("PostgreSQL");
        case PaletteItem::MongoDb: return QStringLiteral("MongoDB");
        case PaletteItem::Redis: return QStringLiteral("Redis");
        case PaletteItem::Cluster: return QStringLiteral("Kafka cluster");
        case PaletteItem::Topic: return QStringLiteral("Topic");
        case PaletteItem::Nodes: return QStringLiteral("Nodes");
        case PaletteItem::Zone: return QStringLiteral("Zone");
    }
    return {};
}

EditOutcome addElement(ScenarioDocument& document, PaletteItem item, const std::optional<QPointF>& at) {
    ScenarioEdit edit(document);
    QString id;
    if (item == PaletteItem::Zone)
        id = addZone(edit);
    else if (item == PaletteItem::Cluster)
        id = addCluster(edit);
    else if (item == PaletteItem::Topic)
        id = addTopic(edit);
    else
        id = addDeclared(edit, templateOf(item), templateOf(item).yaml);
    if (at)
        edit.set("layout." + quotedStep(id.toStdString()), "{x: " + std::to_string(std::lround(at->x())) +
                                                               ", y: " + std::to_string(std::lround(at->y())) + "}");
    return edit.commit(document, QCoreApplication::translate("GraphEdits", "Add %1").arg(nameOf(item)), {id});
}

}  // namespace headroom::views
