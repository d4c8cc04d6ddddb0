#pragma once
// What the mouse and keyboard do to a scenario on the canvas. Each is one step that can be undone to the byte, leaves the text
// readable, or does nothing and says why not.

#include <QHash>
#include <QPointF>
#include <optional>

#include "app/desktop/views/graph/graph.h"
#include "app/desktop/views/graph/scenario_edit.h"

namespace headroom::views {

/// What the palette has.
enum class PaletteItem { Client, Gateway, Service, Monolith, PostgreSql, MongoDb, Redis, Cluster, Topic, Nodes, Zone };

/// "PostgreSQL", "Kafka cluster".
QString nameOf(PaletteItem item);

/// Declares a new element, with as little as a run needs, where it was dropped; a topic brings a cluster if there is none.
EditOutcome addElement(ScenarioDocument& document, PaletteItem item, const std::optional<QPointF>& at);

/// Adds the step or listener that lets `from` use `to`.
EditOutcome connectElements(ScenarioDocument& document, const QString& from, const QString& to);

/// Takes elements away, and with them every step, route, fault and expectation that names them.
EditOutcome removeElements(ScenarioDocument& document, const QStringList& ids);

/// Top left corners by id; steps with one `mergeKey` that follow each other are undone together.
EditOutcome moveElements(ScenarioDocument& document, const QHash<QString, QPointF>& corners, const QString& mergeKey = {});
/// Leaves elements to the automatic layout again; an empty list means all.
EditOutcome forgetPlaces(ScenarioDocument& document, const QStringList& ids);
EditOutcome setCollapsed(ScenarioDocument& document, const QString& id, bool isCollapsed);

/// The elements as the text of a scenario, for the clipboard; empty when none of them can be copied.
QString copiedText(const ScenarioDocument& document, const QStringList& ids);
/// Declares what a copied text holds, under new names where theirs are taken, a little aside.
EditOutcome pasteText(ScenarioDocument& document, const QString& text);

/// The kind and name in an id: {"topic", "orders"}.
struct ElementName {
    std::string kind;
    std::string name;
};
ElementName splitId(const QString& id);
/// Where an element is declared: "services.'transaction'"; empty when it is not.
std::string declarationPath(const ScenarioEdit& edit, const QString& id);
/// `name`, or with a number after it, so that no element of the kind is called so.
std::string freeName(const ScenarioEdit& edit, const std::string& kind, const std::string& name);

}  // namespace headroom::views
