#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/desktop/views/inspector/catalogue.h"
#include "app/desktop/views/inspector/flat_properties.h"
#include "app/desktop/views/inspector/property_row.h"
#include "app/desktop/views/scenario_document.h"

namespace headroom::views {

/// The properties of one element as rows under headings: everything the catalogue knows, set or not, with what counts and why.
class PropertyTree {
public:
    /// Of the document as it is; both outlive the tree.
    PropertyTree(const Catalogue& catalogue, const ScenarioDocument& document);

    /// Of an element by its id, or of the scenario for the empty one. Empty while the text has a syntax error or lacks the
    /// element.
    std::vector<PropertyRow> rows(const QString& element);

private:
    struct Place {
        std::string path;
        const model::Node* node = nullptr;
        model::ByteRange range;
    };
    void takeEffective(const std::string& path);
    std::vector<PropertyRow> headed(const SectionSpec& section, const Place& place, const QString& onlyGroup) const;
    std::vector<PropertyRow> sectionRows(const SectionSpec& section, const Place& place, const std::string& shortKey) const;
    PropertyRow propertyRow(const PropertySpec& spec, const Place& place) const;
    void fillValue(PropertyRow& row, const Place& place) const;
    void fillContainer(PropertyRow& row, const Place& place) const;
    void fillFile(PropertyRow& row, const Place& place) const;
    void fillMap(PropertyRow& row, const Place& place) const;
    void fillList(PropertyRow& row, const Place& place) const;
    void fillFlat(PropertyRow& row, const Place& place) const;
    PropertyRow flatRow(const PropertySpec& spec, const std::string& name, const FlatProperties& flat,
                        const std::string& path) const;
    std::vector<PropertyRow> instanceRows(const SectionSpec& section, const FlatProperties& flat, const std::string& path) const;
    PropertyRow instanceHeading(const std::string& name, const FlatProperties& flat, const std::string& path) const;
    PropertyRow unknownRow(const std::string& key, const Place& place) const;
    void setOrigin(PropertyRow& row, const model::Node* node) const;
    void assignDiagnostics(std::vector<PropertyRow>& rows) const;

    const Catalogue& m_catalogue;
    const ScenarioDocument& m_document;
    std::map<std::string, const model::EffectiveValue*> m_effective;  ///< by path without quotes
};

/// Depth first, the rows for which `wanted` holds.
const PropertyRow* findRow(const std::vector<PropertyRow>& rows, const std::string& path);

}  // namespace headroom::views
