#pragma once
// Texts written as YAML scalars.

#include <string>
#include <string_view>

#include "model/text/document.h"

namespace headroom::model {

/// `text` in the given quotes (SingleQuoted or DoubleQuoted), on one line. Falls back to double quotes with escapes where single
/// quotes can't hold it.
std::string quoted(std::string_view text, Node::Style style);

/// A mapping key: bare where that is safe in block and flow style alike, else quoted.
std::string keyText(std::string_view key);

/// A node on one line in flow style; comments are lost, aliases expanded.
std::string flowText(const Node& node);

}  // namespace headroom::model
