#include "app/desktop/inspector/choice_editor.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

namespace headroom::desktop {

ChoiceEditor::ChoiceEditor(const views::PropertyRow& row, const QStringList& choices, bool isOpen, QWidget* parent)
    : ValueEditor(parent), m_box(new QComboBox(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_box);
    setFocusProxy(m_box);
    m_box->setAccessibleName(row.title);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(6);
    m_box->setFocusPolicy(Qt::StrongFocus);
    m_box->installEventFilter(this);  // the wheel scrolls the panel, not the value
    m_box->setEditable(isOpen);
    m_box->addItem({}, QString());
    for (const QString& choice : choices) m_box->addItem(choice, choice);
    connect(m_box, &QComboBox::activated, this, &ChoiceEditor::commit);
    if (isOpen) {
        m_box->setInsertPolicy(QComboBox::NoInsert);
        m_box->completer()->setCompletionMode(QCompleter::PopupCompletion);
        m_box->completer()->setFilterMode(Qt::MatchContains);
        connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, &ChoiceEditor::commit);
    }
    showRow(row);
}

bool ChoiceEditor::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Wheel && !m_box->hasFocus()) {
        event->ignore();
        return true;
    }
    const bool isEscape = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    if (isEscape && m_box->isEditable() && text() != m_shown) {
        setWrong(false);
        m_box->setEditText(m_shown);
        emit givenUp();
        return true;
    }
    return ValueEditor::eventFilter(watched, event);
}

QString ChoiceEditor::text() const {
    return m_box->isEditable() ? m_box->currentText().trimmed() : m_box->currentData().toString();
}

void ChoiceEditor::commit() {
    if (text() != m_shown) emit committed(text());
}

void ChoiceEditor::showRow(const views::PropertyRow& row) {
    const QString isDefault = row.effective.isEmpty() ? tr("not set")
                              : row.isSet             ? tr("default")
                                                      : tr("default: %1").arg(row.effective);
    if (m_box->isEditable())
        m_box->lineEdit()->setPlaceholderText(placeholderOf(row));
    else
        m_box->setItemText(0, isDefault);
    const bool isTyping = m_isWrong || (m_box->isEditable() && m_box->hasFocus() && text() != m_shown);
    m_shown = row.text;
    if (isTyping) return;
    int index = m_shown.isEmpty() ? 0 : m_box->findData(m_shown);
    if (index < 0 && !m_box->isEditable()) {  // spelt in another way than the list, or wrong: shown as it is
        m_box->addItem(m_shown, m_shown);
        index = m_box->count() - 1;
    }
    m_box->setCurrentIndex(index);
    if (m_box->isEditable()) m_box->setEditText(m_shown);
}

void ChoiceEditor::setWrong(bool isWrong) {
    m_isWrong = isWrong;
    markWrong(*m_box, isWrong);
}

}  // namespace headroom::desktop
