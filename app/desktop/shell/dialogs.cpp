#include "app/desktop/shell/dialogs.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace headroom::desktop {

QString SystemDialogs::openPath(QWidget* parent, const QString& title, const QString& filters) {
    return QFileDialog::getOpenFileName(parent, title, {}, filters);
}

QString SystemDialogs::savePath(QWidget* parent, const QString& title, const QString& filters, const QString& suffix) {
    QFileDialog dialog(parent, title, {}, filters);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffix);
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

Dialogs::Unsaved SystemDialogs::askUnsaved(QWidget* parent, const QString& title) {
    QMessageBox box(QMessageBox::Question, QObject::tr("Headroom"), QObject::tr("Save the changes to %1?").arg(title),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, parent);
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
        case QMessageBox::Save: return Unsaved::Save;
        case QMessageBox::Discard: return Unsaved::Discard;
        default: return Unsaved::Cancel;
    }
}

bool SystemDialogs::confirm(QWidget* parent, const QString& question, const QString& yes) {
    QMessageBox box(QMessageBox::Question, QObject::tr("Headroom"), question, QMessageBox::Cancel, parent);
    const QPushButton* button = box.addButton(yes, QMessageBox::AcceptRole);
    box.exec();
    return box.clickedButton() == button;
}

void SystemDialogs::complain(QWidget* parent, const QString& message) {
    QMessageBox::warning(parent, QObject::tr("Headroom"), message);
}

}  // namespace headroom::desktop
