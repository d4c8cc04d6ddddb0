#pragma once

#include <QDialog>
#include <QStringList>
#include <vector>

#include "app/desktop/shell/action_registry.h"
#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/selection.h"
#include "app/desktop/views/shell/palette_search.h"

class QLabel;
class QLineEdit;
class QListWidget;

namespace headroom::desktop {

/// Type a few letters of anything: runs the action or selects the element. What was used last comes first.
class CommandPalette : public QDialog {
    Q_OBJECT

public:
    /// All outlive it.
    CommandPalette(ActionRegistry& actions, const views::ScenarioDocument& document, views::Selection& selection,
                   const ThemeStore& themes, QWidget* parent = nullptr);

    /// Shows itself at the top of its parent's middle, with an empty query.
    void open() override;
    const QStringList& recent() const { return m_recent; }

signals:
    /// An element was chosen; it is selected already, and the canvas may go there.
    void jumped(const QString& element);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupLooks();
    void collect();
    void search(const QString& query);
    void choose();
    void restyle();

    ActionRegistry& m_actions;
    const views::ScenarioDocument& m_document;
    views::Selection& m_selection;
    const ThemeStore& m_themes;
    std::vector<views::PaletteEntry> m_entries;
    QStringList m_recent;
    QLineEdit* m_query = nullptr;
    QListWidget* m_list = nullptr;
    QLabel* m_nothing = nullptr;
};

}  // namespace headroom::desktop
