#pragma once

#include <QString>

class QWidget;

namespace headroom::desktop {

/// Where the keyboard is in the inspector, so that it is there again when the fields are built anew.
struct FocusPlace {
    QString line;    ///< object name of the property
    QString box;     ///< object name of the innermost heading
    QString widget;  ///< accessible name of the field or button
    bool isWholeText = false;

    /// Empty when the focus is elsewhere.
    static FocusPlace in(const QWidget& content);
    bool isEmpty() const { return line.isEmpty() && box.isEmpty(); }
    /// The field or button of that name within a property or heading; else null.
    QWidget* find(const QWidget& within) const;
    void give(QWidget& field) const;
};

}  // namespace headroom::desktop
