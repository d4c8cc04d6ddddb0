#include "app/desktop/canvas/canvas_actions.h"

#include <QCoreApplication>

namespace headroom::desktop {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("CanvasActions", text);
}

void registerViewActions(ActionRegistry& actions, CanvasView& canvas, SearchBar& search) {
    const QString view = QStringLiteral("View");
    actions.add({QStringLiteral("canvas.zoomIn"), tr("Zoom in"), view, QKeySequence::ZoomIn, {}, QStringLiteral("zoom-in")},
                [&canvas] { canvas.zoomBy(1.25); });
    actions.add({QStringLiteral("canvas.zoomOut"), tr("Zoom out"), view, QKeySequence::ZoomOut, {}, QStringLiteral("zoom-out")},
                [&canvas] { canvas.zoomBy(0.8); });
    actions.add({QStringLiteral("canvas.actualSize"), tr("Actual size"), view, QKeySequence(QStringLiteral("Ctrl+1"))},
                [&canvas] { canvas.zoomTo(1); });
    actions.add({QStringLiteral("canvas.fit"), tr("Show everything"), view, QKeySequence(QStringLiteral("Ctrl+0")), {}, QStringLiteral("fit")},
                [&canvas] { canvas.fit(); });
    actions.add({QStringLiteral("canvas.search"), tr("Find an element"), view, QKeySequence::Find, {}, QStringLiteral("search")},
                [&search] { search.begin(); });
    actions.add({QStringLiteral("canvas.collapse"), tr("Collapse or expand"), view, QKeySequence(QStringLiteral("Ctrl+E")),
                 tr("Hides what the selected element contains, or shows it again.")},
                [&canvas] { canvas.toggleCollapsed(); });
    actions.add({QStringLiteral("canvas.autoLayout"), tr("Lay out automatically"), view, QKeySequence(QStringLiteral("Ctrl+L")),
                 tr("Forgets where the selected elements, or all, were put by hand."), QStringLiteral("layout")},
                [&canvas] { canvas.layOutAgain(); });
}

void registerEditActions(ActionRegistry& actions, CanvasView& canvas) {
    const QString edit = QStringLiteral("Edit");
    actions.add({QStringLiteral("edit.copy"), tr("Copy"), edit, QKeySequence::Copy}, [&canvas] { canvas.copySelected(); });
    actions.add({QStringLiteral("edit.paste"), tr("Paste"), edit, QKeySequence::Paste}, [&canvas] { canvas.paste(); });
    actions.add({QStringLiteral("edit.duplicate"), tr("Duplicate"), edit, QKeySequence(QStringLiteral("Ctrl+D"))},
                [&canvas] { canvas.duplicateSelected(); });
    actions.add({QStringLiteral("edit.delete"), tr("Delete"), edit, {}, tr("Deletes the selected elements and what refers to them.")},
                [&canvas] { canvas.removeSelected(); });
    actions.add({QStringLiteral("edit.selectAll"), tr("Select all"), edit, QKeySequence::SelectAll}, [&canvas] { canvas.selectAll(); });
}

}  // namespace

void registerCanvasActions(ActionRegistry& actions, CanvasView& canvas, SearchBar& search) {
    registerViewActions(actions, canvas, search);
    registerEditActions(actions, canvas);
    // Those that typing in a field needs as well act only where the canvas has the focus.
    for (const char* id : {"edit.copy", "edit.paste", "edit.duplicate", "edit.selectAll"}) {
        QAction* action = actions.action(QLatin1String(id));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        canvas.addAction(action);
    }
}

}  // namespace headroom::desktop
