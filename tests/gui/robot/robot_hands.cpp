// What hands do to a window: gestures on the canvas, clicks and keys anywhere, typing.
#include <QAbstractButton>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QTest>

#include "app/desktop/inspector/code_edit.h"
#include "app/desktop/shell/workbench.h"
#include "tests/gui/robot/robot.h"

namespace headroom::gui {

QWidget& Robot::viewport() {
    return *m_driver->window().workbench().canvas().viewport();
}

QPoint Robot::inWindow(const QPointF& inScene) {
    const desktop::CanvasView& canvas = m_driver->window().workbench().canvas();
    const QPoint place = viewport().mapTo(&m_driver->window(), canvas.mapFromScene(inScene));
    const QRect window = m_driver->window().rect();
    return {qBound(1, place.x(), window.right()), qBound(1, place.y(), window.bottom())};
}

/// Most often within a card, else anywhere on the canvas.
QPoint Robot::anyNode() {
    const auto& nodes = m_driver->lab().graph.graph().nodes;
    if (nodes.empty() || m_dice.chance(20)) return m_hands->anyPlace(&viewport());
    const QRectF rect = m_dice.pick(nodes).rect;
    return inWindow(rect.topLeft() + QPointF(rect.width() * m_dice.below(100) / 100, rect.height() * m_dice.below(100) / 100));
}

void Robot::connectNodes() {
    const auto& nodes = m_driver->lab().graph.graph().nodes;
    if (nodes.empty()) return;
    const QRectF from = m_dice.pick(nodes).rect;
    m_hands->drag(inWindow({from.right(), from.center().y()}), anyNode());
}

/// Begun and not ended: what comes next comes in between.
void Robot::halfGesture() {
    m_hands->press(anyNode(), m_dice.chance(80) ? Qt::LeftButton : Qt::MiddleButton, m_hands->anyModifiers());
    for (int i = m_dice.below(3); i > 0; --i) m_hands->move(anyNode());
}

void Robot::dropFromPalette() {
    QMimeData data;
    data.setData(QLatin1String(desktop::CanvasView::paletteMimeType()), QByteArray::number(m_dice.below(11)));
    const QPoint at(m_dice.below(viewport().width()), m_dice.below(viewport().height()));
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&viewport(), &enter);
    if (m_dice.chance(10)) return;
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(&viewport(), &drop);
}

void Robot::addCanvasEvents() {
    const std::vector<Event> events{
        {"click on the canvas", 50, [this] { m_hands->click(anyNode(), Qt::LeftButton, m_hands->anyModifiers()); }},
        {"double click on the canvas", 15, [this] { m_hands->doubleClick(anyNode()); }},
        {"drag on the canvas", 50,
         [this] {
             const QPoint from = anyNode();
             m_hands->drag(from, anyNode(), Qt::LeftButton, m_hands->anyModifiers());
         }},
        {"rubber band", 20,
         [this] {
             const QPoint from = m_hands->anyPlace(&viewport());
             m_hands->drag(from, m_hands->anyPlace(&viewport()), Qt::LeftButton, m_hands->anyModifiers());
         }},
        {"pan", 15, [this] { m_hands->drag(anyNode(), anyNode(), Qt::MiddleButton); }},
        {"connect", 35, [this] { connectNodes(); }},
        {"hover", 25, [this] { m_hands->move(anyNode()); }},
        {"wheel on the canvas", 40, [this] { m_hands->wheel(anyNode(), m_dice.between(-90, 90), m_hands->anyModifiers()); }},
        {"context menu", 35, [this] { m_hands->click(anyNode(), Qt::RightButton); }},
        {"begin a gesture", 30, [this] { halfGesture(); }},
        {"drop from the palette", 20, [this] { dropFromPalette(); }},
        {"fit", 15, [this] { m_driver->window().workbench().canvas().fit(); }},
    };
    m_events.insert(m_events.end(), events.begin(), events.end());
}

