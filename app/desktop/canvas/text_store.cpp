#include "app/desktop/canvas/text_store.h"

#include <QFontMetricsF>

namespace headroom::desktop {
namespace {

constexpr qsizetype mostLines = 4000;

}  // namespace

TextStore::Line& TextStore::lineOf(const QString& text, const QFont& font, double width, Qt::TextElideMode elide) {
    const QChar key[] = {QChar(static_cast<char16_t>(font.pixelSize())), QChar(static_cast<char16_t>(font.weight())),
                         QChar(static_cast<char16_t>(width * 4)), QChar(static_cast<char16_t>(elide))};
    const QString name = QString(key, 4) + text;
    const auto known = m_lines.find(name);
    if (known != m_lines.end()) return *known;
    if (m_lines.size() >= mostLines) m_lines.clear();
    Line line;
    line.text.setTextFormat(Qt::PlainText);
    line.text.setPerformanceHint(QStaticText::AggressiveCaching);
    line.text.setText(QFontMetricsF(font).elidedText(text, elide, width + 0.5));
    line.text.prepare({}, font);
    line.size = line.text.size();
    return *m_lines.insert(name, line);
}

void TextStore::paint(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, Fit fit) {
    if (text.isEmpty()) return;
    const Line& line = lineOf(text, font, rect.width(), fit.elide);
    QPointF at = rect.topLeft();
    if ((fit.alignment & Qt::AlignRight) != 0) at.rx() += rect.width() - line.size.width();
    if ((fit.alignment & Qt::AlignHCenter) != 0) at.rx() += (rect.width() - line.size.width()) / 2;
    if ((fit.alignment & Qt::AlignVCenter) != 0) at.ry() += (rect.height() - line.size.height()) / 2;
    painter.setFont(font);
    painter.drawStaticText(at, line.text);
}

}  // namespace headroom::desktop
