#pragma once

#include <QObject>
#include <QString>

#include "app/desktop/views/shell/recent_files.h"

namespace headroom::desktop {

/// What a user likes; kept in the user's settings file.
struct PreferenceValues {
    QString theme = QStringLiteral("light");
    double textScale = 1;        ///< of the ordinary size, from 0.75 to 2
    double speed = 60;           ///< simulated seconds a second that a run starts with; 0: as fast as possible
    bool autosave = true;        ///< unsaved work is kept for the case of a crash
    bool reducedMotion = false;  ///< nothing moves that need not

    bool operator==(const PreferenceValues&) const = default;
};

class Preferences : public QObject {
    Q_OBJECT

public:
    static constexpr double smallestText = 0.75;
    static constexpr double largestText = 2;

    /// Reads what was kept; values that make no sense are taken as if absent.
    explicit Preferences(const QString& settingsPath = views::userSettingsPath(), QObject* parent = nullptr);

    const PreferenceValues& values() const { return m_values; }
    /// Takes effect at once and is kept.
    void set(const PreferenceValues& values);

signals:
    void changed();

private:
    QString m_settingsPath;
    PreferenceValues m_values;
};

}  // namespace headroom::desktop
