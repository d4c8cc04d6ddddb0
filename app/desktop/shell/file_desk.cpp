#include "app/desktop/shell/file_desk.h"

#include <QWidget>

namespace headroom::desktop {
namespace {

QString scenarioFilter() {
    return QObject::tr("Scenarios (*.yaml *.yml);;All files (*)");
}

QString recordingFilter() {
    return QObject::tr("Recordings (*.headroom);;All files (*)");
}

}  // namespace

FileDesk::FileDesk(views::ScenarioDocument& document, views::TraceSession& session, Dialogs& dialogs, QWidget* window)
    : QObject(window), m_document(document), m_session(session), m_dialogs(dialogs), m_window(window) {}

void FileDesk::registerActions(ActionRegistry& actions) {
    const QString group = QStringLiteral("File");
    actions.add({QStringLiteral("file.new"), tr("New sketch"), group, QKeySequence::New, tr("Begin an empty scenario"),
                 QStringLiteral("new")},
                [this] { startNew(); });
    actions.add({QStringLiteral("file.open"), tr("Open…"), group, QKeySequence::Open, tr("Open a scenario file"),
                 QStringLiteral("open")},
                [this] { chooseScenario(); });
    actions.add({QStringLiteral("file.openRecording"), tr("Open recording…"), group,
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), tr("Open a recorded run and scrub through it")},
                [this] { chooseRecording(); });
    actions.add({QStringLiteral("file.save"), tr("Save"), group, QKeySequence::Save, {}, QStringLiteral("save")},
                [this] { save(); });
    actions.add({QStringLiteral("file.saveAs"), tr("Save as…"), group, QKeySequence::SaveAs}, [this] { saveAs(); });
}

bool FileDesk::mayLeave() {
    if (!m_document.isModified()) return true;
    switch (m_dialogs.askUnsaved(m_window, m_document.title())) {
        case Dialogs::Unsaved::Save: return save();
        case Dialogs::Unsaved::Discard: return true;
        case Dialogs::Unsaved::Cancel: break;
    }
    return false;
}

bool FileDesk::openPath(const QString& path) {
    const bool isRecording = path.endsWith(QStringLiteral(".headroom"));
    if (!isRecording && !mayLeave()) return false;
    const auto error = isRecording ? m_session.openRecording(path) : m_document.open(path);
    if (error) {
        m_dialogs.complain(m_window, *error);
        return false;
    }
    if (isRecording)
        emit recordingOpened(path);
    else
        emit scenarioOpened();
    return true;
}

bool FileDesk::save() {
    return m_document.path().isEmpty() ? saveAs() : written(m_document.save());
}

bool FileDesk::saveAs() {
    const QString path = m_dialogs.savePath(m_window, tr("Save the scenario"), scenarioFilter(), QStringLiteral("yaml"));
    return !path.isEmpty() && written(m_document.saveAs(path));
}

bool FileDesk::written(const std::optional<QString>& error) {
    if (error) m_dialogs.complain(m_window, *error);
    return !error;
}

void FileDesk::startNew() {
    if (!mayLeave()) return;
    m_document.startNew();
    emit scenarioOpened();
}

void FileDesk::chooseScenario() {
    const QString path = m_dialogs.openPath(m_window, tr("Open a scenario"), scenarioFilter());
    if (!path.isEmpty()) openPath(path);
}

void FileDesk::chooseRecording() {
    const QString path = m_dialogs.openPath(m_window, tr("Open a recording"), recordingFilter());
    if (!path.isEmpty()) openPath(path);
}

}  // namespace headroom::desktop
