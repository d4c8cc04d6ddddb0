#include "app/desktop/charts/chart_view.h"

#include <QCategoryAxis>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "app/desktop/views/charts/axis_ticks.h"

namespace headroom::desktop {
namespace {

constexpr double axisWidth = 76;
constexpr double topHeight = 32;
constexpr double bottomHeight = 24;
constexpr double spacing = 16;
constexpr int grabDistance = 5;

/// The axis' ticks stand for its categories' ends; the first would else have no label.
void setTicks(QCategoryAxis& axis, const std::vector<views::Tick>& ticks, double low, double high) {
    for (const QString& label : axis.categoriesLabels()) axis.remove(label);
    const double hair = (high - low) * 1e-9;
    axis.setStartValue(ticks.empty() ? low : ticks.front().value - hair);
    for (const views::Tick& tick : ticks) axis.append(tick.label, tick.value);
    axis.setRange(low, high);
}

}  // namespace

ChartView::ChartView(views::ChartBoard& board, views::ChartInteraction& interaction, const ThemeStore& themes, QWidget* parent)
    : QChartView(parent), m_board(board), m_interaction(interaction), m_themes(themes) {
    setupAxes();
    m_lines = new ChartLinesItem(chart());
    m_cursor = new ChartCursorItem(interaction, chart());
    m_legend = new ChartLegendItem(chart());
    m_title = new QGraphicsSimpleTextItem(chart());
    m_unit = new QGraphicsSimpleTextItem(chart());
    m_lines->setZValue(10);
    m_legend->setZValue(11);
    m_cursor->setZValue(12);
    m_lines->setCacheMode(QGraphicsItem::DeviceCoordinateCache);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(124);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void ChartView::setupAxes() {
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->legend()->hide();
    m_frame = new QLineSeries(chart());
    m_frame->setUseOpenGL(false);
    m_timeAxis = new QCategoryAxis(chart());
    m_valueAxis = new QCategoryAxis(chart());
    chart()->addSeries(m_frame);
    chart()->addAxis(m_timeAxis, Qt::AlignBottom);
    chart()->addAxis(m_valueAxis, Qt::AlignLeft);
    for (QCategoryAxis* axis : {m_timeAxis, m_valueAxis}) {
        m_frame->attachAxis(axis);
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setTruncateLabels(false);
    }
    m_valueAxis->setLineVisible(false);
}

void ChartView::setChart(const views::Chart& chart) {
    m_chart = chart;
    const views::ChartSpec& spec = views::specOf(chart.kind);
    m_title->setText(spec.title);
    m_unit->setText(views::unitBesideTitle(spec.unit));
    setObjectName(QStringLiteral("chart.") + spec.id);
    setAccessibleName(tr("Chart of %1").arg(spec.title));
    setAccessibleDescription(tr("Arrows move the playhead, plus and minus zoom, 0 shows everything"));
    refresh();
}

QFont ChartView::smallFont() const {
    QFont small = font();
    small.setPointSizeF(std::max(6.0, font().pointSizeF() * 0.86));
    return small;
}

void ChartView::applyTheme() {
    const Theme& theme = m_themes.theme();
    setBackgroundBrush(theme.panel);
    QFont heading = font();
    heading.setWeight(QFont::DemiBold);
    m_title->setFont(heading);
    m_title->setBrush(theme.text);
    m_unit->setFont(smallFont());
    m_unit->setBrush(theme.textMuted);
    for (QCategoryAxis* axis : {m_timeAxis, m_valueAxis}) {
        if (axis->labelsBrush() != QBrush(theme.textMuted)) axis->setLabelsBrush(theme.textMuted);
        if (axis->labelsFont() != smallFont()) axis->setLabelsFont(smallFont());
        if (axis->gridLinePen().color() != theme.border) axis->setGridLinePen(QPen(theme.border, 1));
        if (axis->linePen().color() != theme.borderStrong) axis->setLinePen(QPen(theme.borderStrong, 1));
    }
}

void ChartView::layOut(const QSizeF& size) {
    const double legendWidth = std::clamp(size.width() * 0.28, 120.0, 250.0);
    const double text = font().pointSizeF() / 10;
    m_scale.plot = QRectF(axisWidth * text, topHeight, std::max(40.0, size.width() - axisWidth * text - legendWidth - 2 * spacing),
                          std::max(24.0, size.height() - topHeight - bottomHeight * text));
    m_legendRect = QRectF(m_scale.plot.right() + spacing, 10, legendWidth, size.height() - 18);
    m_title->setPos(spacing, 8);
    const QRectF title = m_title->sceneBoundingRect();
    m_unit->setPos(title.right() + 8, title.bottom() - m_unit->boundingRect().height() - 1);
    if (chart()->size() != size) chart()->resize(size);
    if (chart()->plotArea() != m_scale.plot) chart()->setPlotArea(m_scale.plot);
    chart()->layout()->invalidate();
    chart()->layout()->activate();
}

void ChartView::showTicks() {
    m_scale.span = m_board.span();
    const std::string& unit = views::specOf(m_chart.kind).unit;
    const int rows = std::clamp(static_cast<int>(m_scale.plot.height() / 26), 3, 6);
    const auto values = views::valueTicks(0, m_board.greatest(m_chart, m_scale.span), unit, rows);
    const auto times = views::timeTicks(m_scale.span, std::max(2, static_cast<int>(m_scale.plot.width() / 90)));
    m_scale.low = values.front().value;
    m_scale.high = values.back().value;
    QStringList labels;
    for (const auto& ticks : {values, times})
        for (const views::Tick& tick : ticks) labels.append(tick.label);
    labels.append(QString::number(m_scale.span.from) + QLatin1Char(' ') + QString::number(m_scale.span.to));
    if (labels == m_tickLabels) return;
    m_tickLabels = labels;
    setTicks(*m_valueAxis, values, m_scale.low, m_scale.high);
    setTicks(*m_timeAxis, times, m_scale.span.from, m_scale.span.to);
}

void ChartView::showLines() {
    m_lines->present(m_board, m_chart, m_scale, m_themes.theme());
    refreshCursor();
}

void ChartView::refresh() {
    applyTheme();
    layOut(QSizeF(viewport()->size()));
    showTicks();
    showLines();
}

void ChartView::refreshCursor() {
    m_cursor->present(m_scale, m_themes.theme(), smallFont());
    m_legend->present(m_board, m_chart, m_interaction.readOut(), m_legendRect, m_themes.theme(), smallFont());
}

void ChartView::renderTo(QPainter& painter, const QSizeF& size) {
    // A cached item would be put into a vector picture as pixels.
    m_lines->setCacheMode(QGraphicsItem::NoCache);
    m_cursor->hide();
    layOut(size);
    showTicks();
    showLines();
    painter.fillRect(QRectF(QPointF(), size), m_themes.theme().panel);
    scene()->render(&painter, QRectF(QPointF(), size), QRectF(QPointF(), size));
    m_cursor->show();
    m_lines->setCacheMode(QGraphicsItem::DeviceCoordinateCache);
    refresh();
}

/// What was laid out while nobody saw it was only half laid out.
void ChartView::showEvent(QShowEvent* event) {
    QChartView::showEvent(event);
    chart()->setPlotArea({});
    refresh();
}

void ChartView::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    refresh();
}

bool ChartView::isNearPlayhead(double x) const {
    const double seconds = m_interaction.playheadSeconds();
    return m_scale.span.contains(seconds) && std::abs(m_scale.x(seconds) - x) <= grabDistance;
}

void ChartView::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton) return QWidget::mousePressEvent(event);
    m_pressX = event->position().x();
    m_drag = isNearPlayhead(m_pressX) ? Drag::Playhead : Drag::Pending;
    event->accept();
}

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    const double seconds = m_scale.seconds(x);
    if (m_drag == Drag::Pending && std::abs(x - m_pressX) > grabDistance) {
        m_drag = Drag::Brush;
        m_interaction.beginBrush(std::clamp(m_scale.seconds(m_pressX), m_scale.span.from, m_scale.span.to));
    }
    if (m_drag == Drag::Brush) m_interaction.moveBrush(seconds);
    if (m_drag == Drag::Playhead) m_interaction.movePlayheadTo(seconds);
    const bool isInside = m_scale.plot.contains(event->position());
    m_interaction.setHover(isInside && m_drag != Drag::Playhead ? std::optional(seconds) : std::nullopt);
    viewport()->setCursor(m_drag == Drag::Playhead || (isInside && isNearPlayhead(x)) ? Qt::SizeHorCursor : Qt::ArrowCursor);
    event->accept();
}

