#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <map>

#include "app/desktop/views/graph/element_references.h"
#include "app/desktop/views/graph/graph_edits.h"

namespace headroom::views {
namespace {

constexpr double aside = 32;  ///< how far from the original a copy stands
/// Sections whose entries are elements, and the kind of their ids.
constexpr std::array<std::pair<const char*, const char*>, 8> sections{{{"kafka", "cluster"},
                                                                       {"topics", "topic"},
                                                                       {"nodes", "node"},
                                                                       {"stores", "store"},
                                                                       {"services", "service"},
                                                                       {"gateways", "service"},
                                                                       {"monoliths", "service"},
                                                                       {"clients", "client"}}};

QString tr(const char* text) {
    return QCoreApplication::translate("GraphEdits", text);
}

/// A node's own text, as a value that stands alone.
std::string standalone(const std::string& text, const model::Node& node) {
    std::string value = text.substr(node.range.begin, node.range.size());
    // A block's first line begins in the middle of a line of the file.
    const bool isBlock = node.style == model::Node::Style::Block;
    if (isBlock) value = std::string(static_cast<std::size_t>(node.position.column - 1), ' ') + value;
    return node.tag.empty() ? value : node.tag + " " + value;
}

model::Document parsed(const std::string& text) {
    model::Diagnostics ignored;
    return model::Document::parse(text, "clipboard", ignored);
}

/// Renames in a copied text what is called as something there is.
void makeFree(std::string& text, const ScenarioEdit& edit, const std::string& kind, const std::string& name) {
    std::string wanted = freeName(edit, kind, name);
    if (wanted == name) return;
    std::map<std::size_t, model::ByteRange, std::greater<>> places;
    for (const ElementReference& reference : findReferences(parsed(text), kind, name)) places[reference.name.begin] = reference.name;
    for (const auto& [begin, range] : places) text.replace(begin, range.size(), wanted);
}

void makeGroupsFree(std::string& text, const ScenarioEdit& edit) {
    std::vector<std::string> groups;
    const model::Document tree = parsed(text);
    for (const char* section : {"services", "monoliths"}) {
        const model::Node* services = tree.findPath(section);
        for (std::size_t i = 0; services != nullptr && i < services->entries.size(); ++i) {
            const model::Node* listeners = services->entries[i].value->find("listeners");
            for (std::size_t l = 0; listeners != nullptr && l < listeners->entries.size(); ++l)
                if (const model::Node* group = listeners->entries[l].value->find("groupId")) groups.push_back(group->value);
        }
    }
    for (const std::string& group : groups) makeFree(text, edit, "group", group);
}

void pasteEntry(ScenarioEdit& edit, const model::Document& copied, const std::string& section, const model::Node::Entry& entry) {
    edit.set(section + "." + quotedStep(entry.key), standalone(copied.text(), *entry.value));
}

void pastePlace(ScenarioEdit& edit, const model::Document& copied, const std::string& id) {
    const std::string path = "layout." + quotedStep(id);
    const model::Node* x = copied.findPath(path + ".x");
    const model::Node* y = copied.findPath(path + ".y");
    if (x == nullptr || y == nullptr) return;
    const auto moved = [](const model::Node& node) { return QByteArray::number(QString::fromStdString(node.value).toDouble() + aside).toStdString(); };
    edit.set(path, "{x: " + moved(*x) + ", y: " + moved(*y) + "}");
}

}  // namespace

QString copiedText(const ScenarioDocument& document, const QStringList& ids) {
    const ScenarioEdit source(document);
    model::Diagnostics said;
    model::Document copy = parsed("");
    for (const QString& id : ids) {
        const std::string path = declarationPath(source, id);
        const model::Node* node = path.empty() || id.startsWith(QLatin1String("group/")) ? nullptr : source.find(path);
        if (node == nullptr || path.starts_with("zones")) continue;
        copy.set(path, standalone(source.text(), *node), said);
        const std::string place = "layout." + quotedStep(id.toStdString());
        if (const model::Node* placed = source.find(place)) copy.set(place, standalone(source.text(), *placed), said);
    }
    return QString::fromStdString(copy.text());
}

EditOutcome pasteText(ScenarioDocument& document, const QString& text) {
    ScenarioEdit edit(document);
    std::string copied = text.toStdString();
    if (const model::Document tree = parsed(copied); tree.root() == nullptr || !tree.root()->isMapping())
        return {tr("The clipboard holds no elements of a scenario."), {}};
    for (const auto& [section, kind] : sections) {
        const model::Document tree = parsed(copied);
        const model::Node* entries = tree.findPath(section);
        for (std::size_t i = 0; entries != nullptr && i < entries->entries.size(); ++i)
            makeFree(copied, edit, kind, entries->entries[i].key);
    }
    makeGroupsFree(copied, edit);
    const model::Document tree = parsed(copied);
    QStringList ids;
    for (const auto& [section, kind] : sections) {
        const model::Node* entries = tree.findPath(section);
        for (std::size_t i = 0; entries != nullptr && i < entries->entries.size(); ++i) {
            pasteEntry(edit, tree, section, entries->entries[i]);
            const std::string id = std::string(kind) + "/" + entries->entries[i].key;
            pastePlace(edit, tree, id);
            ids << QString::fromStdString(id);
        }
    }
    if (ids.isEmpty()) edit.fail(tr("The clipboard holds no elements of a scenario."));
    return edit.commit(document, tr("Paste"), ids);
}

}  // namespace headroom::views
