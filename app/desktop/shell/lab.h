#pragma once

#include "app/desktop/shell/action_registry.h"
#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/playhead.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/selection.h"
#include "app/desktop/views/static_analysis.h"
#include "app/desktop/views/trace_session.h"

namespace headroom::desktop {

/// What the parts of the window share. Each part is given only what it works with; this is where they live.
struct Lab {
    views::ScenarioDocument document;
    views::Selection selection;
    views::StaticAnalysis analysis{document};
    views::TraceSession session;
    views::Playhead playhead{session};
    ThemeStore themes;
    ActionRegistry actions;
};

}  // namespace headroom::desktop
