#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

namespace headroom::views {

/// Where the desktop keeps what it remembers of its user.
QString userSettingsPath();

/// The files opened last, newest first, kept in a settings file.
class RecentFiles : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype most = 8;

    explicit RecentFiles(const QString& settingsPath = userSettingsPath(), QObject* parent = nullptr);

    /// Those that still exist.
    QStringList files() const;
    /// Puts a file first.
    void note(const QString& path);
    void forget(const QString& path);
    void clear();

signals:
    void changed();

private:
    void keep();

    QString m_settingsPath;
    QStringList m_files;
};

}  // namespace headroom::views
