#pragma once

#include <string>
#include <vector>

#include "model/text/document.h"

namespace headroom::views {

/// A place of a scenario's text that names an element.
struct ElementReference {
    model::ByteRange name;  ///< of the name itself, for renaming
    std::string removal;    ///< path of what makes no sense without the element: the step, the fault, the list's item
    std::size_t at = 0;     ///< where that begins in the text
    bool isDeclaration = false;
};

/// Every place that names an element, its declaration included, variants too. `kind` is as in ids: service, store, topic, cluster,
/// client, group, zone, node.
std::vector<ElementReference> findReferences(const model::Document& document, const std::string& kind, const std::string& name);

}  // namespace headroom::views
