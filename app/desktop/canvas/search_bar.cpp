#include "app/desktop/canvas/search_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>

namespace headroom::desktop {

SearchBar::SearchBar(CanvasView& canvas) : QWidget(&canvas), m_canvas(canvas) {
    setObjectName(QStringLiteral("canvasSearch"));
    setAutoFillBackground(true);
    m_field = new QLineEdit(this);
    m_field->setAccessibleName(tr("Find an element by name"));
    m_field->setPlaceholderText(tr("Find by name"));
    m_field->setClearButtonEnabled(true);
    m_field->setMinimumWidth(220);
    m_field->installEventFilter(this);
    m_count = new QLabel(this);
    m_count->setAccessibleName(tr("Number of elements found"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 8, 8, 8);
    row->addWidget(m_field);
    row->addWidget(m_count);
    connect(m_field, &QLineEdit::textChanged, this, &SearchBar::search);
    canvas.installEventFilter(this);
    hide();
}

void SearchBar::begin() {
    m_count->clear();
    show();
    place();
    raise();
    m_field->setFocus();
    m_field->selectAll();
    search(m_field->text());
}

void SearchBar::search(const QString& text) {
    const int found = m_canvas.search(text);
    m_count->setText(text.trimmed().isEmpty() ? QString() : found == 0 ? tr("none") : tr("%1 found").arg(found));
    place();
}

void SearchBar::end() {
    m_canvas.search({});
    hide();
    m_canvas.setFocus();
}

void SearchBar::place() {
    adjustSize();
    move(m_canvas.width() - width() - 16, 16);
}

bool SearchBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == &m_canvas && event->type() == QEvent::Resize) place();
    if (watched != m_field || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter: return m_canvas.showNextFound(), true;
        case Qt::Key_Escape: return end(), true;
        default: return false;
    }
}

}  // namespace headroom::desktop
