#include "app/desktop/canvas/card_painter.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>

namespace headroom::desktop {

using presentation::CardState;
using views::CardContent;
using views::GraphNode;
using views::NodeKind;

namespace {

constexpr double titlePixels = 13;
constexpr double smallPixels = 11;
constexpr double inset = 12;
constexpr double ringSize = 46;

bool isCardShaped(NodeKind kind) {
    return kind != NodeKind::Group && kind != NodeKind::Topic && kind != NodeKind::Broker && kind != NodeKind::Zone &&
           kind != NodeKind::Nodes;
}

bool isLow(const GraphNode& node) {
    return node.isCompact && !node.isCollapsed;
}

double briefRingSize(const GraphNode& node) {
    return std::min(node.rect.height() - 16, 64.0);
}

bool hasRing(NodeKind kind) {
    return isCardShaped(kind) && kind != NodeKind::Client;
}

}  // namespace

QRectF CardPainter::ringRect(const GraphNode& node, CardDetail detail) {
    const double right = node.rect.width() - inset;
    if (detail == CardDetail::Full) return {right - ringSize, isLow(node) ? 5 : inset - 2, ringSize, ringSize};
    if (detail == CardDetail::Compact)
        return {right - compactRingSize + 3, isLow(node) ? 4.0 : 13.0, compactRingSize, compactRingSize};
    const double size = briefRingSize(node);
    return {right - size, (node.rect.height() - size) / 2, size, size};
}

QFont CardPainter::font(double pixels, int weight) const {
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(static_cast<int>(pixels));
    font.setWeight(static_cast<QFont::Weight>(weight));
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

void CardPainter::text(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, const QColor& colour,
                       Qt::Alignment alignment, Qt::TextElideMode elide) const {
    painter.setPen(colour);
    m_texts.paint(painter, rect, text, font, {alignment, elide});
}

QColor CardPainter::colourOf(CardState state) const {
    switch (state) {
        case CardState::Idle: return theme().unknown;
        case CardState::Ok: return theme().ok;
        case CardState::Busy: return theme().warning;
        case CardState::Scaling:
        case CardState::Rebalancing: return theme().info;
        case CardState::Behind: return theme().warning;
        case CardState::Saturated:
        case CardState::Failing:
        case CardState::BreakerOpen:
        case CardState::Fault:
        case CardState::Down: return theme().danger;
    }
    return theme().unknown;
}

void CardPainter::paint(QPainter& painter, const GraphNode& node, const CardContent& content, const CardLook& look, CardDetail detail) {
    if (look.isDimmed) painter.setOpacity(0.35);
    paintBlank(painter, node, look, detail);
    paintFigures(painter, node, content, look, detail);
}

void CardPainter::paintBlank(QPainter& painter, const GraphNode& node, const CardLook& look, CardDetail detail) {
    painter.setRenderHint(QPainter::Antialiasing);
    if (detail == CardDetail::Dot) return;
    frame(painter, node, look, node.kind == NodeKind::Broker || node.kind == NodeKind::Group ? 8 : 10);
    if (hasRing(node.kind) && !look.difference) ringGround(painter, ringRect(node, detail));
    if (detail != CardDetail::Full) return;
    if (node.kind == NodeKind::Group) m_icons.paint(painter, QStringLiteral("group"), {inset + 2, 14, 20, 20}, theme().textMuted);
    if (!isCardShaped(node.kind)) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().container);
    painter.drawRoundedRect(QRectF(inset, inset, 32, 32), 8, 8);
    m_icons.paint(painter, node.kind == NodeKind::Cluster ? QStringLiteral("cluster") : IconStore::nameOf(node.kind),
                  QRectF(inset + 6, inset + 6, 20, 20), theme().accent);
}

void CardPainter::paintFigures(QPainter& painter, const GraphNode& node, const CardContent& content, const CardLook& look,
                               CardDetail detail) {
    painter.setRenderHint(QPainter::Antialiasing);
    if (detail == CardDetail::Dot) return dot(painter, node, content);
    const bool isCompact = detail == CardDetail::Compact;
    m_type = isCompact ? 1.4 : 1;
    if (look.difference && detail != CardDetail::Full && node.kind != NodeKind::Broker)
        return compactDifference(painter, node, content, *look.difference);
    if (node.kind == NodeKind::Broker) return isCompact ? compactBroker(painter, node, content) : broker(painter, node, content);
    if (detail == CardDetail::Brief) return brief(painter, node, content);
    if (isCardShaped(node.kind)) isCompact ? compactCard(painter, node, content) : card(painter, node, content, look);
    if (node.kind == NodeKind::Group) isCompact ? compactGroup(painter, node, content) : group(painter, node, content);
    if (node.kind == NodeKind::Topic) isCompact ? compactTopic(painter, node, content) : topic(painter, node, content);
    if (node.kind == NodeKind::Zone || node.kind == NodeKind::Nodes) place(painter, node, content);
    badges(painter, node, content, look);
}

void CardPainter::frame(QPainter& painter, const GraphNode& node, const CardLook& look, double radius) {
    const QRectF rect(QPointF(0, 0), node.rect.size());
    if (look.isSelected || look.isFound) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.isSelected ? theme().accentSoft : theme().warning.lighter(theme().isDark ? 60 : 170));
        painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), radius + 4, radius + 4);
    } else if (!theme().isDark && node.kind != NodeKind::Zone) {
        // A shadow of one colour: a blur would cost more than the card.
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(22, 32, 46, 14));
        painter.drawRoundedRect(rect.translated(0, 2).adjusted(-1, 0, 1, 1), radius + 1, radius + 1);
    }
    QPen pen(look.isSelected ? theme().accent : theme().border, look.isSelected ? 2 : 1);
    if (look.isHovered && !look.isSelected) pen.setColor(theme().borderStrong);
    if (node.kind == NodeKind::Zone) pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(node.kind == NodeKind::Zone ? theme().container : look.isHovered ? theme().cardRaised : theme().card);
    if (node.kind == NodeKind::Bundle) painter.drawRoundedRect(rect.translated(4, 4), radius, radius);
    painter.drawRoundedRect(rect, radius, radius);
    if (look.isFocused) {
        painter.setPen(QPen(theme().accent, 1.5, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect.adjusted(-6, -6, 6, 6), radius + 6, radius + 6);
    }
}

