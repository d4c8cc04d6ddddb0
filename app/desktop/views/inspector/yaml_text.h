#pragma once

#include <QString>
#include <string>

#include "model/text/document.h"

namespace headroom::views {

/// A text as one YAML scalar: bare where it reads as itself, else quoted.
std::string yamlScalar(const QString& text);
/// The same where it stands inside { } or [ ], which commas and brackets would end.
std::string flowScalar(const QString& text);
/// A comma-separated text as a YAML list.
std::string yamlList(const QString& text);
/// A value as a person types it: a scalar's text, a list of scalars with commas, anything else as YAML on one line.
QString writtenText(const model::Node& node);
/// What an item of a list is, on one line: "call gateway.status", "5m delete pod/transaction".
QString summaryOf(const model::Node& item);

}  // namespace headroom::views
