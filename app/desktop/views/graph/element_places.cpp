#include <QCoreApplication>
#include <cmath>

#include "app/desktop/views/graph/graph_edits.h"

namespace headroom::views {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("GraphEdits", text);
}

std::string entryOf(const QString& id) {
    return "layout." + quotedStep(id.toStdString());
}

bool isTrue(const model::Node* node) {
    return node != nullptr && node->value == "true";
}

}  // namespace

EditOutcome moveElements(ScenarioDocument& document, const QHash<QString, QPointF>& corners, const QString& mergeKey) {
    ScenarioEdit edit(document);
    QStringList ids = corners.keys();
    ids.sort();
    for (const QString& id : ids) {
        const std::string place = "x: " + std::to_string(std::lround(corners[id].x())) + ", y: " + std::to_string(std::lround(corners[id].y()));
        edit.set(entryOf(id), "{" + place + (isTrue(edit.find(entryOf(id) + ".collapsed")) ? ", collapsed: true}" : "}"));
    }
    return edit.commit(document, ids.size() == 1 ? tr("Move %1").arg(ids.front().section(QLatin1Char('/'), 1)) : tr("Move"), ids, mergeKey);
}

EditOutcome forgetPlaces(ScenarioDocument& document, const QStringList& ids) {
    ScenarioEdit edit(document);
    const model::Node* layout = edit.find("layout");
    std::vector<std::string> placed;
    for (std::size_t i = 0; layout != nullptr && i < layout->entries.size(); ++i)
        if (ids.isEmpty() || ids.contains(QString::fromStdString(layout->entries[i].key))) placed.push_back(layout->entries[i].key);
    for (const std::string& id : placed) {
        const std::string path = "layout." + quotedStep(id);
        if (isTrue(edit.find(path + ".collapsed")))
            edit.set(path, "{collapsed: true}");
        else
            edit.remove(path);
    }
    const model::Node* left = edit.find("layout");
    if (left != nullptr && left->entries.empty()) edit.remove("layout");
    return edit.commit(document, tr("Lay out automatically"), ids);
}

EditOutcome setCollapsed(ScenarioDocument& document, const QString& id, bool isCollapsed) {
    ScenarioEdit edit(document);
    const std::string path = entryOf(id);
    const bool isPlaced = edit.find(path + ".x") != nullptr;
    if (isCollapsed)
        edit.set(path + ".collapsed", "true");
    else if (edit.find(path + ".collapsed") != nullptr)
        edit.remove(isPlaced ? path + ".collapsed" : path);
    const model::Node* left = edit.find("layout");
    if (left != nullptr && left->entries.empty()) edit.remove("layout");
    const QString name = id.section(QLatin1Char('/'), 1);
    return edit.commit(document, isCollapsed ? tr("Collapse %1").arg(name) : tr("Expand %1").arg(name), {id});
}

}  // namespace headroom::views
