#include "app/desktop/shell/preferences.h"

#include <QSettings>
#include <algorithm>
#include <cmath>

namespace headroom::desktop {
namespace {

constexpr double fastest = 1e6;

double numberIn(const QSettings& settings, const QString& key, double least, double most, double otherwise) {
    bool isNumber = false;
    const double number = settings.value(key, otherwise).toDouble(&isNumber);
    return isNumber && std::isfinite(number) && number >= least && number <= most ? number : otherwise;
}

PreferenceValues readFrom(const QString& path) {
    QSettings settings(path, QSettings::IniFormat);
    settings.beginGroup(QStringLiteral("preferences"));
    PreferenceValues values;
    values.theme = settings.value(QStringLiteral("theme"), values.theme).toString();
    values.textScale =
        numberIn(settings, QStringLiteral("textScale"), Preferences::smallestText, Preferences::largestText, values.textScale);
    values.speed = numberIn(settings, QStringLiteral("speed"), 0, fastest, values.speed);
    values.autosave = settings.value(QStringLiteral("autosave"), values.autosave).toBool();
    values.reducedMotion = settings.value(QStringLiteral("reducedMotion"), values.reducedMotion).toBool();
    return values;
}

}  // namespace

Preferences::Preferences(const QString& settingsPath, QObject* parent)
    : QObject(parent), m_settingsPath(settingsPath), m_values(readFrom(settingsPath)) {}

void Preferences::set(const PreferenceValues& values) {
    if (values == m_values) return;
    m_values = values;
    QSettings settings(m_settingsPath, QSettings::IniFormat);
    settings.beginGroup(QStringLiteral("preferences"));
    settings.setValue(QStringLiteral("theme"), values.theme);
    settings.setValue(QStringLiteral("textScale"), values.textScale);
    settings.setValue(QStringLiteral("speed"), values.speed);
    settings.setValue(QStringLiteral("autosave"), values.autosave);
    settings.setValue(QStringLiteral("reducedMotion"), values.reducedMotion);
    settings.endGroup();
    emit changed();
}

}  // namespace headroom::desktop
