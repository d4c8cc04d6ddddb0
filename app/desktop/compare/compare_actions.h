#pragma once

#include <QString>
#include <functional>

#include "app/desktop/compare/compare_page.h"
#include "app/desktop/shell/action_registry.h"

namespace headroom::desktop {

/// Asks for a recording to open; empty when the person decides against it.
using RecordingChooser = std::function<QString()>;
RecordingChooser askForRecording(QWidget* parent);

/// compare.openRecording (as A, or as B where there is an A) and compare.swap. The page lives as long as the
/// registry.
void registerCompareActions(ActionRegistry& registry, ComparePage& page, views::RunLibrary& library,
                            const RecordingChooser& chooseRecording);

}  // namespace headroom::desktop