/// Wherever there is something to see.
void Robot::clickAny() {
    const QPoint at = m_hands->anyPlace();
    switch (m_dice.below(6)) {
        case 0: return m_hands->drag(at, m_hands->anyPlace());
        case 1: return m_hands->click(at, Qt::RightButton);
        case 2: return m_hands->doubleClick(at);
        case 3: return m_hands->wheel(at, m_dice.between(-60, 60), m_hands->anyModifiers());
        default: return m_hands->click(at, Qt::LeftButton, m_hands->anyModifiers());
    }
}

/// Fields, tables, buttons: one that is seen, so that small ones get their share, too.
void Robot::pressAnyButton() {
    QList<QWidget*> seen;
    for (QWidget* widget : m_driver->window().findChildren<QWidget*>())
        if (widget->isVisible() && widget->window() == &m_driver->window() && widget->focusPolicy() != Qt::NoFocus)
            seen << widget;
    if (seen.isEmpty()) return;
    const QWidget* one = m_dice.pick(seen);
    if (one->visibleRegion().isEmpty()) return;
    m_hands->click(m_hands->anyPlace(one), m_dice.chance(90) ? Qt::LeftButton : Qt::RightButton);
}

void Robot::addHandEvents() {
    const std::vector<Event> events{
        {"mouse anywhere", 60, [this] { clickAny(); }},
        {"a control", 70, [this] { pressAnyButton(); }},
        {"any key", 90, [this] { m_hands->anyKey(); }},
        {"tab", 20, [this] { m_hands->key(m_dice.chance(70) ? Qt::Key_Tab : Qt::Key_Backtab); }},
        {"escape", 20, [this] { m_hands->key(Qt::Key_Escape); }},
        {"typing", 35,
         [this] {
             static const QStringList words{
                 QStringLiteral("a"),   QStringLiteral("12"),   QStringLiteral("20ms"), QStringLiteral("x: y"),
                 QStringLiteral("run"), QStringLiteral("- "),   QStringLiteral("5k/s"), QStringLiteral("guess(1ms..3ms)"),
                 QStringLiteral("lag"), QStringLiteral("\"'#"), QStringLiteral("zone")};
             m_hands->type(m_dice.pick(words));
             if (m_dice.chance(50)) m_hands->key(Qt::Key_Return);
         }},
    };
    m_events.insert(m_events.end(), events.begin(), events.end());
}

void Robot::typeYaml() {
    desktop::Workbench& workbench = m_driver->window().workbench();
    workbench.showText(true);
    desktop::CodeEdit& editor = *workbench.text().editor();
    editor.setFocus();
    QTextCursor caret = editor.textCursor();
    caret.setPosition(m_dice.below(editor.document()->characterCount()));
    if (m_dice.chance(30)) caret.setPosition(m_dice.below(editor.document()->characterCount()), QTextCursor::KeepAnchor);
    if (caret.selectedText().size() > 200) caret.clearSelection();
    editor.setTextCursor(caret);
    static const QStringList pieces{QStringLiteral("x"),     QStringLiteral("  # noted"),   QStringLiteral(": "),
                                    QStringLiteral("["),     QStringLiteral("replicas: 3"), QStringLiteral("zones: [a]"),
                                    QStringLiteral("}"),     QStringLiteral("- cpu: 1ms"),  QStringLiteral("\t"),
                                    QStringLiteral("&a *a"), QStringLiteral("!file x.yaml")};
    m_hands->type(m_dice.pick(pieces));
    if (m_dice.chance(30)) m_hands->key(Qt::Key_Return);
    if (m_dice.chance(30)) m_hands->key(m_dice.chance(50) ? Qt::Key_Backspace : Qt::Key_Delete);
    if (m_dice.chance(50)) workbench.text().flush();
    if (m_dice.chance(60)) m_driver->lab().document.undo();  // broken text for long would leave nothing to play with
}

}  // namespace headroom::gui
