#include "app/desktop/shell/appearance.h"

namespace headroom::desktop {

Appearance::Appearance(Preferences& preferences, ThemeStore& themes, QObject* parent)
    : QObject(parent), m_preferences(preferences), m_themes(themes) {
    connect(&preferences, &Preferences::changed, this, &Appearance::apply);
    apply();
}

void Appearance::setPresenting(bool presenting) {
    if (presenting == m_isPresenting) return;
    m_isPresenting = presenting;
    apply();
    emit presentingChanged(presenting);
}

void Appearance::useTheme(const QString& name) {
    PreferenceValues values = m_preferences.values();
    values.theme = name;
    m_preferences.set(values);
}

void Appearance::apply() {
    m_themes.use(m_preferences.values().theme);
    m_themes.setTextScale(m_preferences.values().textScale * (m_isPresenting ? presenterScale : 1));
}

}  // namespace headroom::desktop
