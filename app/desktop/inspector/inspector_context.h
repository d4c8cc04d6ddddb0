#pragma once

#include <QString>
#include <functional>
#include <map>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/inspector/glossary.h"
#include "app/desktop/views/inspector/property_edits.h"
#include "app/desktop/views/inspector/property_row.h"
#include "app/desktop/views/inspector/property_search.h"
#include "app/desktop/views/scenario_document.h"

namespace headroom::desktop {

/// What the parts of one inspector share. Lives as long as its panel.
struct InspectorContext {
    InspectorContext(views::ScenarioDocument& edited, const views::Glossary& terms, ThemeStore& themeStore)
        : document(edited), glossary(terms), themes(themeStore) {}

    views::ScenarioDocument& document;
    const views::Glossary& glossary;
    ThemeStore& themes;
    views::PropertyEdits edits{document};
    bool showsAll = false;
    QStringList words;               ///< that the search is for
    std::string wanted;              ///< path of what was just added: it gets the focus when it is there
    std::map<QString, bool> isOpen;  ///< what the user folded or unfolded, by kind of element and heading

    /// Whether a row, or one below it, is to be seen: found by the filter; else set, essential, or everything.
    bool shows(const views::PropertyRow& row) const {
        if (!words.isEmpty()) return views::isFound(row, words);
        if (row.kind == views::PropertyRow::Kind::Value || row.children.empty())
            return showsAll || row.isSet || (row.spec != nullptr && row.spec->isEssential);
        if (row.isSet || showsAll || (row.spec != nullptr && row.spec->isEssential)) return true;
        return row.spec == nullptr && row.path.empty() && anyShown(row);
    }

private:
    bool anyShown(const views::PropertyRow& row) const {
        for (const views::PropertyRow& child : row.children)
            if (shows(child)) return true;
        return false;
    }
};

}  // namespace headroom::desktop
