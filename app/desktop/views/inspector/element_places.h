#pragma once

#include <QString>
#include <string>
#include <vector>

#include "model/text/document.h"

namespace headroom::views {

/// Where an element stands in a scenario's text.
struct ElementPlace {
    QString id;           ///< as in the trace: "service/transaction"
    std::string path;     ///< "gateways.gateway"
    std::string section;  ///< its kind in the catalogue: "gateway"
    std::string name;
    model::ByteRange range;      ///< from its key to the end of its value
    model::ByteRange nameRange;  ///< of its key or name alone
};

/// The elements a document declares and their places, in the order of the text; a service comes before its groups.
class ElementPlaces {
public:
    ElementPlaces() = default;
    explicit ElementPlaces(const model::Document& document);

    const std::vector<ElementPlace>& all() const { return m_places; }
    /// Also finds the service of a pod, the cluster of a broker, the nodes of a node; null if there is none.
    const ElementPlace* find(const QString& id) const;
    /// The innermost element around a byte; null outside of all.
    const ElementPlace* around(std::size_t offset) const;

private:
    void addSection(const model::Node& root, const char* key, const char* kind, const char* section);
    void addGroups(const model::Node::Entry& service, const std::string& path);
    std::vector<ElementPlace> m_places;
};

}  // namespace headroom::views
