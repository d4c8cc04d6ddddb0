#include "app/desktop/inspector/term_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>
#include <cmath>

namespace headroom::desktop {
namespace {

constexpr int preferredWidth = 280;

}  // namespace

TermLabel::TermLabel(const views::Glossary& glossary, ThemeStore& themes, QWidget* parent)
    : QWidget(parent), m_glossary(glossary), m_themes(themes) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&themes, &ThemeStore::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void TermLabel::setText(const QString& text) {
    if (text == m_text) return;
    m_text = text;
    m_heights.clear();
    m_spans = m_glossary.spansIn(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

void TermLabel::setMuted(bool isMuted) {
    m_isMuted = isMuted;
    update();
}

qreal TermLabel::layOut(QTextLayout& layout, int width) const {
    QList<QTextLayout::FormatRange> formats;
    for (const views::Glossary::Span& span : m_spans) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::DotLine);
        format.setUnderlineColor(m_themes.theme().textMuted);
        formats << QTextLayout::FormatRange{span.at, span.length, format};
    }
    layout.setFormats(formats);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    qreal height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

int TermLabel::heightForWidth(int width) const {
    if (m_text.isEmpty()) return 0;
    const auto known = m_heights.constFind(width);
    if (known != m_heights.constEnd()) return *known;
    QTextLayout layout(m_text, font());
    return *m_heights.insert(width, static_cast<int>(std::ceil(layOut(layout, width))) + 1);
}

void TermLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) m_heights.clear();
    QWidget::changeEvent(event);
}

QSize TermLabel::sizeHint() const {
    const int width = std::min(preferredWidth, fontMetrics().horizontalAdvance(m_text) + 2);
    return {width, heightForWidth(std::max(1, width))};
}

QSize TermLabel::minimumSizeHint() const {
    return {60, m_text.isEmpty() ? 0 : fontMetrics().height()};
}

/// Layouts inside a scroll area don't ask again when the width has become less: what the text needs is a minimum.
void TermLabel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    setMinimumHeight(heightForWidth(width()));
}

void TermLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(m_isMuted ? m_themes.theme().textMuted : m_themes.theme().text);
    QTextLayout layout(m_text, font());
    const qreal textHeight = layOut(layout, width());
    layout.draw(&painter, {0, top(textHeight)});
}

QString TermLabel::explanationAt(const QPoint& position) const {
    QTextLayout layout(m_text, font());
    const qreal above = top(layOut(layout, width()));
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (!line.naturalTextRect().translated(0, above).contains(position)) continue;
        const int at = line.xToCursor(position.x(), QTextLine::CursorOnCharacter);
        for (const views::Glossary::Span& span : m_spans)
            if (at >= span.at && at < span.at + span.length)
                return QStringLiteral("<div style='width:300px'><b>%1</b><br>%2</div>")
                    .arg(span.entry->term.toHtmlEscaped(), span.entry->text.toHtmlEscaped());
    }
    return {};
}

bool TermLabel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString text = explanationAt(help->pos());
    if (text.isEmpty()) return QWidget::event(event);
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

}  // namespace headroom::desktop
