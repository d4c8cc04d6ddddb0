#include "app/desktop/charts/chart_stack.h"

#include <QVBoxLayout>

namespace headroom::desktop {

ChartStack::ChartStack(views::ChartBoard& board, views::Playhead& playhead, const ThemeStore& themes, QWidget* parent)
    : QScrollArea(parent), m_board(board), m_interaction(board, playhead), m_themes(themes) {
    m_column = new QWidget(this);
    auto* layout = new QVBoxLayout(m_column);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    setWidget(m_column);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Charts"));
    m_pace.setSingleShot(true);
    m_pace.setInterval(100);
    connect(&m_pace, &QTimer::timeout, this, &ChartStack::refresh);
    connect(&board, &views::ChartBoard::rearranged, this, &ChartStack::rearrange);
    connect(&board, &views::ChartBoard::zoomed, this, &ChartStack::refresh);
    connect(&board, &views::ChartBoard::grew, this, [this] {
        if (!m_pace.isActive()) m_pace.start();
    });
    connect(&m_interaction, &views::ChartInteraction::changed, this, &ChartStack::refreshCursors);
    connect(&themes, &ThemeStore::changed, this, &ChartStack::refresh);
    rearrange();
}

void ChartStack::rearrange() {
    const std::vector<views::Chart>& charts = m_board.charts();
    while (m_views.size() > charts.size()) {
        m_views.back()->hide();
        m_views.back()->deleteLater();
        m_views.pop_back();
    }
    while (m_views.size() < charts.size()) {
        m_views.push_back(new ChartView(m_board, m_interaction, m_themes, m_column));
        m_column->layout()->addWidget(m_views.back());
    }
    for (std::size_t i = 0; i < charts.size(); ++i) m_views[i]->setChart(charts[i]);
}

void ChartStack::refresh() {
    if (!isVisible()) return;
    for (ChartView* view : m_views) view->refresh();
}

void ChartStack::refreshCursors() {
    if (!isVisible()) return;
    for (ChartView* view : m_views) view->refreshCursor();
}

void ChartStack::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    refresh();
}

ChartView* ChartStack::findChart(views::ChartKind kind) const {
    for (ChartView* view : m_views)
        if (view->shown().kind == kind) return view;
    return nullptr;
}

ChartView* ChartStack::currentChart() const {
    for (ChartView* view : m_views)
        if (view->hasFocus()) return view;
    return m_views.empty() ? nullptr : m_views.front();
}

}  // namespace headroom::desktop
