#pragma once

#include <QString>

class QWidget;

namespace headroom::desktop {

/// Questions to the user that stop everything else. Tests answer them without a window.
class Dialogs {
public:
    enum class Unsaved { Save, Discard, Cancel };

    virtual ~Dialogs() = default;
    /// An existing file; empty when the user gives up. Filters as in QFileDialog.
    virtual QString openPath(QWidget* parent, const QString& title, const QString& filters) = 0;
    /// A file to write, with the ending `suffix` if the user gives none; asks before replacing another.
    virtual QString savePath(QWidget* parent, const QString& title, const QString& filters, const QString& suffix) = 0;
    virtual Unsaved askUnsaved(QWidget* parent, const QString& title) = 0;
    virtual bool confirm(QWidget* parent, const QString& question, const QString& yes) = 0;
    virtual void complain(QWidget* parent, const QString& message) = 0;
};

/// The ones a user sees.
class SystemDialogs : public Dialogs {
public:
    QString openPath(QWidget* parent, const QString& title, const QString& filters) override;
    QString savePath(QWidget* parent, const QString& title, const QString& filters, const QString& suffix) override;
    Unsaved askUnsaved(QWidget* parent, const QString& title) override;
    bool confirm(QWidget* parent, const QString& question, const QString& yes) override;
    void complain(QWidget* parent, const QString& message) override;
};

}  // namespace headroom::desktop
