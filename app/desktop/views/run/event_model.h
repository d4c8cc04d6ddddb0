#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <cstddef>
#include <optional>
#include <vector>

#include "app/desktop/views/trace_source.h"

namespace headroom::views {

/// Which events a log shows.
struct EventFilter {
    QString text;          ///< somewhere in element, kind or summary, whatever its case
    QStringList families;  ///< "hpa", "fault": what stands before the dot; empty: all
    int leastSeverity = 0; ///< 0 info, 1 warning, 2 error

    bool passes(const trace::Event& event) const;
};

int severityOf(const trace::Event& event);
/// "✕ error": the same by shape and word.
QString severityText(int severity);

/// A trace's events as a table that grows with it.
class EventModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Severity, Summary, Element, Kind, ColumnCount };
    /// Position in trace().events().
    static constexpr int eventRole = Qt::UserRole;

    /// The source outlives it.
    explicit EventModel(const TraceSource& source, QObject* parent = nullptr);

    const EventFilter& filter() const { return m_filter; }
    void setFilter(const EventFilter& filter);
    /// What stands before the dots of the kinds there are, sorted.
    const QStringList& families() const { return m_families; }
    std::size_t eventAt(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    /// The row of an event; nothing where it is filtered out.
    std::optional<int> rowOf(std::size_t event) const;
    /// The last row at or before an instant; nothing before the first.
    std::optional<int> rowAt(model::Instant instant) const;
    const TraceSource& source() const { return m_source; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void familiesChanged();

private:
    void restart();
    void take();
    void noteFamily(const std::string& kind);

    const TraceSource& m_source;
    EventFilter m_filter;
    QStringList m_families;
    std::vector<std::size_t> m_rows;
    std::size_t m_seen = 0;
};

}  // namespace headroom::views
