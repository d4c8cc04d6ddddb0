#pragma once

#include <memory>
#include <string>

#include "model/scenario/source_node.h"

namespace headroom::model {

/// Reads a Java .properties text (key=value, key: value, '#' and '!' comments, continued lines, escapes) into a flat mapping.
/// Keys given twice are errors. A comment line directly above a property is its comment. Source: java.util.Properties.load.
std::unique_ptr<SourceNode> readProperties(const std::string& text, const std::string& path, Diagnostics& diagnostics);

}  // namespace headroom::model
