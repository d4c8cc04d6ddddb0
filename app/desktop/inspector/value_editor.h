#pragma once

#include <QWidget>

#include "app/desktop/views/inspector/property_row.h"

namespace headroom::desktop {

/// Types in one value. Says what was typed when it is meant; whoever listens answers with a problem or shows the row anew.
class ValueEditor : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;
    /// A row's value; what is being typed stays.
    virtual void showRow(const views::PropertyRow& row) = 0;
    virtual QString text() const = 0;
    /// Marks what was typed as wrong, or right again; wrong text stays for the user to mend.
    virtual void setWrong(bool isWrong) = 0;

signals:
    void committed(const QString& text);
    /// What was typed is dropped in favour of the value there is.
    void givenUp();
};

/// The editor that suits a row; `candidates` are the names a reference may have.
ValueEditor* makeEditor(const views::PropertyRow& row, const QStringList& candidates, QWidget* parent);

/// What a field shows in grey when nothing is set: the value that counts.
QString placeholderOf(const views::PropertyRow& row);
void markWrong(QWidget& field, bool isWrong);

}  // namespace headroom::desktop
