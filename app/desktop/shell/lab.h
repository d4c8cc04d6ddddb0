#pragma once

#include <vector>

#include "app/desktop/inspector/built_in_texts.h"
#include "app/desktop/shell/action_registry.h"
#include "app/desktop/shell/appearance.h"
#include "app/desktop/shell/preferences.h"
#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/compare/run_library.h"
#include "app/desktop/views/graph/graph_model.h"
#include "app/desktop/views/lessons/lesson.h"
#include "app/desktop/views/live/live_control.h"
#include "app/desktop/views/playhead.h"
#include "app/desktop/views/run/run_control.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/selection.h"
#include "app/desktop/views/selection_pruner.h"
#include "app/desktop/views/shell/recent_files.h"
#include "app/desktop/views/static_analysis.h"
#include "app/desktop/views/trace_session.h"

namespace headroom::desktop {

/// What the parts of the window share. Each part is given only what it works with; this is where they live.
struct Lab {
    views::ScenarioDocument document;
    views::Selection selection;
    views::StaticAnalysis analysis{document};
    views::TraceSession session;
    views::TraceSession branch;  ///< a second run that took another decision
    views::Playhead playhead{session};
    views::RunControl control{document, session, branch, playhead};
    views::LiveControl live{document, session, branch};
    views::GraphModel graph{document, analysis, session};
    views::RunLibrary runs;
    views::SelectionPruner pruner{document, graph, session, runs, selection};
    views::RecentFiles recent;
    views::Catalogue catalogue = builtInCatalogue();
    views::Glossary glossary = builtInGlossary();
    std::vector<views::Lesson> lessons = views::readLessons(QStringLiteral(":/lessons"));
    Preferences preferences;
    ThemeStore themes;
    Appearance appearance{preferences, themes};
    ActionRegistry actions;
};

}  // namespace headroom::desktop
