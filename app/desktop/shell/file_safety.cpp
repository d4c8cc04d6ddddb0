#include "app/desktop/shell/file_safety.h"

#include <QFileInfo>
#include <QLocale>
#include <QWidget>

namespace headroom::desktop {
namespace {

QString questionOf(const views::Autosave::Pending& pending) {
    const QString name = pending.path.isEmpty() ? QObject::tr("a scenario without a file") : QFileInfo(pending.path).fileName();
    QString question = QObject::tr("Headroom did not end in order. There is unsaved work on %1, of %2.")
                           .arg(name, QLocale().toString(pending.time, QLocale::ShortFormat));
    if (pending.fileHasChanged) question += QObject::tr(" The file has been changed by others since.");
    return question;
}

}  // namespace

FileSafety::FileSafety(views::ScenarioDocument& document, Preferences& preferences, Dialogs& dialogs, QWidget* window)
    : QObject(window), m_document(document), m_preferences(preferences), m_dialogs(dialogs), m_window(window), m_watch(document) {
    connect(&preferences, &Preferences::changed, this, &FileSafety::keepOrNot);
    connect(&m_watch, &views::FileWatch::changedOnDisk, this, &FileSafety::askToReload);
    connect(&m_watch, &views::FileWatch::reloaded, this,
            [this] { emit told(tr("%1 was changed by another program and is shown as it is now").arg(m_document.title())); });
    keepOrNot();
}

bool FileSafety::offerUnsaved() {
    bool taken = false;
    for (views::Autosave::Pending& pending : views::Autosave::pending()) {
        if (taken) break;  // the others stay for the next window
        taken = m_dialogs.confirm(m_window, questionOf(pending), tr("Take it up again"));
        if (taken) m_document.restore(pending.path, pending.text);
        views::Autosave::discard(pending);
    }
    return taken;
}

void FileSafety::keepOrNot() {
    if (!m_preferences.values().autosave) {
        m_autosave.reset();
        return;
    }
    if (m_autosave != nullptr) return;
    m_autosave = std::make_unique<views::Autosave>(m_document);
    connect(m_autosave.get(), &views::Autosave::failed, this, &FileSafety::told);
}

void FileSafety::askToReload() {
    const QString question = tr("%1 was changed by another program. Take its content, and lose the changes made here?")
                                 .arg(m_document.title());
    if (!m_dialogs.confirm(m_window, question, tr("Take the file's content"))) return;
    if (const auto error = m_document.open(m_document.path())) m_dialogs.complain(m_window, *error);
}

}  // namespace headroom::desktop
