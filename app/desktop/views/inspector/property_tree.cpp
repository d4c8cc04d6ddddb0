#include "app/desktop/views/inspector/property_tree.h"

#include <QCoreApplication>
#include <algorithm>
#include <functional>

#include "app/desktop/views/inspector/element_places.h"
#include "app/desktop/views/inspector/property_search.h"
#include "app/desktop/views/inspector/text_places.h"
#include "app/desktop/views/inspector/yaml_text.h"
#include "model/scenario/source_node.h"

namespace headroom::views {
namespace {

using Kind = PropertyRow::Kind;
using Type = PropertyType;

QString tr(const char* text) {
    return QCoreApplication::translate("PropertyTree", text);
}

std::string withoutQuotes(std::string path) {
    path.erase(std::remove(path.begin(), path.end(), '\''), path.end());
    return path;
}

model::ByteRange rangeOf(const model::Node::Entry& entry) {
    return {entry.keyRange.begin, std::max(entry.keyRange.end, entry.value->range.end)};
}

const model::Node::Entry* entryOf(const model::Node* mapping, const std::string& key) {
    if (mapping == nullptr || !mapping->isMapping()) return nullptr;
    for (const auto& entry : mapping->entries)
        if (entry.key == key) return &entry;
    return nullptr;
}

Kind kindOf(Type type) {
    if (type == Type::Map || type == Type::Settings) return Kind::Map;
    if (type == Type::List || type == Type::Steps) return Kind::List;
    return isContainer(type) ? Kind::Group : Kind::Value;
}

/// A step or fault does one thing: of what it might do, only that is shown.
bool isAlternative(const SectionSpec& section, const std::string& key) {
    static const std::vector<std::string> always{"probability", "per", "name", "at", "for"};
    if (section.name != "step" && section.name != "fault") return false;
    return std::find(always.begin(), always.end(), key) == always.end();
}

PropertyRow heading(const QString& title) {
    PropertyRow row;
    row.kind = Kind::Group;
    row.title = title;
    return row;
}

void markSet(PropertyRow& row) {
    row.isSet = row.isSet || std::any_of(row.children.begin(), row.children.end(), [](const auto& child) { return child.isSet; });
}

/// What kind of thing entries of a map or items of a list are when they are no mappings.
PropertySpec elementSpec(const PropertySpec& container) {
    PropertySpec spec = container;
    spec.type = propertyTypeOf(container.of);
    spec.of = spec.type == Type::Steps ? "step" : "";
    return spec;
}

}  // namespace

PropertyTree::PropertyTree(const Catalogue& catalogue, const ScenarioDocument& document)
    : m_catalogue(catalogue), m_document(document) {}

/// Of one element only: a large scenario has a hundred thousand.
void PropertyTree::takeEffective(const std::string& path) {
    m_effective.clear();
    if (m_document.scenario() == nullptr) return;
    for (const model::EffectiveValue& value : m_document.scenario()->effective)
        if (value.path.compare(0, path.size(), path) == 0) m_effective[withoutQuotes(value.path)] = &value;
}

std::vector<PropertyRow> PropertyTree::rows(const QString& element) {
    const model::Document* tree = m_document.tree();
    if (tree == nullptr) return {};
    const ElementPlaces places(*tree);
    const ElementPlace* place = element.isEmpty() ? nullptr : places.find(element);
    if (place == nullptr && !element.isEmpty()) return {};
    const bool isZone = place != nullptr && place->path == "zones";
    const std::string path = place == nullptr || isZone ? "" : place->path;
    takeEffective(path);
    const model::Node* node = path.empty() ? tree->root() : tree->findPath(path);
    const SectionSpec& section = m_catalogue.section(place == nullptr ? "scenario" : place->section);
    std::vector<PropertyRow> result = headed(section, {path, node, {}}, isZone ? QStringLiteral("Places") : QString());
    assignDiagnostics(result);
    nameForSearch(result);
    return result;
}

std::vector<PropertyRow> PropertyTree::headed(const SectionSpec& section, const Place& place, const QString& onlyGroup) const {
    std::vector<PropertyRow> headings;
    for (PropertyRow& row : sectionRows(section, place, section.shortKey)) {
        const QString group = row.spec == nullptr ? QString() : row.spec->group;
        // Elements have cards of their own; the scenario's inspector would only repeat all of them.
        if (group == QLatin1String("Elements") || (!onlyGroup.isEmpty() && group != onlyGroup)) continue;
        const QString title = group.isEmpty() ? section.title : group;
        auto found = std::find_if(headings.begin(), headings.end(), [&](const auto& known) { return known.title == title; });
        if (found == headings.end()) found = headings.insert(headings.end(), heading(title));
        found->children.push_back(std::move(row));
    }
    for (PropertyRow& top : headings) {
        if (top.children.size() == 1 && top.children.front().kind != Kind::Value) {
            PropertyRow only = std::move(top.children.front());
            top = std::move(only);
        }
        markSet(top);
    }
    return headings;
}

std::vector<PropertyRow> PropertyTree::sectionRows(const SectionSpec& section, const Place& place,
                                                   const std::string& shortKey) const {
    std::vector<PropertyRow> rows;
    const bool isShort = place.node != nullptr && place.node->isScalar() && !place.node->isNull() && place.node->tag != "!file";
    for (const PropertySpec& spec : section.properties) {
        const auto* entry = entryOf(place.node, spec.key);
        if (entry == nullptr && isAlternative(section, spec.key)) continue;
        if (isShort && spec.key == shortKey) {
            rows.push_back(propertyRow(spec, place));
            continue;
        }
        const std::string path = place.path.empty() ? model::joinPath("", spec.key) : model::joinPath(place.path, spec.key);
        const Place own = entry == nullptr ? Place{path, nullptr, {}} : Place{path, entry->value.get(), rangeOf(*entry)};
        PropertyRow row = propertyRow(spec, own);
        if (isShort) {
            row.shortPath = place.path;
            row.shortKey = shortKey;
        }
        rows.push_back(std::move(row));
    }
    if (place.node == nullptr) return rows;
    for (const auto& entry : place.node->entries)
        if (section.findProperty(entry.key) == nullptr)
            rows.push_back(unknownRow(entry.key, {model::joinPath(place.path, entry.key), entry.value.get(), rangeOf(entry)}));
    return rows;
}

PropertyRow PropertyTree::propertyRow(const PropertySpec& spec, const Place& place) const {
    PropertyRow row;
    row.kind = kindOf(spec.type);
    row.path = place.path;
    row.spec = &spec;
    row.title = spec.title;
    row.range = place.range;
    row.isSet = place.node != nullptr && !place.node->isNull();
    if (place.node != nullptr) row.comment = QString::fromStdString(place.node->comment);
    if (place.node != nullptr && place.node->tag == "!file")
        fillFile(row, place);
    else if (row.kind == Kind::Value)
        fillValue(row, place);
    else
        fillContainer(row, place);
    return row;
}

void PropertyTree::fillValue(PropertyRow& row, const Place& place) const {
    if (row.isSet) row.text = writtenText(*place.node);
    setOrigin(row, place.node);
}

void PropertyTree::setOrigin(PropertyRow& row, const model::Node* node) const {
    const auto found = m_effective.find(withoutQuotes(row.path));
    if (found != m_effective.end()) {
        row.effective = QString::fromStdString(found->second->value);
        row.originText = QString::fromStdString(found->second->origin);
    } else if (row.spec != nullptr && !row.isSet && !row.spec->defaultValue.isEmpty()) {
        row.effective = row.spec->defaultValue;
        row.originText = tr("default");
    }
    if (!row.isSet) return;
    row.origin = row.text.contains(QLatin1String("guess("))      ? PropertyRow::Origin::Guess
                 : row.text.contains(QLatin1String("measured(")) ? PropertyRow::Origin::Measured
                                                                 : PropertyRow::Origin::Written;
    row.originText = tr("line %1").arg(node->position.line);
}

void PropertyTree::fillContainer(PropertyRow& row, const Place& place) const {
    switch (row.spec->type) {
        case Type::Object: {
            const SectionSpec& section = m_catalogue.section(row.spec->of);
            const std::string shortKey = row.spec->shortKey.empty() ? section.shortKey : row.spec->shortKey;
            row.children = sectionRows(section, place, shortKey);
            return;
        }
        case Type::Properties: return fillFlat(row, place);
        case Type::Map:
        case Type::Settings: return fillMap(row, place);
        default: return fillList(row, place);
    }
}

/// What stands in another file is shown as it counts and is not edited here.
void PropertyTree::fillFile(PropertyRow& row, const Place& place) const {
    row.kind = Kind::Group;
    row.isReadOnly = true;
    row.origin = PropertyRow::Origin::File;
    row.file = QString::fromStdString(place.node->value);
    const std::string prefix = withoutQuotes(place.path) + ".";
    for (auto at = m_effective.lower_bound(prefix); at != m_effective.end() && at->first.compare(0, prefix.size(), prefix) == 0;
         ++at) {
        PropertyRow value;
        value.path = at->second->path;
        value.title = QString::fromStdString(at->first.substr(prefix.size()));
        value.effective = value.text = QString::fromStdString(at->second->value);
        value.originText = QString::fromStdString(at->second->origin);
        value.origin =
            value.originText.startsWith(QLatin1String("default")) ? PropertyRow::Origin::Default : PropertyRow::Origin::File;
        value.isSet = value.origin == PropertyRow::Origin::File;
        value.isReadOnly = true;
        const SectionSpec* section = m_catalogue.findSection(row.spec->of);
        if (section != nullptr) value.spec = section->findProperty(at->first.substr(prefix.size()));
        row.children.push_back(std::move(value));
    }
}

void PropertyTree::fillMap(PropertyRow& row, const Place& place) const {
    if (place.node == nullptr) return;
    const SectionSpec* section = m_catalogue.findSection(row.spec->of);
    for (const auto& entry : place.node->entries) {
        const Place own{model::joinPath(place.path, entry.key), entry.value.get(), rangeOf(entry)};
        PropertyRow child;
        if (section != nullptr) {
            child = heading({});
            child.children = sectionRows(*section, own, section->shortKey);
        } else {
            static std::map<std::string, PropertySpec> specs;  // rows point to what lives as long as the program
            const std::string of = row.spec->type == Type::Settings ? "yaml" : row.spec->of;
            auto known = specs.find(row.spec->key + "/" + of);
            if (known == specs.end()) {
                PropertySpec container = *row.spec;
                container.of = of;
                known = specs.emplace(row.spec->key + "/" + of, elementSpec(container)).first;
            }
            child = propertyRow(known->second, own);
        }
        child.title = QString::fromStdString(entry.key);
        child.path = own.path;
        child.range = own.range;
        child.comment = QString::fromStdString(entry.value->comment);
        child.isSet = child.isRemovable = true;
        row.children.push_back(std::move(child));
    }
}

void PropertyTree::fillList(PropertyRow& row, const Place& place) const {
    if (place.node == nullptr) return;
    const SectionSpec& section = m_catalogue.section(row.spec->of);
    for (std::size_t i = 0; i < place.node->items.size(); ++i) {
        const model::Node& item = *place.node->items[i];
        PropertyRow child = heading(summaryOf(item));
        child.path = model::joinPath(place.path, i);
        child.range = item.range;
        child.isSet = child.isRemovable = child.isItem = true;
        child.children = sectionRows(section, {child.path, &item, item.range}, section.shortKey);
        row.children.push_back(std::move(child));
    }
}

PropertyRow PropertyTree::flatRow(const PropertySpec& spec, const std::string& name, const FlatProperties& flat,
                                  const std::string& path) const {
    const FlatEntry* entry = flat.find(name);
    PropertyRow row = propertyRow(
        spec, entry == nullptr ? Place{flat.pathFor(name), nullptr, {}} : Place{entry->path, entry->node, entry->range});
    const auto found = m_effective.find(withoutQuotes(path) + "." + name);
    if (found == m_effective.end()) return row;
    row.effective = QString::fromStdString(found->second->value);
    if (entry == nullptr) row.originText = QString::fromStdString(found->second->origin);
    return row;
}

void PropertyTree::fillFlat(PropertyRow& row, const Place& place) const {
    const SectionSpec& section = m_catalogue.section(row.spec->of);
    const bool isSpring = row.spec->of == "application";
    const FlatProperties flat(place.node, place.path, isSpring);
    for (const PropertySpec& spec : section.properties)
        if (spec.key.find('*') == std::string::npos) row.children.push_back(flatRow(spec, spec.key, flat, place.path));
    for (PropertyRow& instances : instanceRows(section, flat, place.path)) row.children.push_back(std::move(instances));
    for (const FlatEntry& entry : flat.all())
        if (entry.isLeaf && section.findProperty(entry.name) == nullptr)
            row.children.push_back(unknownRow(entry.name, {entry.path, entry.node, entry.range}));
}

/// One that is written as a mapping can be removed; of names that are all dotted each is removed by itself.
PropertyRow PropertyTree::instanceHeading(const std::string& name, const FlatProperties& flat, const std::string& path) const {
    PropertyRow row = heading(QString::fromStdString(name.substr(name.rfind('.') + 1)));
    row.isSet = true;
    const FlatEntry* mapping = flat.findMapping(name);
    row.isRemovable = mapping != nullptr;
    row.path = mapping == nullptr ? model::joinPath(path, name) : mapping->path;
    if (mapping != nullptr) row.range = mapping->range;
    return row;
}

/// "resilience4j.retry.instances.*.max-attempts" stands for one property of every retry there is.
std::vector<PropertyRow> PropertyTree::instanceRows(const SectionSpec& section, const FlatProperties& flat,
                                                    const std::string& path) const {
    std::vector<PropertyRow> maps;
    for (const PropertySpec& spec : section.properties) {
        const std::size_t star = spec.key.find(".*.");
        if (star == std::string::npos) continue;
        const std::string prefix = spec.key.substr(0, star);
        if (maps.empty() || maps.back().namePrefix != prefix) {
            maps.push_back(heading(spec.group));
            maps.back().kind = Kind::Map;
            maps.back().path = path;
            maps.back().namePrefix = prefix;
            for (const std::string& name : flat.childrenOf(prefix)) {
                maps.back().children.push_back(instanceHeading(prefix + "." + name, flat, path));
                maps.back().isSet = true;
            }
        }
        for (PropertyRow& instance : maps.back().children)
            instance.children.push_back(
                flatRow(spec, prefix + "." + instance.title.toStdString() + spec.key.substr(star + 2), flat, path));
    }
    return maps;
}

PropertyRow PropertyTree::unknownRow(const std::string& key, const Place& place) const {
    static const PropertySpec anything = [] {
        PropertySpec spec;
        spec.type = Type::Yaml;
        spec.doc = tr("The catalogue does not describe this key: it has no effect here, or it is misspelt.");
        return spec;
    }();
    PropertyRow row;
    row.path = place.path;
    row.spec = &anything;
    row.title = QString::fromStdString(key);
    row.range = place.range;
    row.isSet = row.isRemovable = true;
    fillValue(row, place);
    return row;
}

void PropertyTree::assignDiagnostics(std::vector<PropertyRow>& rows) const {
    const TextPlaces places(m_document.text());
    const std::string file = m_document.tree()->path();
    for (const model::Diagnostic& diagnostic : m_document.diagnostics().all()) {
        if (diagnostic.location.file != file) continue;
        const std::size_t at = places.offsetOf(diagnostic.location.position);
        PropertyRow* innermost = nullptr;
        const std::function<void(std::vector<PropertyRow>&)> look = [&](std::vector<PropertyRow>& level) {
            for (PropertyRow& row : level) {
                const bool isInside = row.isSet && row.range.begin <= at && at <= row.range.end && row.range.size() > 0;
                if (isInside && (innermost == nullptr || row.range.size() <= innermost->range.size())) innermost = &row;
                look(row.children);
            }
        };
        look(rows);
        if (innermost != nullptr) innermost->diagnostics.push_back(diagnostic);
    }
}

const PropertyRow* findRow(const std::vector<PropertyRow>& rows, const std::string& path) {
    for (const PropertyRow& row : rows) {
        if (row.path == path && row.namePrefix.empty()) return &row;
        if (const PropertyRow* found = findRow(row.children, path)) return found;
    }
    return nullptr;
}

}  // namespace headroom::views
