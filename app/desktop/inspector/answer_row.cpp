#include "app/desktop/inspector/answer_row.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

#include "app/desktop/inspector/term_label.h"

namespace headroom::desktop {
namespace {

constexpr int barHeight = 4;
constexpr int figureWidth = 58;
constexpr int sideMargin = 8;

}  // namespace

AnswerRow::AnswerRow(const views::HeadroomAnswer::Line& line, const views::Glossary& glossary, ThemeStore& themes,
                     QWidget* parent)
    : QWidget(parent),
      m_themes(themes),
      m_sign(new QLabel(this)),
      m_figure(new QLabel(this)),
      m_text(new TermLabel(glossary, themes, this)) {
    auto* row = new QHBoxLayout(this);
    row->setSpacing(8);
    m_sign->setFixedWidth(14);
    m_sign->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    m_figure->setFixedWidth(figureWidth);
    m_figure->setAlignment(Qt::AlignTop | Qt::AlignRight);
    row->addWidget(m_sign);
    row->addWidget(m_figure);
    row->addWidget(m_text, 1);
    setAttribute(Qt::WA_Hover);
    showLine(line);
}

void AnswerRow::showLine(const views::HeadroomAnswer::Line& line) {
    m_line = line;
    const bool isLink = !line.element.isEmpty();
    setFocusPolicy(isLink ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(isLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
    layout()->setContentsMargins(sideMargin, 4, sideMargin, line.utilisation ? 6 + barHeight : 4);
    m_sign->setText(line.isBad ? QStringLiteral("⚠") : QStringLiteral("·"));
    m_sign->setStyleSheet(
        QStringLiteral("color: %1").arg((line.isBad ? m_themes.theme().warning : m_themes.theme().textMuted).name()));
    m_figure->setText(line.figure);
    m_figure->setVisible(!line.figure.isEmpty());
    m_text->setText(line.text);
    const QString importance = line.isBad ? tr("Attention. ") : QString();
    setAccessibleName(importance + (line.figure.isEmpty() ? line.text : line.figure + QStringLiteral(", ") + line.text));
    update();
}

void AnswerRow::paintEvent(QPaintEvent*) {
    const Theme& theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() && !m_line.element.isEmpty()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accentSoft);
        painter.drawRoundedRect(rect(), 5, 5);
    }
    if (hasFocus()) {
        painter.setPen(theme.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }
    if (!m_line.utilisation) return;
    const qreal left = m_text->x();
    const QRectF track(left, height() - barHeight - 4, width() - left - sideMargin, barHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.border);
    painter.drawRoundedRect(track, 2, 2);
    painter.setBrush(theme.load(*m_line.utilisation));
    painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * std::min(1.0, *m_line.utilisation), barHeight)), 2, 2);
}

void AnswerRow::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_line.element.isEmpty() && rect().contains(event->pos())) emit chosen(m_line.element);
}

void AnswerRow::keyPressEvent(QKeyEvent* event) {
    const bool isChoice = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (isChoice && !m_line.element.isEmpty()) return emit chosen(m_line.element);
    QWidget::keyPressEvent(event);
}

bool AnswerRow::event(QEvent* event) {
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) update();
    return QWidget::event(event);
}

}  // namespace headroom::desktop