void CardPainter::card(QPainter& painter, const GraphNode& node, const CardContent& content, const CardLook& look) {
    const double right = node.rect.width() - inset;
    const double wide = right - ringSize - 8 - 52;
    text(painter, {52, 11, wide, 18}, content.title, font(titlePixels, 600), theme().text);
    text(painter, {52, 29, wide, 15}, content.detail, font(smallPixels), theme().textMuted);
    if (look.difference) return difference(painter, {inset, 12, right - inset, 72}, *look.difference);
    if (hasRing(node.kind)) ring(painter, ringRect(node, CardDetail::Full), content);
    if (isLow(node)) return glyph(painter, {inset + 28, inset + 30}, 5, content.state);
    const QFont strong = font(titlePixels, 600);
    const bool hasHistory = content.history.size() > 1;
    const double most = hasHistory ? right - 88 - inset - 4 : right - inset;
    text(painter, {inset, 51, most, 18}, content.figure, strong, theme().text);
    text(painter, {inset, 69, most, 16}, content.second, font(smallPixels), theme().textMuted);
    if (hasHistory) sparkline(painter, {right - 84, 62, 84, 24}, content.history);
    glyph(painter, {inset + 28, inset + 30}, 5, content.state);
}

void CardPainter::brief(QPainter& painter, const GraphNode& node, const CardContent& content) {
    const double height = node.rect.height();
    const bool isRinged = hasRing(node.kind);
    const double room = node.rect.width() - 2 * inset - (isRinged ? briefRingSize(node) + 8 : 0);
    text(painter, {inset, 0, room, height}, content.title, font(height > 60 ? 22 : 19, 600), theme().text,
         Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    if (isRinged) ring(painter, ringRect(node, CardDetail::Brief), content);
    if (content.state > CardState::Ok && !isRinged) glyph(painter, {node.rect.width() - 16, 14}, 8, content.state);
    if (content.state > CardState::Ok && isRinged) glyph(painter, {10, 10}, 9, content.state);
}

void CardPainter::group(QPainter& painter, const GraphNode& node, const CardContent& content) {
    const double right = node.rect.width() - inset;
    text(painter, {44, 7, 96, 18}, content.title, font(12, 600), theme().text);
    text(painter, {44, 24, 96, 15}, content.second.isEmpty() ? content.detail : content.second, font(smallPixels), theme().textMuted);
    text(painter, {140, 7, right - 140, 18}, content.figure, font(12, 600), theme().text, Qt::AlignRight | Qt::AlignVCenter);
    const QString word = content.stateWord;
    if (word.isEmpty()) return;
    const double wide = QFontMetricsF(font(smallPixels)).horizontalAdvance(word);
    glyph(painter, {right - wide - 9, 31.5}, 4.5, content.state);
    text(painter, {right - wide - 1, 24, wide + 2, 15}, word, font(smallPixels), theme().textMuted, Qt::AlignRight | Qt::AlignVCenter);
}

void CardPainter::topic(QPainter& painter, const GraphNode& node, const CardContent& content) {
    const double right = node.rect.width() - inset;
    const double figureWidth = QFontMetricsF(font(12, 600)).horizontalAdvance(content.figure);
    text(painter, {inset, 8, right - inset - figureWidth - 8, 17}, content.title, font(12, 600), theme().text,
         Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    text(painter, {right - figureWidth - 2, 8, figureWidth + 2, 17}, content.figure, font(12, 600), theme().text, Qt::AlignRight | Qt::AlignVCenter);
    strip(painter, {inset, 29, right - inset, 20}, node.replicas, content.partitionLag);
    text(painter, {inset, 51, 130, 16}, content.detail, font(smallPixels), theme().textMuted);
    text(painter, {inset + 100, 51, right - inset - 100, 16}, content.second, font(smallPixels), theme().textMuted,
         Qt::AlignRight | Qt::AlignVCenter);
}

void CardPainter::broker(QPainter& painter, const GraphNode& node, const CardContent& content) {
    const QRectF rect(QPointF(0, 0), node.rect.size());
    const QString name = QStringLiteral("broker %1").arg(node.name.section(QLatin1Char('/'), -1));
    const bool isTrouble = content.state >= CardState::Saturated;
    glyph(painter, {13, 14}, 4.5, content.state);
    text(painter, {22, 5, rect.width() - 24, 18}, name, font(smallPixels), theme().text);
    const QString load = content.utilisationText.isEmpty() ? QStringLiteral("–") : content.utilisationText;
    text(painter, {9, 21, rect.width() - 18, 15}, isTrouble ? content.stateWord : load, font(smallPixels, 600),
         isTrouble ? theme().danger : theme().textMuted);
    bar(painter, {9, 38, rect.width() - 18, 4}, content.utilisation);
}

void CardPainter::place(QPainter& painter, const GraphNode& node, const CardContent& content) {
    const double right = node.rect.width() - inset;
    const bool isNodes = node.kind == NodeKind::Nodes;
    m_icons.paint(painter, IconStore::nameOf(node.kind), {inset, 10, 20, 20}, theme().textMuted);
    const double pixels = m_type > 1 ? 17 : 12;
    text(painter, {40, 9, right - 40, 22}, content.title, font(pixels, 600), theme().text);
    if (node.isCollapsed) return;
    const bool isLarge = m_type > 1;
    if (!isLarge) text(painter, {inset, 48, right - inset, 16}, content.detail, font(smallPixels), theme().textMuted);
    if (isLarge && !isNodes) return text(painter, {inset, 38, right - inset, 22}, content.detail, font(15), theme().textMuted);
    if (!isNodes) {
        QStringList names;
        for (const QString& member : node.members) names << member.section(QLatin1Char('/'), 1);
        return text(painter, {inset, 32, right - inset, 16}, names.join(QStringLiteral(", ")), font(smallPixels), theme().textMuted);
    }
    const int count = std::clamp(node.replicas, 1, 40);
    const double step = std::min(18.0, (right - inset) / count);
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const bool isDown = at < content.cells.size() && content.cells[at] == CardState::Down;
        painter.setPen(QPen(isDown ? theme().danger : theme().borderStrong, 1));
        painter.setBrush(isDown ? QBrush(Qt::NoBrush) : QBrush(theme().container));
        const QRectF cell(inset + i * step, isLarge ? 42 : 33, step - 3, 11);
        painter.drawRoundedRect(cell, 2, 2);
        if (isDown) painter.drawLine(cell.topLeft(), cell.bottomRight());
    }
}

void CardPainter::paintContainer(QPainter& painter, const GraphNode& node, const CardContent& content, const CardLook& look,
                                 CardDetail detail) {
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF& rect = node.rect;
    painter.setPen(QPen(look.isSelected ? theme().accent : theme().border, look.isSelected ? 2 : 1));
    painter.setBrush(theme().container);
    painter.drawRoundedRect(rect, 14, 14);
    m_icons.paint(painter, QStringLiteral("cluster"), QRectF(rect.x() + 16, rect.y() + 11, 18, 18), theme().textMuted);
    text(painter, {rect.x() + 42, rect.y() + 10, rect.width() - 80, 20},
         QStringLiteral("Kafka · %1 · %2").arg(content.title, content.detail), font(detail == CardDetail::Full ? 12 : 16, 600),
         theme().textMuted);
    const QRectF toggle = toggleRect(node).translated(rect.topLeft());
    painter.setPen(QPen(theme().textMuted, 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(toggle.center().x() - 4, toggle.center().y()), QPointF(toggle.center().x() + 4, toggle.center().y()));
}

QRectF CardPainter::toggleRect(const GraphNode& node) {
    return {node.rect.width() - 34, 8, 24, 24};
}

}  // namespace headroom::desktop
