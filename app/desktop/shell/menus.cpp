#include "app/desktop/shell/menus.h"

#include <QMenu>

namespace headroom::desktop {
namespace {

QString familyOf(const QAction* action) {
    return action->objectName().section(QLatin1Char('.'), 0, 0);
}

}  // namespace

void fillMenus(QMenuBar& bar, const ActionRegistry& actions) {
    const QStringList groups{QStringLiteral("File"), QStringLiteral("Edit"),    QStringLiteral("View"),  QStringLiteral("Run"),
                             QStringLiteral("Live"), QStringLiteral("Compare"), QStringLiteral("Learn"), QStringLiteral("Help")};
    for (const QString& group : groups) {
        QMenu* menu = bar.addMenu(QStringLiteral("&") + group);
        menu->setToolTipsVisible(true);
        for (QAction* action : actions.all()) {
            if (ActionRegistry::groupOf(action) != group) continue;
            if (!menu->isEmpty() && familyOf(menu->actions().constLast()) != familyOf(action)) menu->addSeparator();
            menu->addAction(action);
        }
        if (menu->isEmpty()) bar.removeAction(menu->menuAction());
    }
}

}  // namespace headroom::desktop
