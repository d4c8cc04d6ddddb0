#pragma once

#include <QObject>

#include "app/desktop/shell/preferences.h"
#include "app/desktop/theme/theme_store.h"

namespace headroom::desktop {

/// Makes the theme store follow the preferences, and larger while something is presented to a room.
class Appearance : public QObject {
    Q_OBJECT

public:
    static constexpr double presenterScale = 1.5;

    /// Both outlive it.
    Appearance(Preferences& preferences, ThemeStore& themes, QObject* parent = nullptr);

    bool isPresenting() const { return m_isPresenting; }
    void setPresenting(bool presenting);
    /// A theme for good: it is kept.
    void useTheme(const QString& name);

signals:
    void presentingChanged(bool presenting);

private:
    void apply();

    Preferences& m_preferences;
    ThemeStore& m_themes;
    bool m_isPresenting = false;
};

}  // namespace headroom::desktop
