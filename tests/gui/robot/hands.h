#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>
#include <QWindow>

#include "tests/gui/robot/dice.h"

namespace headroom::gui {

/// Mouse and keyboard as the window system delivers them: Qt finds out itself who gets what, with popups, grabs and shortcuts.
/// Whatever opens is dealt with: menus are chosen from or left, dialogs filled in or given up, drags dropped somewhere.
class Hands {
public:
    Hands(QWidget& window, Dice& dice);

    Qt::KeyboardModifiers anyModifiers();
    /// Of the window, or inside of a widget of it.
    QPoint anyPlace(const QWidget* in = nullptr);
    void click(QPoint at, Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers modifiers = {});
    void doubleClick(QPoint at);
    void press(QPoint at, Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers modifiers = {});
    void move(QPoint to);
    void release(QPoint at);
    void drag(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers modifiers = {});
    void wheel(QPoint at, int degrees, Qt::KeyboardModifiers modifiers);
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    void type(const QString& text);
    /// Any key there is.
    void anyKey();

    /// While a step is under way, what blocks it is dealt with from inside.
    void setBusy(bool busy) { m_isBusy = busy; }
    /// Chooses from an open menu or leaves it; nothing is left open long.
    void tidyUp();
    void closeAll();

private:
    QWindow* target() const;
    void unblock();
    void closeOne();
    void answer(QWidget& dialog);
    void choose(QWidget& popup);

    QWidget& m_window;
    Dice& m_dice;
    Dice m_ownDice;  ///< for what blocks: when that is asked is a matter of time
    QTimer m_unblock;
    bool m_isBusy = false;
    int m_depth = 0;  ///< of what is being unblocked
    int m_openFor = 0;
    int m_answers = 0;
    Qt::MouseButton m_held = Qt::NoButton;
};

}  // namespace headroom::gui
