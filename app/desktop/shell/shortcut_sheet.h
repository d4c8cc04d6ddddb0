#pragma once

#include <QDialog>

#include "app/desktop/shell/action_registry.h"
#include "app/desktop/theme/theme_store.h"

class QGridLayout;

namespace headroom::desktop {

/// All actions that have keys, by menu; made from the registry, so that it is never out of date.
class ShortcutSheet : public QDialog {
    Q_OBJECT

public:
    ShortcutSheet(const ActionRegistry& actions, const ThemeStore& themes, QWidget* parent = nullptr);

private:
    QWidget* groupOf(const QString& title, const std::vector<const QAction*>& actions);
    const ThemeStore& m_themes;
};

}  // namespace headroom::desktop
