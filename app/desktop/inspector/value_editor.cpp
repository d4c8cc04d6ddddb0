#include "app/desktop/inspector/value_editor.h"

#include <QStyle>
#include <QVariant>

#include "app/desktop/inspector/choice_editor.h"
#include "app/desktop/inspector/text_editor.h"
#include "app/desktop/inspector/uncertain_editor.h"
#include "app/desktop/views/inspector/value_check.h"

namespace headroom::desktop {

using views::PropertyType;

ValueEditor* makeEditor(const views::PropertyRow& row, const QStringList& candidates, QWidget* parent) {
    const PropertyType type = row.spec == nullptr ? PropertyType::Text : row.spec->type;
    if (row.isReadOnly) return new TextEditor(row, parent);
    if (type == PropertyType::Flag)
        return new ChoiceEditor(row, {QStringLiteral("true"), QStringLiteral("false")}, false, parent);
    if (type == PropertyType::Choice) return new ChoiceEditor(row, row.spec->choices, false, parent);
    if (type == PropertyType::Reference) return new ChoiceEditor(row, candidates, true, parent);
    if (views::takesGuess(type)) return new UncertainEditor(row, parent);
    return new TextEditor(row, parent);
}

QString placeholderOf(const views::PropertyRow& row) {
    return row.effective.isEmpty() ? ValueEditor::tr("not set") : row.effective;
}

void markWrong(QWidget& field, bool isWrong) {
    if (field.property("isWrong").toBool() == isWrong) return;
    field.setProperty("isWrong", isWrong);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

}  // namespace headroom::desktop
