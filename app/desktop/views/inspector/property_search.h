#pragma once

#include <QString>
#include <QStringList>
#include <vector>

#include "app/desktop/views/inspector/property_row.h"

namespace headroom::views {

/// Notes in every row what the search finds it by: its names and those of all that is around it.
void nameForSearch(std::vector<PropertyRow>& rows, const QString& around = {});

/// What was typed, as words: "limits cpu", "limits.cpu".
QStringList searchWords(const QString& typed);

/// Whether a row, or one below it, has every word in its names or those around it, or the last ones in its value.
bool isFound(const PropertyRow& row, const QStringList& words);

/// The row that was most likely meant: one that is called so before one whose name contains it. Null when there is none.
const PropertyRow* bestFound(const std::vector<PropertyRow>& rows, const QStringList& words);

}  // namespace headroom::views
