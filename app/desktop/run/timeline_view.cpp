#include "app/desktop/run/timeline_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "app/presentation/format.h"

namespace headroom::desktop {
namespace {

using views::Lane;

constexpr double gutter = 96;     ///< the lanes' titles
constexpr double margin = 28;
constexpr double axisHeight = 24;
constexpr double loadHeight = 58;
constexpr double laneHeight = 20;
constexpr double gap = 8;
constexpr double reach = 6;       ///< pixels from a mark that still hit it

double lanesTop() {
    return axisHeight + loadHeight + gap;
}

}  // namespace

TimelineView::TimelineView(const views::TraceSource& source, views::Playhead& playhead, ThemeStore& themes, QWidget* parent)
    : QWidget(parent), m_model(source), m_playhead(playhead), m_themes(themes) {
    setAccessibleName(tr("Timeline"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&m_model, &views::TimelineModel::changed, this, [this] {
        fitScale();
        update();
    });
    connect(&source, &views::TraceSource::begun, this, [this] { m_isZoomed = false; });
    connect(&playhead, &views::Playhead::moved, this, &TimelineView::showPlayhead);
    connect(&themes, &ThemeStore::changed, this, qOverload<>(&TimelineView::update));
    fitScale();
}

QSize TimelineView::minimumSizeHint() const {
    return {320, static_cast<int>(lanesTop() + laneHeight * views::laneCount + gap)};
}

QSize TimelineView::sizeHint() const {
    return {900, minimumSizeHint().height()};
}

double TimelineView::laneCentre(Lane lane) const {
    return lanesTop() + (static_cast<double>(lane) + 0.5) * laneHeight;
}

void TimelineView::fitScale() {
    m_scale.left = gutter;
    m_scale.width = std::max(1.0, width() - gutter - margin);
    const model::Instant end = m_model.end();
    if (!m_isZoomed) {
        m_scale.from = {};
        m_scale.to = std::max(end, model::Instant{} + model::Duration::seconds(1));
    } else if (m_playhead.isFollowing()) {
        m_scale = m_scale.showing(m_playhead.instant(), end);
    }
}

void TimelineView::showPlayhead() {
    if (m_isZoomed) m_scale = m_scale.showing(m_playhead.instant(), m_model.end());
    setAccessibleDescription(tr("At %1").arg(QString::fromStdString(presentation::formatClock(m_playhead.instant()))));
    update();
}

void TimelineView::scrubTo(double x) {
    m_playhead.moveTo(m_scale.at(x));
}

std::optional<std::size_t> TimelineView::eventAt(const QPointF& point) const {
    const auto row = static_cast<int>(std::floor((point.y() - lanesTop()) / laneHeight));
    if (row < 0 || row >= static_cast<int>(views::laneCount) || point.x() < gutter - reach) return std::nullopt;
    const auto lane = static_cast<Lane>(row);
    const auto [first, last] = m_model.visible(lane, m_scale.at(point.x() - reach), m_scale.at(point.x() + reach));
    std::optional<std::size_t> nearest;
    double least = reach + 0.5;
    for (std::size_t i = first; i < last; ++i) {
        const auto& mark = m_model.marks(lane)[i];
        const double from = m_scale.xOf(mark.from);
        const double to = mark.isOpen ? m_scale.xOf(m_playhead.instant()) : m_scale.xOf(mark.to);
        const double distance = std::max({from - point.x(), point.x() - std::max(from, to), 0.0});
        if (distance > least) continue;
        least = distance;
        nearest = mark.event;
    }
    return nearest;
}

void TimelineView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitScale();
}

void TimelineView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_model.source().trace().frames().empty()) return;
    if (const auto hit = eventAt(event->position())) {
        const trace::MemoryTrace& trace = m_model.source().trace();
        m_playhead.moveTo(views::shownAt(trace, trace.events()[*hit].time));
        emit eventActivated(*hit);
        return;
    }
    scrubTo(event->position().x());
}

void TimelineView::mouseMoveEvent(QMouseEvent* event) {
    if ((event->buttons() & Qt::LeftButton) != 0) return scrubTo(event->position().x());
    setCursor(eventAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent*) {
    m_isZoomed = false;
    fitScale();
    update();
}

void TimelineView::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    const bool moves = (event->modifiers() & Qt::ShiftModifier) != 0 || std::abs(turned.x()) > std::abs(turned.y());
    const double steps = (moves && turned.x() != 0 ? turned.x() : turned.y()) / 120.0;
    m_isZoomed = true;
    if (moves)
        m_scale = m_scale.moved(-steps * m_scale.width * 0.1, m_model.end());
    else
        m_scale = m_scale.zoomed(std::pow(0.8, steps), event->position().x(), m_model.end());
    if (m_scale.from.ns == 0 && m_scale.to >= m_model.end()) m_isZoomed = false;
    event->accept();
    update();
}

void TimelineView::keyPressEvent(QKeyEvent* event) {
    const auto& frames = m_model.source().trace().frames();
    const auto move = [this](std::int64_t seconds) {
        const std::int64_t target = m_playhead.instant().ns + seconds * 1'000'000'000;
        m_playhead.moveTo({std::max<std::int64_t>(0, target)});
    };
    if (frames.empty()) return QWidget::keyPressEvent(event);
    switch (event->key()) {
        case Qt::Key_Left: return m_playhead.stepBy(-1);
        case Qt::Key_Right: return m_playhead.stepBy(1);
        case Qt::Key_PageUp: return move(-10);
        case Qt::Key_PageDown: return move(10);
        case Qt::Key_Home: return m_playhead.moveTo(frames.front().time);
        case Qt::Key_End: return m_playhead.moveTo(frames.back().time);
        case Qt::Key_L: return m_playhead.follow();
        default: QWidget::keyPressEvent(event);
    }
}

bool TimelineView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto hit = eventAt(help->pos())) {
        const trace::Event& what = m_model.source().trace().events()[*hit];
        QToolTip::showText(help->globalPos(),
                           QString::fromStdString(presentation::formatClock(what.time)) + QStringLiteral("  ") +
                               QString::fromStdString(what.summary),
                           this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

}  // namespace headroom::desktop