void ChartView::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::Brush) m_interaction.endBrush();
    if (drag == Drag::Pending && m_scale.plot.contains(event->position()))
        m_interaction.movePlayheadTo(m_scale.seconds(event->position().x()));
    event->accept();
}

void ChartView::mouseDoubleClickEvent(QMouseEvent* event) {
    m_drag = Drag::None;
    m_board.resetZoom();
    event->accept();
}

void ChartView::keyPressEvent(QKeyEvent* event) {
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool isAlt = event->modifiers().testFlag(Qt::AltModifier);
    switch (event->key()) {
        case Qt::Key_Left: return isAlt ? m_interaction.panBy(-0.25) : m_interaction.stepPlayhead(isShifted ? -10 : -1);
        case Qt::Key_Right: return isAlt ? m_interaction.panBy(0.25) : m_interaction.stepPlayhead(isShifted ? 10 : 1);
        case Qt::Key_Plus:
        case Qt::Key_Equal: return m_interaction.zoomBy(0.5);
        case Qt::Key_Minus: return m_interaction.zoomBy(2);
        case Qt::Key_0: return m_board.resetZoom();
        case Qt::Key_Escape: return m_interaction.brush() ? m_interaction.cancelBrush() : m_board.resetZoom();
        default: QWidget::keyPressEvent(event);
    }
}

void ChartView::leaveEvent(QEvent* event) {
    m_interaction.setHover(std::nullopt);
    QChartView::leaveEvent(event);
}

void ChartView::drawForeground(QPainter* painter, const QRectF& rect) {
    QChartView::drawForeground(painter, rect);
    if (!hasFocus()) return;
    painter->setPen(QPen(m_themes.theme().accent, 1.5));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(viewport()->rect()).adjusted(2, 2, -2, -2), 6, 6);
}

}  // namespace headroom::desktop
