#include "app/desktop/compare/compare_actions.h"

#include <QFileDialog>

namespace headroom::desktop {
namespace {

void openRecording(ComparePage& page, views::RunLibrary& library, const RecordingChooser& chooseRecording) {
    const QString path = chooseRecording();
    if (path.isEmpty()) return;
    const auto error = library.openRecording(path);
    page.say(error.value_or(QString()));
    if (error) return;
    const int opened = library.runs().front().id;
    if (page.runA() == 0)
        page.setRuns(opened, page.runB());
    else
        page.setRuns(page.runA(), opened);
}

}  // namespace

RecordingChooser askForRecording(QWidget* parent) {
    return [parent] {
        return QFileDialog::getOpenFileName(parent, QObject::tr("Open a recording to compare"), {},
                                            QObject::tr("Recordings (*.headroom)"));
    };
}

void registerCompareActions(ActionRegistry& registry, ComparePage& page, views::RunLibrary& library,
                            const RecordingChooser& chooseRecording) {
    const QString group = QStringLiteral("Compare");
    registry.add({QStringLiteral("compare.openRecording"), QObject::tr("Compare with a recording…"), group, {},
                  QObject::tr("Opens a recording as A, or as B where there is an A")},
                 [&page, &library, chooseRecording] { openRecording(page, library, chooseRecording); });
    registry.add({QStringLiteral("compare.swap"), QObject::tr("Swap A and B"), group, {},
                  QObject::tr("What was A becomes B")},
                 [&page] { page.swap(); });
}

}  // namespace headroom::desktop
