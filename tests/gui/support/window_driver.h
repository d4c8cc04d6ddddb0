#pragma once

#include <QTemporaryDir>
#include <QTest>
#include <functional>
#include <memory>

#include "app/desktop/shell/lab.h"
#include "app/desktop/shell/main_window.h"
#include "tests/gui/support/answers.h"

namespace headroom::gui {

/// A whole window without a display, driven as a person would: with keys, clicks and the answers to questions.
class WindowDriver {
public:
    /// Its settings and autosaves are in a folder of its own, or where HEADROOM_TEST_HOME says: one that another window left.
    explicit WindowDriver(QSize size = {1440, 900});
    ~WindowDriver();

    desktop::Lab& lab() { return *m_lab; }
    desktop::MainWindow& window() { return *m_window; }
    Answers& answers() { return m_answers; }
    /// Lets everything that is due happen.
    void settle();
    /// Waits for a condition; false after the patience.
    bool waitFor(const std::function<bool()>& condition, int patienceMilliseconds = 30'000);
    void trigger(const char* actionId);
    /// Types into whatever has the keyboard.
    void type(const QString& text);
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    void click(QWidget* widget);
    /// The one visible widget of that type and object name; throws std::out_of_range when there is none.
    template <typename T>
    T* find(const char* objectName = "") const {
        for (T* widget : m_window->findChildren<T*>())
            if (*objectName == 0 || widget->objectName() == QLatin1String(objectName)) return widget;
        throw std::out_of_range(std::string("there is no widget ") + objectName);
    }
    QImage picture();
    /// Where its settings are, and a test may put files.
    const QTemporaryDir& folder() const { return m_folder; }

private:
    QTemporaryDir m_folder;
    Answers m_answers;
    std::unique_ptr<desktop::Lab> m_lab;
    std::unique_ptr<desktop::MainWindow> m_window;
};

}  // namespace headroom::gui
