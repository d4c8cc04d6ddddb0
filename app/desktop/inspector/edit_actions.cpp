#include "app/desktop/inspector/edit_actions.h"

#include <QCoreApplication>
#include <QLineEdit>

namespace headroom::desktop {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("EditActions", text);
}

void addHistory(ActionRegistry& actions, views::ScenarioDocument& document, TextPanel& text) {
    const QString group = QStringLiteral("Edit");
    QAction* undo = actions.add(
        {QStringLiteral("edit.undo"), tr("Undo"), group, QKeySequence(QStringLiteral("Ctrl+Z")), {}, QStringLiteral("undo")},
        [&document, &text] {
            text.flush();
            document.undo();
        });
    QAction* redo = actions.add({QStringLiteral("edit.redo"),
                                 tr("Redo"),
                                 group,
                                 QKeySequence(QStringLiteral("Ctrl+Shift+Z")),
                                 {},
                                 QStringLiteral("redo")},
                                [&document, &text] {
                                    text.flush();
                                    document.redo();
                                });
    const auto show = [undo, redo, &document] {
        undo->setEnabled(document.canUndo());
        undo->setText(document.canUndo() ? tr("Undo: %1").arg(document.undoLabel()) : tr("Undo"));
        redo->setEnabled(document.canRedo());
        redo->setText(document.canRedo() ? tr("Redo: %1").arg(document.redoLabel()) : tr("Redo"));
    };
    QObject::connect(&document, &views::ScenarioDocument::changed, undo, show);
    // What was typed a moment ago can be undone before the document has it.
    QObject::connect(text.editor(), &QPlainTextEdit::textChanged, undo, [undo] { undo->setEnabled(true); });
    show();
}

}  // namespace

void registerEditActions(ActionRegistry& actions, views::ScenarioDocument& document, TextPanel& text, InspectorPanel& inspector) {
    addHistory(actions, document, text);
    const QString group = QStringLiteral("Edit");
    actions.add({QStringLiteral("edit.find"), tr("Find in the text"), group, QKeySequence(QStringLiteral("Ctrl+Shift+F"))},
                [&text] { text.showFind(); });
    actions.add({QStringLiteral("edit.findNext"), tr("Find the next"), group, QKeySequence(QStringLiteral("F3"))},
                [&text] { text.findNext(false); });
    actions.add({QStringLiteral("edit.findPrevious"), tr("Find the one before"), group, QKeySequence(QStringLiteral("Shift+F3"))},
                [&text] { text.findNext(true); });
    actions.add({QStringLiteral("edit.findProperty"), tr("Find a property"), group, QKeySequence(QStringLiteral("Ctrl+I"))},
                [&inspector] {
                    inspector.searchField()->setFocus();
                    inspector.searchField()->selectAll();
                });
    ActionSpec all{QStringLiteral("edit.showAllProperties"), tr("Show all properties"), group};
    all.checkable = true;
    QAction* action = actions.add(all, [] {});
    QObject::connect(action, &QAction::toggled, &inspector, &InspectorPanel::setShowsAll);
}

}  // namespace headroom::desktop
