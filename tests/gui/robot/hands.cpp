#include "tests/gui/robot/hands.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QDrag>
#include <QMenu>
#include <QPointer>
#include <QTest>
#include <QWheelEvent>
#include <array>
#include <utility>

namespace headroom::gui {
namespace {

constexpr int unblockAfter = 30;  ///< milliseconds of a step
constexpr int longestOpen = 4;    ///< steps
constexpr int deepest = 3;        ///< levels of what blocks that are played with

constexpr std::array anyKeys{Qt::Key_Tab,   Qt::Key_Backtab,   Qt::Key_Left,        Qt::Key_Right,        Qt::Key_Up,
                             Qt::Key_Down,  Qt::Key_Delete,    Qt::Key_Escape,      Qt::Key_Return,       Qt::Key_Enter,
                             Qt::Key_Space, Qt::Key_Backspace, Qt::Key_Home,        Qt::Key_End,          Qt::Key_PageUp,
                             Qt::Key_Plus,  Qt::Key_PageDown,  Qt::Key_Minus,       Qt::Key_Menu,         Qt::Key_Slash,
                             Qt::Key_Comma, Qt::Key_Period,    Qt::Key_BracketLeft, Qt::Key_BracketRight, Qt::Key_Insert};

}  // namespace

Hands::Hands(QWidget& window, Dice& dice) : m_window(window), m_dice(dice), m_ownDice(1) {
    m_unblock.setInterval(unblockAfter);
    m_unblock.setSingleShot(true);
    QObject::connect(&m_unblock, &QTimer::timeout, &m_window, [this] {
        m_unblock.start();  // anew: what is done now may itself open something that blocks
        if (m_isBusy) unblock();
    });
    m_unblock.start();
}

Qt::KeyboardModifiers Hands::anyModifiers() {
    Qt::KeyboardModifiers modifiers;
    if (m_dice.chance(20)) modifiers |= Qt::ControlModifier;
    if (m_dice.chance(15)) modifiers |= Qt::ShiftModifier;
    if (m_dice.chance(5)) modifiers |= Qt::AltModifier;
    return modifiers;
}

QPoint Hands::anyPlace(const QWidget* in) {
    const QWidget& widget = in == nullptr ? m_window : *in;
    const QPoint place(m_dice.below(widget.width()), m_dice.below(widget.height()));
    const QPoint inWindow = widget.mapTo(&m_window, place);
    return {qBound(1, inWindow.x(), m_window.width() - 1), qBound(1, inWindow.y(), m_window.height() - 1)};
}

QWindow* Hands::target() const {
    for (const QWidget* widget : {QApplication::activePopupWidget(), QApplication::activeModalWidget()})
        if (widget != nullptr && widget->window()->windowHandle() != nullptr) return widget->window()->windowHandle();
    return m_window.windowHandle();
}

void Hands::press(QPoint at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers) {
    if (m_held != Qt::NoButton) release(at);
    m_held = button;
    QTest::mousePress(m_window.windowHandle(), button, modifiers, at);
}

void Hands::move(QPoint to) {
    QTest::mouseMove(m_window.windowHandle(), to);
}

void Hands::release(QPoint at) {
    if (m_held == Qt::NoButton) return;
    const Qt::MouseButton button = std::exchange(m_held, Qt::NoButton);
    QTest::mouseRelease(m_window.windowHandle(), button, {}, at);
}

void Hands::click(QPoint at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers) {
    press(at, button, modifiers);
    release(at);
}

void Hands::doubleClick(QPoint at) {
    QTest::mouseDClick(m_window.windowHandle(), Qt::LeftButton, {}, at);
}

void Hands::drag(QPoint from, QPoint to, Qt::MouseButton button, Qt::KeyboardModifiers modifiers) {
    press(from, button, modifiers);
    for (const double part : {0.1, 0.6, 1.0}) move((QPointF(from) + part * QPointF(to - from)).toPoint());
    release(to);
}

void Hands::wheel(QPoint at, int degrees, Qt::KeyboardModifiers modifiers) {
    QWheelEvent event(QPointF(at), m_window.mapToGlobal(QPointF(at)), {}, QPoint(0, degrees * 8), Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_window.windowHandle(), &event);
}

void Hands::key(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    // Not QTest::keyClick: it presses the modifiers one by one, and the window may be gone before it comes to the key.
    const QPointer<QWindow> window = target();
    const char ascii = QTest::keyToAscii(key);
    const QString text = ascii == 0 ? QString() : QString(QLatin1Char(ascii));
    QTest::simulateEvent(window, true, key, modifiers, text, false);
    if (window != nullptr) QTest::simulateEvent(window, false, key, modifiers, text, false);
}

void Hands::type(const QString& text) {
    for (const QChar character : text) QTest::keyClick(target(), character.toLatin1());
}

void Hands::anyKey() {
    switch (m_dice.below(4)) {
        case 0: return key(static_cast<Qt::Key>(m_dice.between(Qt::Key_A, Qt::Key_Z)), anyModifiers());
        case 1: return key(static_cast<Qt::Key>(m_dice.between(Qt::Key_F1, Qt::Key_F12)), anyModifiers());
        default: return key(anyKeys[static_cast<std::size_t>(m_dice.below(anyKeys.size()))], anyModifiers());
    }
}

/// A nested event loop waits for something to end.
void Hands::unblock() {
    ++m_depth;
    if (m_depth > deepest) {
        closeOne();
    } else if (QWidget* popup = QApplication::activePopupWidget(); popup != nullptr) {
        popup->close();
    } else if (QWidget* dialog = QApplication::activeModalWidget(); dialog != nullptr) {
        answer(*dialog);
    } else {
        // A drag: over the window, and let go.
        QTest::mouseMove(m_window.windowHandle(),
                         {m_ownDice.between(1, m_window.width() - 1), m_ownDice.between(1, m_window.height() - 1)});
        if (m_ownDice.chance(50))
            release({m_ownDice.between(1, m_window.width() - 1), m_ownDice.between(1, m_window.height() - 1)});
        QDrag::cancel();
    }
    --m_depth;
}

void Hands::closeOne() {
    QWidget* open = QApplication::activePopupWidget();
    if (open == nullptr) open = QApplication::activeModalWidget();
    if (auto* dialog = qobject_cast<QDialog*>(open); dialog != nullptr)
        dialog->reject();
    else if (open != nullptr)
        open->close();
}

void Hands::answer(QWidget& dialog) {
    const auto buttons = dialog.findChildren<QAbstractButton*>();
    if (++m_answers % 8 == 0) {
        return closeOne();
    }
    switch (m_ownDice.below(5)) {
        case 0: return key(Qt::Key_Escape);
        case 1: return key(Qt::Key_Return);
        case 2: return type(QStringLiteral("a%1").arg(m_ownDice.below(50)));
        case 3: return key(m_ownDice.chance(50) ? Qt::Key_Tab : Qt::Key_Down);
        default:
            if (!buttons.isEmpty()) m_ownDice.pick(buttons)->click();
    }
}

void Hands::choose(QWidget& popup) {
    const auto* menu = qobject_cast<QMenu*>(&popup);
    const QWindow* handle = popup.window()->windowHandle();
    switch (m_dice.below(5)) {
        case 0: return key(Qt::Key_Escape);
        case 1: return key(Qt::Key_Down);
        case 2: return key(Qt::Key_Return);
        case 3: return anyKey();
        default: break;
    }
    QPoint at(m_dice.below(popup.width()), m_dice.below(popup.height()));
    if (menu != nullptr && !menu->actions().isEmpty()) at = menu->actionGeometry(m_dice.pick(menu->actions())).center();
    if (handle != nullptr && popup.rect().contains(at) && !at.isNull())
        QTest::mouseClick(popup.window()->windowHandle(), Qt::LeftButton, {}, at);
}

void Hands::tidyUp() {
    QWidget* open = QApplication::activePopupWidget();
    if (open == nullptr) open = QApplication::activeModalWidget();
    if (open == nullptr) {
        m_openFor = 0;
    } else if (++m_openFor > longestOpen) {
        closeAll();
    } else if (QApplication::activePopupWidget() != nullptr) {
        choose(*open);
    } else {
        answer(*open);
    }
}

void Hands::closeAll() {
    release(anyPlace());
    const auto isOpen = [] {
        return QApplication::activePopupWidget() != nullptr || QApplication::activeModalWidget() != nullptr;
    };
    for (int i = 0; i < 20 && isOpen(); ++i) {
        closeOne();
        QCoreApplication::processEvents();
    }
    m_openFor = 0;
}

}  // namespace headroom::gui
