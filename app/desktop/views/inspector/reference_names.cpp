#include "app/desktop/views/inspector/reference_names.h"

#include <map>

#include "app/desktop/views/inspector/element_places.h"
#include "app/desktop/views/inspector/flat_properties.h"
#include "model/scenario/source_node.h"

namespace headroom::views {
namespace {

QStringList namesOfKind(const ElementPlaces& places, const QString& kind, const QString& prefix) {
    QStringList names;
    for (const ElementPlace& place : places.all())
        if (place.id.startsWith(kind + QLatin1Char('/'))) names << prefix + place.id.mid(kind.size() + 1);
    names.removeDuplicates();
    return names;
}

/// "service.operation" for every operation (and route) that elements of a kind have.
QStringList operations(const model::Document& document, const ElementPlaces& places, const QString& kind) {
    QStringList names;
    for (const ElementPlace& place : places.all()) {
        if (!place.id.startsWith(kind)) continue;
        for (const char* key : {".operations", ".routes"}) {
            const model::Node* list = document.findPath(place.path + key);
            if (list == nullptr) continue;
            for (const auto& entry : list->entries) names << QString::fromStdString(place.name + "." + entry.key);
        }
    }
    return names;
}

QStringList brokers(const model::Document& document, const ElementPlaces& places) {
    QStringList names;
    for (const ElementPlace& place : places.all()) {
        if (!place.id.startsWith(QLatin1String("cluster/"))) continue;
        const model::Node* count = document.findPath(place.path + ".brokers");
        const int brokers = count == nullptr ? 1 : std::min(QString::fromStdString(count->value).toInt(), 100);
        for (int i = 0; i < brokers; ++i) names << QStringLiteral("broker/%1/%2").arg(QString::fromStdString(place.name)).arg(i);
    }
    return names;
}

QStringList instances(const model::Document& document, const std::string& kind, const std::string& path) {
    const std::size_t dot = path.find('.');
    if (dot == std::string::npos) return {};
    const std::string owner = path.substr(0, path.find('.', dot + 1)) + ".application";
    const FlatProperties properties(document.findPath(owner), owner, true);
    QStringList names;
    for (const std::string& name : properties.childrenOf("resilience4j." + kind + ".instances"))
        names << QString::fromStdString(name);
    return names;
}

QStringList elements(const ElementPlaces& places, const QStringList& kinds) {
    QStringList names;
    for (const QString& kind : kinds) {
        const QString prefix = kind == QLatin1String("cluster") ? QStringLiteral("kafka/") : kind + QLatin1Char('/');
        names << namesOfKind(places, kind, prefix);
    }
    return names;
}

QStringList victims(const model::Document& document, const ElementPlaces& places) {
    QStringList names = namesOfKind(places, QStringLiteral("service"), QStringLiteral("pod/"));
    names << brokers(document, places);
    for (const QString& group : namesOfKind(places, QStringLiteral("nodes"), QStringLiteral("node/")))
        names << group + QStringLiteral("/0");
    return names << namesOfKind(places, QStringLiteral("zone"), QStringLiteral("zone/"));
}

}  // namespace

QStringList namesFor(const model::Document& document, const std::string& refers, const std::string& path) {
    const ElementPlaces places(document);
    const QString kind = QString::fromStdString(refers);
    static const QStringList bare{QStringLiteral("zone"),  QStringLiteral("store"),   QStringLiteral("topic"),
                                  QStringLiteral("group"), QStringLiteral("service"), QStringLiteral("client")};
    if (bare.contains(kind)) return namesOfKind(places, kind, {});
    if (refers == "kafka") return namesOfKind(places, QStringLiteral("cluster"), {});
    if (refers == "operation") return operations(document, places, QStringLiteral("service/"));
    if (refers == "storeOperation") return operations(document, places, QStringLiteral("store/"));
    if (refers == "victim") return victims(document, places);
    if (refers == "pod") return namesOfKind(places, QStringLiteral("service"), QStringLiteral("pod/"));
    if (refers == "serviceElement") return elements(places, {QStringLiteral("service")});
    if (refers == "clientElement") return elements(places, {QStringLiteral("client")});
    if (refers == "topicElement") return elements(places, {QStringLiteral("topic")});
    if (refers == "failable") return elements(places, {QStringLiteral("store"), QStringLiteral("service")});
    if (refers == "slowable")
        return elements(places, {QStringLiteral("store"), QStringLiteral("service")}) << brokers(document, places);
    if (refers == "element")
        return elements(places, {QStringLiteral("service"), QStringLiteral("zone"), QStringLiteral("store"),
                                 QStringLiteral("cluster"), QStringLiteral("client")});
    return instances(document, refers, path);
}

}  // namespace headroom::views
