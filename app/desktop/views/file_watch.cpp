#include "app/desktop/views/file_watch.h"

#include <QFile>
#include <QFileInfo>

namespace headroom::views {
namespace {

constexpr int untilSettled = 50;  ///< milliseconds

}  // namespace

FileWatch::FileWatch(ScenarioDocument& document, QObject* parent) : QObject(parent), m_document(document) {
    m_settled.setSingleShot(true);
    m_settled.setInterval(untilSettled);
    connect(&m_settled, &QTimer::timeout, this, &FileWatch::look);
    // A file that is replaced by renaming is no longer watched itself; its folder tells.
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_settled, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_settled, qOverload<>(&QTimer::start));
    connect(&document, &ScenarioDocument::changed, this, &FileWatch::follow);
    follow();
}

void FileWatch::follow() {
    if (!m_document.isModified()) m_seen = m_document.text();
    const QString path = m_document.path();
    const QString folder = QFileInfo(path).absolutePath();
    if (path.isEmpty() || (m_watcher.directories().contains(folder) && m_watcher.files().contains(path))) return;
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    if (!watched.isEmpty()) m_watcher.removePaths(watched);
    m_watcher.addPaths({path, folder});
}

void FileWatch::look() {
    QFile file(m_document.path());
    if (m_document.path().isEmpty() || !file.open(QIODevice::ReadOnly)) return;  // removed: the document is still there
    const std::string content = file.readAll().toStdString();
    if (!m_watcher.files().contains(m_document.path())) m_watcher.addPath(m_document.path());
    if (content == m_seen || content == m_document.text()) return;
    m_seen = content;
    if (m_document.isModified()) {
        emit changedOnDisk();
        return;
    }
    if (!m_document.open(m_document.path())) emit reloaded();
}

}  // namespace headroom::views
