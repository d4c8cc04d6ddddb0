#include "app/desktop/inspector/fold_button.h"

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

void FoldButton::resizeEvent(QResizeEvent* event) {
    QToolButton::resizeEvent(event);
    fit();
}

}  // namespace headroom::desktop
