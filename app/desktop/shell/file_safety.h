#pragma once

#include <QObject>
#include <memory>

#include "app/desktop/shell/dialogs.h"
#include "app/desktop/shell/preferences.h"
#include "app/desktop/views/autosave.h"
#include "app/desktop/views/file_watch.h"

class QWidget;

namespace headroom::desktop {

/// Sees to it that nothing is lost: offers what a crash left, keeps unsaved work, and asks when others write the open file.
class FileSafety : public QObject {
    Q_OBJECT

public:
    /// All outlive it; `window` is the parent of dialogs.
    FileSafety(views::ScenarioDocument& document, Preferences& preferences, Dialogs& dialogs, QWidget* window);

    /// Asks about each unsaved text that an earlier window left; true when one was taken.
    bool offerUnsaved();

signals:
    void told(const QString& message);

private:
    void keepOrNot();
    void askToReload();

    views::ScenarioDocument& m_document;
    Preferences& m_preferences;
    Dialogs& m_dialogs;
    QWidget* m_window;
    std::unique_ptr<views::Autosave> m_autosave;
    views::FileWatch m_watch;
};

}  // namespace headroom::desktop
