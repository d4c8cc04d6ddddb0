#include "app/desktop/views/charts/chart_interaction.h"

#include <algorithm>

namespace headroom::views {

ChartInteraction::ChartInteraction(ChartBoard& board, Playhead& playhead, QObject* parent)
    : QObject(parent), m_board(board), m_playhead(playhead) {
    connect(&playhead, &Playhead::moved, this, &ChartInteraction::changed);
}

void ChartInteraction::setHover(std::optional<double> seconds) {
    if (seconds == m_hover) return;
    m_hover = seconds;
    emit changed();
}

double ChartInteraction::playheadSeconds() const {
    return secondsOf(m_playhead.instant());
}

double ChartInteraction::readOut() const {
    return m_hover.value_or(playheadSeconds());
}

void ChartInteraction::beginBrush(double seconds) {
    m_brushStart = seconds;
    m_brush.reset();
}

void ChartInteraction::moveBrush(double seconds) {
    if (!m_brushStart) return;
    const TimeSpan shown = m_board.span();
    seconds = std::clamp(seconds, shown.from, shown.to);
    m_brush = TimeSpan{std::min(*m_brushStart, seconds), std::max(*m_brushStart, seconds)};
    emit changed();
}

void ChartInteraction::endBrush() {
    const auto brushed = m_brush;
    cancelBrush();
    if (brushed) m_board.zoomTo(*brushed);
}

void ChartInteraction::cancelBrush() {
    m_brushStart.reset();
    m_brush.reset();
    emit changed();
}

void ChartInteraction::zoomBy(double factor) {
    const TimeSpan shown = m_board.span();
    const double head = playheadSeconds();
    const double about = shown.contains(head) ? head : (shown.from + shown.to) / 2;
    m_board.zoomTo({about - (about - shown.from) * factor, about + (shown.to - about) * factor});
}

void ChartInteraction::panBy(double fraction) {
    const TimeSpan shown = m_board.span();
    const TimeSpan whole = m_board.wholeSpan();
    const double by = std::clamp(fraction * shown.length(), whole.from - shown.from, whole.to - shown.to);
    if (m_board.isZoomed() && by != 0) m_board.zoomTo({shown.from + by, shown.to + by});
}

void ChartInteraction::movePlayheadTo(double seconds) {
    m_playhead.moveTo(model::Instant::start() + model::Duration::fromSeconds(std::max(0.0, seconds)));
}

}  // namespace headroom::views
