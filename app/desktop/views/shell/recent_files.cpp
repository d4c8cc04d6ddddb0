#include "app/desktop/views/shell/recent_files.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace headroom::views {
namespace {

const QString& key() {
    static const QString name = QStringLiteral("recentFiles");
    return name;
}

}  // namespace

QString userSettingsPath() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation))
        .filePath(QStringLiteral("headroom/lab.ini"));
}

RecentFiles::RecentFiles(const QString& settingsPath, QObject* parent)
    : QObject(parent),
      m_settingsPath(settingsPath),
      m_files(QSettings(settingsPath, QSettings::IniFormat).value(key()).toStringList()) {}

QStringList RecentFiles::files() const {
    QStringList present;
    for (const QString& path : m_files)
        if (QFileInfo::exists(path)) present << path;
    return present;
}

void RecentFiles::note(const QString& path) {
    if (path.isEmpty()) return;
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_files.removeAll(absolute);
    m_files.prepend(absolute);
    while (m_files.size() > most) m_files.removeLast();
    keep();
}

void RecentFiles::forget(const QString& path) {
    m_files.removeAll(QFileInfo(path).absoluteFilePath());
    keep();
}

void RecentFiles::clear() {
    m_files.clear();
    keep();
}

void RecentFiles::keep() {
    QSettings(m_settingsPath, QSettings::IniFormat).setValue(key(), m_files);
    emit changed();
}

}  // namespace headroom::views
