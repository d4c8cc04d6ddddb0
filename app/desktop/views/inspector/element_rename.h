#pragma once

#include <QString>

#include "app/desktop/views/inspector/catalogue.h"
#include "app/desktop/views/scenario_document.h"

namespace headroom::views {

/// Gives an element another name and follows it everywhere it is named: calls, stores, topics, groups, faults, expectations and
/// variants. One step of the document. The reason when nothing was changed, else empty; `newId` is set to what it is called now.
QString renameElement(ScenarioDocument& document, const Catalogue& catalogue, const QString& id, const QString& newName,
                      QString* newId = nullptr);

}  // namespace headroom::views
