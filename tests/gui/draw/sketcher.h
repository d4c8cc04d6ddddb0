#pragma once

#include <QPointer>
#include <QString>
#include <QWindow>

#include "app/desktop/views/graph/graph_edits.h"
#include "tests/gui/support/window_driver.h"

class QMimeData;

namespace headroom::gui {

/// Draws a scenario with mouse and keyboard only: events reach the window as those of a display do, and nothing is ever written
/// into the document or a field by code. What it reads of the program is where things are, as a person sees them.
class Sketcher {
public:
    explicit Sketcher(WindowDriver& driver);

    // Mouse.
    void click(QWidget* widget);
    /// A button by what it says to a screen reader; throws std::out_of_range when none is seen.
    void press(const QString& button);
    void select(const char* element);
    void selectNothing();
    /// Draws a line from the handle at an element's right edge.
    void connect(const char* from, const char* to);
    /// From the palette to a point of the drawing.
    void drop(views::PaletteItem item, QPointF at);

    // Keyboard.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}, int times = 1);
    void type(const QString& text);
    /// Picks it in the palette with the arrows and puts it beside what is there.
    void placeByKeys(views::PaletteItem item);
    /// F2, the name, Enter.
    void rename(const char* name);
    /// Searches a property and goes there.
    void find(const char* words);
    /// … and types its value.
    void set(const char* words, const char* value);
    /// … and picks the choice that begins with a letter.
    void choose(const char* words, char letter);
    /// … and makes it a guess between two ends, with the reason beside it.
    void guess(const char* words, const char* low, const char* high, const char* reason);
    /// Adds an entry to a map; its first field has the keyboard then.
    void addEntry(const char* words, const char* name);
    /// Adds an item to a list by its place in the menu; its first field has the keyboard then.
    void addItem(const char* words, int choice);
    /// Types over the field that has the keyboard.
    void fill(const char* value);
    void removeEntry(const char* name);

    int clicks() const { return m_clicks; }
    int keys() const { return m_keys; }
    /// "Name = text" of what has the keyboard, for messages.
    static QString focused();

private:
    QWidget* cardsViewport() const;
    QPoint seen(const QPointF& scene) const;
    QPoint seen(const char* element) const;
    void mouseDown(const QPoint& at);
    void mouseTo(const QPoint& at);
    void mouseUp(const QPoint& at);
    QPoint inWindow(const QWidget& widget, const QPoint& at) const;
    void deliver(const QMimeData& data, const QPoint& from, const QPoint& to);

    WindowDriver& m_driver;
    QWindow* m_window;
    int m_clicks = 0;
    int m_keys = 0;
};

}  // namespace headroom::gui
