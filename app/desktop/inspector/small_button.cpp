#include "app/desktop/inspector/small_button.h"

#include <QKeyEvent>
#include <QMenu>

namespace headroom::desktop {

SmallButton::SmallButton(const QString& sign, const QString& what, QWidget* parent) : QToolButton(parent) {
    setObjectName(QStringLiteral("small"));
    setText(sign);
    setToolTip(what);
    setAccessibleName(what);
    setFocusPolicy(Qt::StrongFocus);
    if (sign.size() == 1) setFixedWidth(24);
}

QMenu* SmallButton::choices() {
    if (m_choices != nullptr) return m_choices;
    m_choices = new QMenu(this);
    connect(this, &QToolButton::clicked, this, &SmallButton::unfold);
    return m_choices;
}

/// Without a loop of its own, so that the window goes on living while a choice is open.
void SmallButton::unfold() {
    m_choices->popup(mapToGlobal(QPoint(0, height())));
    if (!m_choices->actions().isEmpty()) m_choices->setActiveAction(m_choices->actions().front());
}

void SmallButton::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter || (m_choices != nullptr && event->key() == Qt::Key_Down)) return click();
    QToolButton::keyPressEvent(event);
}

}  // namespace headroom::desktop
