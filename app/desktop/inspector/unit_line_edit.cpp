#include "app/desktop/inspector/unit_line_edit.h"

#include <QKeyEvent>
#include <QPainter>

namespace headroom::desktop {
namespace {

constexpr int gap = 6;

}  // namespace

UnitLineEdit::UnitLineEdit(const QString& unit, QWidget* parent) : QLineEdit(parent), m_unit(unit) {
    makeRoom();
}

void UnitLineEdit::makeRoom() {
    setTextMargins(0, 0, m_unit.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_unit) + gap, 0);
}

QSize UnitLineEdit::minimumSizeHint() const {
    return {fontMetrics().horizontalAdvance(QStringLiteral("0000")) + textMargins().right() + 20,
            QLineEdit::minimumSizeHint().height()};
}

void UnitLineEdit::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (m_unit.isEmpty()) return;
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(rect().adjusted(0, 0, -gap - 2, 0), Qt::AlignRight | Qt::AlignVCenter, m_unit);
}

/// While something is being typed undo is the field's; what was taken over is undone as any edit of the document.
bool UnitLineEdit::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && !isModified()) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            key->ignore();
            return false;
        }
    }
    return QLineEdit::event(event);
}

void UnitLineEdit::keyPressEvent(QKeyEvent* event) {
    const bool givesUp = event->key() == Qt::Key_Escape && isModified();
    if (givesUp) return void(emit givenUp());
    if (event->key() == Qt::Key_Escape) return event->ignore();
    if (event->key() == Qt::Key_Down && event->modifiers().testFlag(Qt::AltModifier)) return void(emit choicesAsked());
    QLineEdit::keyPressEvent(event);
}

void UnitLineEdit::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) makeRoom();
}

}  // namespace headroom::desktop
