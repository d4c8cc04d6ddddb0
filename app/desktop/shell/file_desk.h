#pragma once

#include <QObject>
#include <functional>

#include "app/desktop/shell/action_registry.h"
#include "app/desktop/shell/dialogs.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/trace_session.h"

class QWidget;

namespace headroom::desktop {

/// Opening, saving and closing files, and the questions they need.
class FileDesk : public QObject {
    Q_OBJECT

public:
    /// Everything outlives it; `window` is the parent of dialogs.
    FileDesk(views::ScenarioDocument& document, views::TraceSession& session, Dialogs& dialogs, QWidget* window);

    /// "file.new", "file.open", "file.save", "file.saveAs", "file.openRecording".
    void registerActions(ActionRegistry& actions);

    /// Asks about unsaved changes; true when they are saved or may go.
    bool mayLeave();
    /// A scenario, or a recording by its ending; says what is wrong. True when it is open.
    bool openPath(const QString& path);
    bool save();
    bool saveAs();

signals:
    /// A scenario is open, from a file or new.
    void scenarioOpened();
    void recordingOpened(const QString& path);

private:
    void startNew();
    void chooseScenario();
    void chooseRecording();
    bool written(const std::optional<QString>& error);

    views::ScenarioDocument& m_document;
    views::TraceSession& m_session;
    Dialogs& m_dialogs;
    QWidget* m_window;
};

}  // namespace headroom::desktop
