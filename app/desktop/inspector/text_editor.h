#pragma once

#include "app/desktop/inspector/unit_line_edit.h"
#include "app/desktop/inspector/value_editor.h"

namespace headroom::desktop {

/// One line of text.
class TextEditor : public ValueEditor {
    Q_OBJECT

public:
    TextEditor(const views::PropertyRow& row, QWidget* parent);
    void showRow(const views::PropertyRow& row) override;
    QString text() const override { return m_field->text(); }
    void setWrong(bool isWrong) override;

private:
    UnitLineEdit* m_field;
    QString m_shown;
    bool m_isWrong = false;
};

}  // namespace headroom::desktop
