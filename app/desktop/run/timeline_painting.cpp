// How the timeline looks.
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "app/desktop/run/glyphs.h"
#include "app/desktop/run/timeline_view.h"
#include "app/presentation/format.h"

namespace headroom::desktop {
namespace {

using views::Lane;

constexpr double gutter = 96;
constexpr double axisHeight = 24;
constexpr double loadHeight = 58;
constexpr double laneHeight = 20;
constexpr double markSize = 10;
constexpr double legendHeight = 18;
constexpr double leastTick = 72;
constexpr double leastDistance = 7;  ///< marks closer than that are drawn as one

QColor faded(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

struct Look {
    Glyph glyph;
    QColor colour;
};

/// On an axis of whole seconds a start is a clock too.
QString axisText(std::int64_t ns, std::int64_t step) {
    const model::Instant instant{ns};
    if (step >= 1'000'000'000 && ns < 60'000'000'000)
        return QStringLiteral("00:%1").arg(ns / 1'000'000'000, 2, 10, QLatin1Char('0'));
    return QString::fromStdString(presentation::formatClock(instant));
}

/// Up or down by what the summary says: "HPA 4 → 6: …".
Glyph scalingGlyph(const std::string& summary) {
    const auto arrow = summary.find(" → ");
    if (arrow == std::string::npos) return Glyph::Dot;
    const auto digits = summary.find_last_not_of("0123456789", arrow - 1);
    const int before = std::atoi(summary.c_str() + (digits == std::string::npos ? 0 : digits + 1));
    const int after = std::atoi(summary.c_str() + arrow + std::string(" → ").size());
    return after >= before ? Glyph::TriangleUp : Glyph::TriangleDown;
}

Look lookOf(Lane lane, const trace::Event& event, const Theme& theme) {
    switch (lane) {
        case Lane::Faults: return {Glyph::Flag, theme.danger};
        case Lane::Scaling: return {scalingGlyph(event.summary), theme.accent};
        case Lane::Rebalances: return {Glyph::Ring, theme.series[3 % theme.series.size()]};
        case Lane::Breakers:
            return {event.kind == "breaker.opened" ? Glyph::Square : Glyph::HollowSquare,
                    event.kind == "breaker.closed" ? theme.ok : theme.warning};
        case Lane::Elections: return {Glyph::Diamond, theme.series[6 % theme.series.size()]};
        case Lane::Restarts:
            if (event.severity == "info") return {Glyph::Dot, theme.textMuted};
            return {Glyph::Cross, theme.danger};
        case Lane::Other: return {Glyph::Dot, theme.info};
    }
    return {Glyph::Dot, theme.info};
}

}  // namespace

void TimelineView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_themes.theme().panel);
    paintFuture(painter);
    paintAxis(painter);
    paintLoad(painter);
    for (std::size_t lane = 0; lane < views::laneCount; ++lane) paintLane(painter, static_cast<Lane>(lane));
    paintPlayhead(painter);
    if (!hasFocus()) return;
    painter.setPen(QPen(m_themes.theme().accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

/// What isn't simulated yet.
void TimelineView::paintFuture(QPainter& painter) const {
    const auto& frames = m_model.source().trace().frames();
    const double reached = frames.empty() ? gutter : std::clamp(m_scale.xOf(frames.back().time), gutter, gutter + m_scale.width);
    const double right = gutter + m_scale.width;
    painter.fillRect(QRectF(gutter, axisHeight, reached - gutter, height() - axisHeight), m_themes.theme().field);
    painter.fillRect(QRectF(reached, axisHeight, right - reached, height() - axisHeight), m_themes.theme().container);
}

void TimelineView::paintAxis(QPainter& painter) const {
    const Theme& theme = m_themes.theme();
    const auto step = static_cast<std::int64_t>(views::tickSeconds(leastTick * m_scale.secondsPerPixel()) * 1e9);
    if (m_model.source().trace().header().scenarioText.empty() && m_model.source().trace().frames().empty()) {
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(gutter, axisHeight, m_scale.width, height() - axisHeight), Qt::AlignCenter,
                         tr("Start a run to see here what happens when"));
        return;
    }
    for (std::int64_t at = (m_scale.from.ns + step - 1) / step * step; at <= m_scale.to.ns; at += step) {
        const double x = m_scale.xOf({at});
        painter.setPen(QPen(theme.border, 1));
        painter.drawLine(QPointF(x, axisHeight), QPointF(x, height()));
        // The playhead says its own instant there.
        if (std::abs(x - m_scale.xOf(m_playhead.instant())) < leastTick * 0.75) continue;
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(x - 40, 0, 80, axisHeight), Qt::AlignCenter, axisText(at, step));
    }
}

QPainterPath TimelineView::loadPath(const std::vector<float>& values, bool closed) const {
    const auto& frames = m_model.source().trace().frames();
    QPainterPath path;
    const double floor = axisHeight + loadHeight;
    const double most = std::max(1e-9, static_cast<double>(m_model.most()));
    const std::size_t count = std::min(values.size(), frames.size());
    double lastX = -1e9;
    for (std::size_t i = 1; i < count; ++i) {
        const double x = m_scale.xOf(frames[i].time);
        // Neighbours in the same pixel say nothing more.
        if (x < gutter - 20 || x > gutter + m_scale.width + 20 || (x - lastX < 0.7 && i + 1 < count)) continue;
        const QPointF point(x, floor - static_cast<double>(values[i]) / most * (loadHeight - legendHeight));
        if (path.elementCount() == 0) path.moveTo(closed ? QPointF(x, floor) : point);
        if (closed || path.elementCount() > 1 || lastX > -1e8) path.lineTo(point);
        lastX = x;
    }
    if (closed && path.elementCount() > 0) path.lineTo(lastX, floor);
    return path;
}

void TimelineView::paintLoad(QPainter& painter) const {
    const Theme& theme = m_themes.theme();
    painter.setPen(theme.textMuted);
    painter.drawText(QRectF(16, axisHeight, gutter - 24, 24), Qt::AlignVCenter | Qt::AlignLeft, tr("Load"));
    if (m_model.most() <= 0) return;
    const QString most = tr("%1/s").arg(QString::fromStdString(presentation::formatValue(double(m_model.most()), "")));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.save();
    painter.setFont(small);
    painter.drawText(QRectF(16, axisHeight + 22, gutter - 24, 20), Qt::AlignVCenter | Qt::AlignLeft, tr("up to %1").arg(most));
    painter.setClipRect(QRectF(gutter, axisHeight, m_scale.width, loadHeight));
    painter.fillPath(loadPath(m_model.completed(), true), faded(theme.series[0], 0.25));
    painter.setPen(QPen(theme.series[0], 1.5));
    painter.drawPath(loadPath(m_model.completed(), false));
    painter.setPen(QPen(theme.series[1 % theme.series.size()], 1, Qt::DashLine));
    painter.drawPath(loadPath(m_model.offered(), false));
    painter.restore();
    paintLegend(painter);
    painter.setPen(QPen(theme.border, 1));
    painter.drawLine(QPointF(gutter, axisHeight + loadHeight), QPointF(gutter + m_scale.width, axisHeight + loadHeight));
}

void TimelineView::paintLegend(QPainter& painter) const {
    const Theme& theme = m_themes.theme();
    painter.save();
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    painter.setFont(small);
    double right = gutter + m_scale.width - 6;
    const std::pair<QString, QPen> entries[] = {{tr("begun"), QPen(theme.series[1 % theme.series.size()], 1, Qt::DashLine)},
                                                {tr("completed"), QPen(theme.series[0], 1.5)}};
    for (const auto& [text, pen] : entries) {
        const double wide = QFontMetricsF(small).horizontalAdvance(text);
        const double y = axisHeight + 10;
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(right - wide, y - 8, wide + 2, 16), Qt::AlignVCenter, text);
        painter.setPen(pen);
        painter.drawLine(QPointF(right - wide - 24, y), QPointF(right - wide - 6, y));
        right -= wide + 38;
    }
    painter.restore();
}

void TimelineView::paintLane(QPainter& painter, Lane lane) const {
    const Theme& theme = m_themes.theme();
    const double y = laneCentre(lane);
    painter.setPen(theme.textMuted);
    painter.drawText(QRectF(16, y - laneHeight / 2, gutter - 24, laneHeight), Qt::AlignVCenter | Qt::AlignLeft, laneTitle(lane));
    painter.save();
    painter.setClipRect(QRectF(gutter - markSize, y - laneHeight / 2, m_scale.width + 2 * markSize, laneHeight));
    const auto [first, last] = m_model.visible(lane, m_scale.from, m_scale.to);
    const auto& events = m_model.source().trace().events();
    double lastX = -1e9;
    for (std::size_t i = first; i < last; ++i) {
        const auto& mark = m_model.marks(lane)[i];
        const trace::Event& event = events[mark.event];
        if (lane == Lane::Faults) paintFault(painter, mark, y);
        const double x = m_scale.xOf(mark.from);
        if (x - lastX < leastDistance || x < gutter - markSize) continue;
        const Look look = lookOf(lane, event, theme);
        drawGlyph(painter, look.glyph, {x, y}, markSize, look.colour);
        lastX = x;
    }
    painter.restore();
}

void TimelineView::paintFault(QPainter& painter, const views::TimelineModel::Mark& mark, double y) const {
    const auto& frames = m_model.source().trace().frames();
    const model::Instant end = mark.isOpen && !frames.empty() ? frames.back().time : mark.to;
    const double from = m_scale.xOf(mark.from);
    const double to = m_scale.xOf(end);
    // A fault without an end (a pod that was killed) is an instant.
    if (to - from < 2) return;
    const QColor colour = m_themes.theme().danger;
    const QRectF bar(from, y - 6, to - from, 12);
    painter.setPen(QPen(colour, 1));
    painter.setBrush(faded(colour, mark.isOpen ? 0.12 : 0.25));
    painter.drawRoundedRect(bar, 3, 3);
}

void TimelineView::paintPlayhead(QPainter& painter) const {
    if (m_model.source().trace().frames().empty()) return;
    const Theme& theme = m_themes.theme();
    const double x = m_scale.xOf(m_playhead.instant());
    if (x < gutter - 1 || x > gutter + m_scale.width + 1) return;
    const bool isLive = m_playhead.isFollowing();
    painter.setPen(QPen(theme.accent, 2));
    painter.drawLine(QPointF(x, axisHeight - 2), QPointF(x, height()));
    const QString text = QString::fromStdString(presentation::formatClock(m_playhead.instant()));
    const double wide = fontMetrics().horizontalAdvance(text) + 16;
    const double left = std::clamp(x - wide / 2, gutter - 20, width() - wide - 4);
    const QRectF tag(left, 2, wide, axisHeight - 4);
    painter.setPen(QPen(theme.accent, 1.5));
    painter.setBrush(isLive ? theme.panel : theme.accent);
    painter.drawRoundedRect(tag, 4, 4);
    painter.setPen(isLive ? theme.accent : theme.textOnAccent);
    painter.drawText(tag, Qt::AlignCenter, text);
}

}  // namespace headroom::desktop
