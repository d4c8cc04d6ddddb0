#include "app/desktop/charts/chart_legend_item.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <cmath>

#include "app/desktop/charts/chart_style.h"
#include "app/presentation/format.h"

namespace headroom::desktop {
namespace {

constexpr double sampleWidth = 22;
constexpr double gap = 8;

}  // namespace

void ChartLegendItem::present(const views::ChartBoard& board, const views::Chart& chart, double seconds, const QRectF& rect,
                           const Theme& theme, const QFont& font) {
    if (rect != m_rect) prepareGeometryChange();
    m_rect = rect;
    m_theme = theme;
    m_font = font;
    m_rows.clear();
    const std::string& unit = views::specOf(chart.kind).unit;
    for (const views::ChartLine& line : chart.lines) {
        const double value = board.valueAt(line, seconds);
        m_rows.push_back({line, QString::fromStdString(presentation::formatValue(value, unit)), std::isnan(value)});
    }
    m_more = chart.leftOut == 0 ? QString()
                                : QCoreApplication::translate("charts", "%n more: select them", nullptr, static_cast<int>(chart.leftOut));
    update();
}

QStringList ChartLegendItem::texts() const {
    QStringList all;
    for (const Row& row : m_rows) all.append(row.line.label + QStringLiteral(": ") + row.value);
    return all;
}

void ChartLegendItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(m_font);
    const QFontMetricsF metrics(m_font);
    const double height = std::ceil(metrics.height()) + 1;
    const auto places = static_cast<std::size_t>(std::max(1.0, std::floor(m_rect.height() / height)));
    const bool isCut = m_rows.size() > places || !m_more.isEmpty();
    const std::size_t shown = std::min(m_rows.size(), isCut ? places - 1 : places);
    double y = m_rect.top();
    for (std::size_t i = 0; i < shown; ++i, y += height) {
        const Row& row = m_rows[i];
        drawSample(*painter, {m_rect.left(), y, sampleWidth, height}, row.line, m_theme);
        const double valueWidth = metrics.horizontalAdvance(row.value);
        const double textLeft = m_rect.left() + sampleWidth + gap;
        const double textWidth = std::max(0.0, m_rect.right() - valueWidth - gap - textLeft);
        painter->setPen(m_theme.textMuted);
        painter->drawText(QRectF(textLeft, y, textWidth, height), Qt::AlignVCenter | Qt::AlignLeft,
                          metrics.elidedText(row.line.label, Qt::ElideMiddle, textWidth));
        painter->setPen(row.isUnknown ? m_theme.unknown : m_theme.text);
        painter->drawText(QRectF(m_rect.right() - valueWidth - 1, y, valueWidth + 1, height), Qt::AlignVCenter | Qt::AlignRight,
                          row.value);
    }
    if (isCut) {
        const std::size_t hidden = m_rows.size() - shown;
        const QString more = hidden > 0 ? QCoreApplication::translate("charts", "%1 more").arg(hidden) : m_more;
        painter->setPen(m_theme.textMuted);
        painter->drawText(QRectF(m_rect.left() + sampleWidth + gap, y, m_rect.width(), height), Qt::AlignVCenter | Qt::AlignLeft, more);
    }
    painter->restore();
}

}  // namespace headroom::desktop
