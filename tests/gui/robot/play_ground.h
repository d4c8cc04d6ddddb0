#pragma once

#include <QStringList>
#include <QTemporaryDir>
#include <string>

#include "tests/gui/robot/dice.h"

namespace headroom::gui {

/// The files a robot plays with: copies of the scenarios, whole and broken ones, and recordings.
class PlayGround {
public:
    PlayGround();

    /// Of a file of its own; now and then of one that can't be read or written.
    QString anyPath(Dice& dice) const;
    QString scenario(Dice& dice) const { return dice.pick(m_scenarios); }
    QString recording(Dice& dice) const { return dice.pick(m_recordings); }
    /// Of some scenario, whole or broken.
    QByteArray anyContent(Dice& dice) const;
    /// Puts back what was written over.
    void restore();
    bool holds(const QString& path) const { return path.startsWith(m_folder.path()); }
    QString file(const QString& name) const { return m_folder.filePath(name); }

private:
    void record(const QString& scenario, const QString& length);

    QTemporaryDir m_folder;
    QStringList m_scenarios;
    QStringList m_invalid;
    QStringList m_recordings;
};

QByteArray contentOf(const QString& path);
/// In place, as careless programs do; else beside it and renamed over it, as careful ones do.
void writeFile(const QString& path, const QByteArray& content, bool inPlace);

}  // namespace headroom::gui
