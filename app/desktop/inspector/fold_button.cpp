#include "app/desktop/inspector/fold_button.h"

#include <QKeyEvent>

namespace headroom::desktop {
namespace {

constexpr int besideText = 34;  ///< arrow and padding

}  // namespace

FoldButton::FoldButton(QWidget* parent) : QToolButton(parent) {
    setObjectName(QStringLiteral("fold"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setAutoRaise(true);
}

void FoldButton::setFullText(const QString& text) {
    m_text = text;
    fit();
}

void FoldButton::fit() {
    const QString fitting = fontMetrics().elidedText(m_text, Qt::ElideRight, std::max(0, width() - besideText));
    if (fitting != text()) setText(fitting);
    if (toolTip().isEmpty() && fitting != m_text) setToolTip(m_text);
}

/// Enter folds as Space does; the arrows close and open, as in a tree.
void FoldButton::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    const bool isOpen = arrowType() == Qt::DownArrow;
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (isEnter || (key == Qt::Key_Left && isOpen) || (key == Qt::Key_Right && !isOpen)) return click();
    QToolButton::keyPressEvent(event);
}

void FoldButton::resizeEvent(QResizeEvent* event) {
    QToolButton::resizeEvent(event);
    fit();
}

}  // namespace headroom::desktop
