#pragma once

#include <QString>
#include <QStringList>

#include "app/desktop/shell/dialogs.h"

namespace headroom::gui {

/// Answers dialogs as a test says, and keeps what was complained of.
class Answers : public desktop::Dialogs {
public:
    QString path;  ///< the file the user chooses, to open or to save
    Unsaved unsaved = Unsaved::Discard;
    bool yes = true;
    QStringList complaints;
    int questions = 0;

    QString openPath(QWidget* /*parent*/, const QString& /*title*/, const QString& /*filters*/) override { return asked(path); }
    QString savePath(QWidget* /*parent*/, const QString& /*title*/, const QString& /*filters*/,
                     const QString& /*suffix*/) override {
        return asked(path);
    }
    Unsaved askUnsaved(QWidget* /*parent*/, const QString& /*title*/) override { return asked(unsaved); }
    bool confirm(QWidget* /*parent*/, const QString& /*question*/, const QString& /*button*/) override { return asked(yes); }
    void complain(QWidget* /*parent*/, const QString& message) override { complaints << message; }

private:
    template <typename T>
    T asked(T answer) {
        ++questions;
        return answer;
    }
};

}  // namespace headroom::gui
