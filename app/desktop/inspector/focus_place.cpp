#include "app/desktop/inspector/focus_place.h"

#include <QApplication>
#include <QLineEdit>
#include <QWidget>

#include "app/desktop/inspector/property_box.h"
#include "app/desktop/inspector/property_line.h"

namespace headroom::desktop {

FocusPlace FocusPlace::in(const QWidget& content) {
    FocusPlace place;
    const QWidget* focused = QApplication::focusWidget();
    if (focused == nullptr || !content.isAncestorOf(focused)) return place;
    place.widget = focused->accessibleName();
    const auto* text = qobject_cast<const QLineEdit*>(focused);
    place.isWholeText = text != nullptr && text->hasSelectedText();
    for (const QWidget* widget = focused; widget != &content; widget = widget->parentWidget()) {
        if (qobject_cast<const PropertyLine*>(widget) != nullptr) place.line = widget->objectName();
        if (place.box.isEmpty() && qobject_cast<const PropertyBox*>(widget) != nullptr) place.box = widget->objectName();
    }
    return place;
}

QWidget* FocusPlace::find(const QWidget& within) const {
    for (QWidget* child : within.findChildren<QWidget*>())
        if (child->focusPolicy() != Qt::NoFocus && !widget.isEmpty() && child->accessibleName() == widget) return child;
    return nullptr;
}

void FocusPlace::give(QWidget& field) const {
    field.setFocus(isWholeText ? Qt::TabFocusReason : Qt::OtherFocusReason);
}

}  // namespace headroom::desktop
