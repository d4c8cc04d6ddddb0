#pragma once

#include <QDir>
#include <QTemporaryDir>
#include <functional>

#include "tests/gui/support/window_driver.h"

namespace headroom::gui {

/// A window for pictures: nothing in it depends on the clock, the machine or its user.
class PictureStage {
public:
    /// `recordings` is what record() has filled.
    explicit PictureStage(const QString& recordings);

    /// Runs what the scenes show, with the real engine; says what went wrong, or nothing.
    static QString record(const QString& folder);

    WindowDriver& driver() { return *m_driver; }
    desktop::Lab& lab() { return m_driver->lab(); }
    desktop::MainWindow& window() { return m_driver->window(); }
    QString recording(const char* name) const { return m_recordings.filePath(QLatin1String(name) + QStringLiteral(".headroom")); }
    /// One that no engine can run again: what was measured once.
    static QString keptRecording(const char* name) {
        return QStringLiteral(HEADROOM_SOURCE_DIR "/tests/gui/pictures/kept/") + QLatin1String(name) +
               QStringLiteral(".headroom");
    }
    /// A file of the home folder shown, with nothing in it.
    QString homeFile(const char* path) const;

    /// Opens a recording beside its scenario and shows an instant of it.
    void showInstant(const QString& recordingPath, double seconds);
    /// The position of the first event whose summary contains the text, from an instant on; throws std::out_of_range.
    std::size_t eventWith(const char* text, double fromSeconds = 0) const;
    QImage picture(const QString& theme);

    static QString platform() { return QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml"); }

private:
    QTemporaryDir m_home;
    QDir m_recordings;
    std::unique_ptr<WindowDriver> m_driver;
};

}  // namespace headroom::gui
