#include "app/desktop/inspector/text_editor.h"

#include <QHBoxLayout>

namespace headroom::desktop {

TextEditor::TextEditor(const views::PropertyRow& row, QWidget* parent)
    : ValueEditor(parent), m_field(new UnitLineEdit(row.spec == nullptr ? QString() : row.spec->unit, this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_field);
    setFocusProxy(m_field);
    m_field->setAccessibleName(row.title);
    m_field->setReadOnly(row.isReadOnly);
    connect(m_field, &QLineEdit::editingFinished, this, [this] {
        if (m_field->text() != m_shown) emit committed(m_field->text());
    });
    connect(m_field, &UnitLineEdit::givenUp, this, [this] {
        m_field->setText(m_shown);
        setWrong(false);
        emit givenUp();
    });
    showRow(row);
}

void TextEditor::showRow(const views::PropertyRow& row) {
    m_field->setPlaceholderText(placeholderOf(row));
    const bool isTyping = m_isWrong || (m_field->hasFocus() && m_field->isModified());
    m_shown = row.text;
    if (isTyping && m_field->text() != m_shown) return;
    if (m_field->text() != m_shown) m_field->setText(m_shown);
    m_field->setModified(false);
    m_field->setCursorPosition(m_field->hasFocus() ? m_field->cursorPosition() : 0);
}

void TextEditor::setWrong(bool isWrong) {
    m_isWrong = isWrong;
    markWrong(*m_field, isWrong);
    if (!isWrong) m_field->setModified(false);
}

}  // namespace headroom::desktop
