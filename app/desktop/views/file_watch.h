#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>
#include <string>

#include "app/desktop/views/scenario_document.h"

namespace headroom::views {

/// Notices when somebody else writes the open file. An unmodified document follows it silently; for a modified one it asks.
class FileWatch : public QObject {
    Q_OBJECT

public:
    /// The document outlives it.
    explicit FileWatch(ScenarioDocument& document, QObject* parent = nullptr);

signals:
    /// The file has another content and the document has unsaved edits; ScenarioDocument::open() would take it.
    void changedOnDisk();
    /// The document took the file's new content.
    void reloaded();

private:
    void follow();
    void look();

    ScenarioDocument& m_document;
    QFileSystemWatcher m_watcher;
    QTimer m_settled;  ///< editors write in several goes
    std::string m_seen;
};

}  // namespace headroom::views
