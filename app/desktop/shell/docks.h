#pragma once

#include <QDockWidget>
#include <QMainWindow>
#include <vector>

#include "app/desktop/shell/action_registry.h"

namespace headroom::desktop {

/// The panels around the middle: placed, tabbed, shown and hidden together.
class Docks {
public:
    /// Both outlive it.
    Docks(QMainWindow& window, ActionRegistry& actions) : m_window(window), m_actions(actions) {}

    /// A panel named `id` ("inspector"); the action "view.<id>" shows and hides it. Panels of one area become tabs, the first in front.
    QDockWidget* add(const QString& id, const QString& title, QWidget* panel, Qt::DockWidgetArea area);
    /// Shows the panel and brings it to the front.
    void raise(const QString& id);
    /// Whether it is shown, and not behind another tab.
    bool isInFront(const QString& id) const { return !dock(id)->visibleRegion().isEmpty(); }
    QDockWidget* dock(const QString& id) const;
    /// Hides all, or shows again those that were there.
    void setVisible(bool visible);

private:
    QMainWindow& m_window;
    ActionRegistry& m_actions;
    std::vector<QDockWidget*> m_docks;
    QByteArray m_hiddenState;
    bool m_visible = true;
};

}  // namespace headroom::desktop
