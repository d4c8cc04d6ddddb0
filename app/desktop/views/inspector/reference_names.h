#pragma once

#include <QStringList>
#include <string>

#include "model/text/document.h"

namespace headroom::views {

/// The names that a reference of a kind ("store", "operation", "victim") may be, as the document declares them. `path` is where
/// the reference stands: a retry is one of its own service.
QStringList namesFor(const model::Document& document, const std::string& refers, const std::string& path);

}  // namespace headroom::views
