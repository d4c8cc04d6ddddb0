#pragma once

#include <QDateTime>
#include <QLockFile>
#include <QObject>
#include <QTimer>
#include <memory>
#include <string>
#include <vector>

#include "app/desktop/views/scenario_document.h"

namespace headroom::views {

/// Keeps a document's unsaved text where a crash can't take it. Each window has a file of its own, locked while it lives and
/// removed when it ends in order.
class Autosave : public QObject {
    Q_OBJECT

public:
    /// The unsaved text that a window left which did not end in order.
    struct Pending {
        QString path;  ///< of the scenario; empty if it had no file
        QDateTime time;
        std::string text;
        bool fileHasChanged = false;  ///< since the text was begun, by somebody else
        QString storedIn;
        std::shared_ptr<QLockFile> claim;  ///< while held no other window is offered the same
    };

    /// The document outlives it. Within half a second of an edit the text is on the disk.
    explicit Autosave(const ScenarioDocument& document, const QString& folder = defaultFolder(), QObject* parent = nullptr);
    ~Autosave() override;

    /// Writes what is unsaved, or removes what is no longer.
    void flush();
    /// Of the folder, newest first; what other living windows keep is left out.
    static std::vector<Pending> pending(const QString& folder = defaultFolder());
    /// Removes one that was restored or is not wanted.
    static void discard(Pending& pending);
    static QString defaultFolder();
    const QString& file() const { return m_file; }

signals:
    /// The text could not be kept, and why; not repeated until it worked again.
    void failed(const QString& reason);

private:
    void noteEdit();
    void write();

    const ScenarioDocument& m_document;
    QString m_file;
    std::unique_ptr<QLockFile> m_lock;
    QTimer m_soon;
    QString m_path;
    QByteArray m_savedHash;  ///< of the scenario's file when the document was last the same
    bool m_isWritten = false;
    bool m_hasFailed = false;
};

}  // namespace headroom::views
