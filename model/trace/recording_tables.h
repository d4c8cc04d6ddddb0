#pragma once
// Rows of a recording as parts of a trace. Internal to the trace library.

#include <cstdint>
#include <string>
#include <vector>

#include "model/trace/sqlite_handle.h"
#include "model/trace/trace.h"

namespace headroom::trace::recording {

/// Thrown inside the reader when a row is damaged; never leaves it.
struct Damage {
    Error error;
};

/// One row of the order in which the trace was recorded.
struct Entry {
    enum class Kind : std::int64_t { Element, Series, Frame, Event, Span } kind = Kind::Element;
    std::int64_t key = 0;
};

/// The queries of a reader. Every function throws Damage.
class Rows {
public:
    Rows(Database database, std::string path);

    Database& database() { return m_database; }
    Header header();
    Element element(std::int64_t key);
    Series series(std::int64_t key);
    /// The frame as recorded: sparse.
    Frame frame(std::int64_t number);
    Event event(std::int64_t position);
    Span span(std::int64_t position);

    /// Visits entries with first <= position <= last in order, until the visitor returns false.
    template <class Visitor>
    void visit(std::int64_t first, std::int64_t last, Visitor visitor) {
        Statement order = prepare(timeline);
        order.bind(1, first).bind(2, last);
        while (nextRow(order))
            if (!visitor(Entry{static_cast<Entry::Kind>(order.integer(1)), order.integer(2)})) return;
    }

    Statement prepare(const char* sql);
    /// Steps; false at the end.
    bool nextRow(Statement& statement);
    [[noreturn]] void damaged(const std::string& what) const;

private:
    static const char* const timeline;

    std::pair<SeriesIndex, LatencySketch> sketch(const Statement& row) const;
    SeriesIndex seriesIndex(const Statement& row, int column) const;
    /// Binds the key and steps to the one row there must be.
    Statement& rowOf(Statement& statement, std::int64_t key, const char* what);

    Database m_database;
    std::string m_path;
    Statement m_element, m_series, m_frame, m_samples, m_sketches, m_event, m_span;
};

}  // namespace headroom::trace::recording
