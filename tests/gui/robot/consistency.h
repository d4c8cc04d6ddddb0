#pragma once

#include <QStringList>
#include <string>

#include "tests/gui/support/window_driver.h"

namespace headroom::gui {

/// What must hold of a window whatever was done to it; each answer is what does not, empty when all does.
class Consistency {
public:
    /// `base` is the document's text when it was opened; a saved copy goes to `copy`.
    Consistency(WindowDriver& driver, const std::string& base, QString copy)
        : m_driver(driver), m_base(base), m_copy(std::move(copy)) {}

    QStringList findings();
    /// Processes that this one started and that are still there, dead ones that nobody asked after included.
    static QStringList children();

private:
    void say(const QString& finding) { m_findings << finding; }
    void checkMeaning();
    void checkDrawing();
    void checkSelection();
    void checkPlayhead();
    void checkText();
    void checkUndo();
    void checkFile();

    WindowDriver& m_driver;
    const std::string& m_base;
    QString m_copy;
    QStringList m_findings;
};

}  // namespace headroom::gui
