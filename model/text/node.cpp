#include <algorithm>

#include "model/text/document.h"

namespace headroom::model {

bool Node::isNull() const {
    return kind == Kind::Scalar && style == Style::Plain && tag.empty() && (value.empty() || value == "~" || value == "null");
}

const Node* Node::find(std::string_view key) const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : found->value.get();
}

}  // namespace headroom::model
