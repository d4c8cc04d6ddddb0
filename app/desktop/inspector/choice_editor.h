#pragma once

#include <QStringList>

#include "app/desktop/inspector/value_editor.h"

class QComboBox;

namespace headroom::desktop {

/// One of several words, the first entry being "as the default is"; references can be typed as well.
class ChoiceEditor : public ValueEditor {
    Q_OBJECT

public:
    ChoiceEditor(const views::PropertyRow& row, const QStringList& choices, bool isOpen, QWidget* parent);
    void showRow(const views::PropertyRow& row) override;
    QString text() const override;
    void setWrong(bool isWrong) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void commit();
    QComboBox* m_box;
    QString m_shown;
    bool m_isWrong = false;
};

}  // namespace headroom::desktop
