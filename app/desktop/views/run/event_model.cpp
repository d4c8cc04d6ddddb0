#include "app/desktop/views/run/event_model.h"

#include <algorithm>

#include "app/presentation/format.h"

namespace headroom::views {
namespace {

QString familyOf(const std::string& kind) {
    return QString::fromStdString(kind.substr(0, kind.find('.')));
}

QString cellOf(const trace::Event& event, int column) {
    switch (column) {
        case EventModel::Time: return QString::fromStdString(presentation::formatClock(event.time));
        case EventModel::Severity: return severityText(severityOf(event));
        case EventModel::Element: return QString::fromStdString(event.element);
        case EventModel::Kind: return QString::fromStdString(event.kind);
        default: return QString::fromStdString(event.summary);
    }
}

}  // namespace

int severityOf(const trace::Event& event) {
    return event.severity == "error" ? 2 : event.severity == "warning" ? 1 : 0;
}

QString severityText(int severity) {
    return severity == 2 ? EventModel::tr("✕ error") : severity == 1 ? EventModel::tr("▲ warning") : EventModel::tr("● info");
}

bool EventFilter::passes(const trace::Event& event) const {
    if (severityOf(event) < leastSeverity) return false;
    if (!families.isEmpty() && !families.contains(familyOf(event.kind))) return false;
    if (text.isEmpty()) return true;
    for (const std::string* part : {&event.element, &event.kind, &event.summary})
        if (QString::fromStdString(*part).contains(text, Qt::CaseInsensitive)) return true;
    return false;
}

EventModel::EventModel(const TraceSource& source, QObject* parent) : QAbstractTableModel(parent), m_source(source) {
    connect(&source, &TraceSource::replaced, this, &EventModel::restart);
    connect(&source, &TraceSource::grew, this, &EventModel::take);
    restart();
}

void EventModel::setFilter(const EventFilter& filter) {
    m_filter = filter;
    restart();
}

void EventModel::restart() {
    beginResetModel();
    m_rows.clear();
    m_families.clear();
    const auto& events = m_source.trace().events();
    for (m_seen = 0; m_seen < events.size(); ++m_seen) {
        noteFamily(events[m_seen].kind);
        if (m_filter.passes(events[m_seen])) m_rows.push_back(m_seen);
    }
    endResetModel();
    emit familiesChanged();
}

void EventModel::take() {
    const auto& events = m_source.trace().events();
    const auto before = m_families.size();
    std::vector<std::size_t> arrived;
    for (; m_seen < events.size(); ++m_seen) {
        noteFamily(events[m_seen].kind);
        if (m_filter.passes(events[m_seen])) arrived.push_back(m_seen);
    }
    if (!arrived.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(arrived.size()) - 1);
        m_rows.insert(m_rows.end(), arrived.begin(), arrived.end());
        endInsertRows();
    }
    if (m_families.size() != before) emit familiesChanged();
}

void EventModel::noteFamily(const std::string& kind) {
    const QString family = familyOf(kind);
    const auto place = std::lower_bound(m_families.begin(), m_families.end(), family);
    if (place == m_families.end() || *place != family) m_families.insert(place, family);
}

std::optional<int> EventModel::rowOf(std::size_t event) const {
    const auto found = std::ranges::lower_bound(m_rows, event);
    if (found == m_rows.end() || *found != event) return std::nullopt;
    return static_cast<int>(found - m_rows.begin());
}

std::optional<int> EventModel::rowAt(model::Instant instant) const {
    const auto& events = m_source.trace().events();
    const auto after = std::ranges::upper_bound(m_rows, instant, {}, [&](std::size_t i) { return events[i].time; });
    if (after == m_rows.begin()) return std::nullopt;
    return static_cast<int>(after - m_rows.begin()) - 1;
}

int EventModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const std::size_t position = eventAt(index.row());
    const trace::Event& event = m_source.trace().events()[position];
    if (role == Qt::DisplayRole) return cellOf(event, index.column());
    const std::string& told = event.reason.sentence.empty() ? event.summary : event.reason.sentence;
    if (role == Qt::ToolTipRole) return QString::fromStdString(told);
    if (role == eventRole) return QVariant::fromValue(static_cast<qulonglong>(position));
    return {};
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Time"), tr("Severity"), tr("What happened"), tr("Element"), tr("Kind")};
    return titles[section];
}

}  // namespace headroom::views
