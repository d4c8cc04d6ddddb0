// Cards as they look when a whole system is on the screen: larger type, and only what has room for it.
#include <QFontMetricsF>
#include <cmath>

#include "app/desktop/canvas/card_painter.h"

namespace headroom::desktop {

using presentation::CardState;
using views::CardContent;
using views::GraphNode;
using views::NodeKind;

namespace {

constexpr double inset = 12;
constexpr double titlePixels = 18;
constexpr double figurePixels = 17;
constexpr double smallPixels = 15;

}  // namespace

void CardPainter::compactCard(QPainter& painter, const GraphNode& node, const CardContent& content) {
    const double right = node.rect.width() - inset;
    const bool isLow = node.isCompact && !node.isCollapsed;
    const bool hasRing = node.kind != NodeKind::Client;
    const double wide = right - inset - (hasRing ? compactRingSize + 8 : 0);
    if (hasRing) ring(painter, ringRect(node, CardDetail::Compact), content, true);
    const bool hasGlyph = content.state != CardState::Idle;
    if (hasGlyph) glyph(painter, {inset + 6, isLow ? 28.0 : 23.0}, 6, content.state);
    const double left = hasGlyph ? inset + 18 : inset;
    text(painter, {left, isLow ? 17.0 : 11.0, wide - left + inset, 24}, content.title, font(titlePixels, 600), theme().text);
    if (isLow) return;
    const bool hasHistory = content.history.size() > 1;
    const double most = hasHistory ? right - 84 - inset - 6 : wide;
    text(painter, {inset, 43, most, 22}, content.figure.isEmpty() ? content.detail : content.figure,
         font(content.figure.isEmpty() ? smallPixels : figurePixels, content.figure.isEmpty() ? 400 : 600),
         content.figure.isEmpty() ? theme().textMuted : theme().text);
    text(painter, {inset, 66, most, 20}, content.second, font(smallPixels), theme().textMuted);
    if (hasHistory) sparkline(painter, {right - 84, 66, 84, 22}, content.history);
}

void CardPainter::compactGroup(QPainter& painter, const GraphNode& node, const CardContent& content) {
    const double right = node.rect.width() - inset;
    const bool isWell = content.state <= CardState::Ok;
    if (!isWell) glyph(painter, {inset + 6, 24}, 6, content.state);
    const double left = isWell ? inset : inset + 18;
    const QString words = isWell ? content.figure : content.second.isEmpty() ? content.stateWord : content.second;
    const double wide = QFontMetricsF(font(smallPixels, 600)).horizontalAdvance(words);
    text(painter, {right - wide - 1, 12, wide + 2, 24}, words, font(smallPixels, 600), theme().text,
         Qt::AlignRight | Qt::AlignVCenter);
    text(painter, {left, 12, right - wide - 8 - left, 24}, content.title, font(16, 600), theme().text);
}

void CardPainter::compactTopic(QPainter& painter, const GraphNode& node, const CardContent& content) {
    const double right = node.rect.width() - inset;
    text(painter, {inset, 4, right - inset, 22}, content.title, font(smallPixels + 1, 600), theme().text,
         Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    strip(painter, {inset, 28, right - inset, 18}, node.replicas, content.partitionLag);
    const QString left = content.figure.isEmpty() ? content.detail : content.figure;
    text(painter, {inset, 48, right - inset, 20}, left, font(smallPixels), theme().textMuted);
    text(painter, {inset, 48, right - inset, 20}, content.second, font(smallPixels), theme().textMuted,
         Qt::AlignRight | Qt::AlignVCenter);
}

void CardPainter::compactBroker(QPainter& painter, const GraphNode& node, const CardContent& content) {
    const double right = node.rect.width() - 8;
    const bool isTrouble = content.state >= CardState::Saturated;
    glyph(painter, {14, 17}, 5.5, content.state);
    text(painter, {25, 6, 20, 22}, node.name.section(QLatin1Char('/'), -1), font(smallPixels, 600), theme().text);
    if (isTrouble) return text(painter, {9, 25, right - 9, 20}, content.stateWord, font(smallPixels, 600), theme().danger);
    text(painter, {26, 6, right - 26, 22}, content.utilisationText, font(13, 600), theme().textMuted,
         Qt::AlignRight | Qt::AlignVCenter);
    bar(painter, {9, 34, node.rect.width() - 18, 6}, content.utilisation);
}

/// From afar the difference is all there is room for beside the name.
void CardPainter::compactDifference(QPainter& painter, const GraphNode& node, const CardContent& content,
                                    const CardOverlay::Difference& difference) {
    const double right = node.rect.width() - inset;
    const bool isHigh = node.rect.height() > 60;
    const QFont title = font(isHigh ? 20 : 17, 600);
    const double wide = isHigh ? right - inset : 96;
    const QRectF pillRect(right - wide, isHigh ? node.rect.height() - inset - 32 : (node.rect.height() - 30) / 2, wide,
                          isHigh ? 32 : 30);
    const QRectF titleRect =
        isHigh ? QRectF(inset, 6, wide, pillRect.top() - 8) : QRectF(inset, 0, pillRect.left() - inset - 6, node.rect.height());
    text(painter, titleRect, content.title, title, theme().text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    divergingPill(painter, pillRect, difference, isHigh ? 20 : 17);
}

void CardPainter::divergingPill(QPainter& painter, const QRectF& rect, const CardOverlay::Difference& difference,
                                double pixels) const {
    const auto& scale = theme().diverging;
    const double middle = static_cast<double>(scale.size() - 1) / 2;
    const auto step = static_cast<std::size_t>(std::lround(middle + std::clamp(difference.position, -1.0, 1.0) * middle));
    painter.setPen(QPen(theme().borderStrong, 1));
    painter.setBrush(scale[step]);
    painter.drawRoundedRect(rect, 6, 6);
    const bool isLight = scale[step].lightnessF() > 0.55;
    text(painter, rect.adjusted(4, 0, -4, 0), difference.difference, font(pixels, 600),
         isLight ? QColor(20, 24, 30) : QColor(255, 255, 255), Qt::AlignCenter);
}

void CardPainter::bar(QPainter& painter, const QRectF& rect, double utilisation) const {
    const double round = rect.height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().container);
    painter.drawRoundedRect(rect, round, round);
    if (!(utilisation > 0)) return;
    painter.setBrush(theme().load(utilisation));
    const double wide = std::max(rect.height(), rect.width() * std::min(1.0, utilisation));
    painter.drawRoundedRect(QRectF(rect.topLeft(), QSizeF(wide, rect.height())), round, round);
}

}  // namespace headroom::desktop
