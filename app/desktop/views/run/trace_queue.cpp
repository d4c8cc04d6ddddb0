#include "app/desktop/views/run/trace_queue.h"

namespace headroom::views {
namespace {

struct PassOn {
    trace::TraceSink& sink;
    void operator()(const trace::Header& header) const { sink.begin(header); }
    void operator()(const trace::Element& element) const { sink.declare(element); }
    void operator()(const trace::Series& series) const { sink.declare(series); }
    void operator()(const trace::Frame& frame) const { sink.frame(frame); }
    void operator()(const trace::Event& event) const { sink.event(event); }
    void operator()(const trace::Span& span) const { sink.span(span); }
    void operator()(const trace::Footer& footer) const { sink.end(footer); }
};

// The clock costs more than most items.
constexpr std::size_t itemsBetweenLooks = 16;

}  // namespace

void TraceQueue::put(Item item) {
    std::unique_lock lock(m_mutex);
    m_takenSome.wait(lock, [this] { return m_isClosed || m_arrived.size() < m_limit; });
    if (!m_isClosed) m_arrived.push_back(std::move(item));
}

void TraceQueue::limit(std::size_t items) {
    const std::lock_guard lock(m_mutex);
    m_limit = items;
}

void TraceQueue::close() {
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    m_takenSome.notify_all();
}

bool TraceQueue::hasNext() {
    if (m_next < m_taken.size()) return true;
    m_taken.clear();
    m_next = 0;
    const std::lock_guard lock(m_mutex);
    m_taken.swap(m_arrived);
    m_takenSome.notify_all();
    return !m_taken.empty();
}

bool TraceQueue::drain(trace::TraceSink& sink, Clock::time_point deadline) {
    bool any = false;
    for (std::size_t count = 1; hasNext(); ++count) {
        std::visit(PassOn{sink}, m_taken[m_next++]);
        any = true;
        if (count % itemsBetweenLooks == 0 && Clock::now() >= deadline) break;
    }
    return any;
}

bool TraceQueue::isDrained() {
    return !hasNext();
}

}  // namespace headroom::views
