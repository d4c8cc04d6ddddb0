#pragma once

#include <QAction>
#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

class ActionRegistry;

/// A picture of :/icons/actions or :/icons ("start") in the text colour of the theme in use, whichever that is when it is drawn;
/// sharp at any size. Empty when there is none of that name. The store outlives it.
QIcon themedIcon(const ThemeStore& themes, const QString& name);

/// The same as a picture of one colour, `size` device-independent pixels wide.
QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio);

/// Of the program itself.
QIcon applicationIcon();

/// The picture an action's registration names, else that called as the action is ("run.start": "start"); empty when there is
/// none.
QString pictureOf(const QAction& action);

/// Gives every action, present and future, its picture.
void followIcons(ActionRegistry& actions, const ThemeStore& themes);

}  // namespace headroom::desktop
