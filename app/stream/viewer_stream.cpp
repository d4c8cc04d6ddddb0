#include "app/stream/viewer_stream.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <map>

namespace headroom::stream {
namespace {

// A pipe that polls as writable takes this much without blocking.
constexpr std::size_t chunkBytes = PIPE_BUF;

}  // namespace

ViewerStream::ViewerStream(int descriptor, std::size_t limitBytes) : m_descriptor(descriptor), m_limit(limitBytes) {}

void ViewerStream::begin(const trace::Header& header) {
    m_writer.begin(header);
}

void ViewerStream::declare(const trace::Element& element) {
    m_writer.declare(element);
}

void ViewerStream::declare(const trace::Series& series) {
    m_writer.declare(series);
}

void ViewerStream::span(const trace::Span& span) {
    if (!isBehind()) m_writer.span(span);
}

void ViewerStream::event(const trace::Event& event) {
    if (m_held)
        m_heldEvents.push_back(event);
    else
        m_writer.event(event);
}

void ViewerStream::frame(const trace::Frame& frame) {
    flush(false);
    if (m_held && !isBehind()) release();
    if (isBehind())
        hold(frame);
    else
        m_writer.frame(frame);
    flush(false);
}

void ViewerStream::end(const trace::Footer& footer) {
    release();
    trace::Footer own = footer;
    own.droppedFrames = m_dropped;
    m_writer.end(own);
    flush(true);
}

void ViewerStream::tick() {
    flush(false);
    if (m_held && !isBehind()) {
        release();
        flush(false);
    }
}

void ViewerStream::release() {
    if (m_held) m_writer.frame(*m_held);
    m_held.reset();
    releaseEvents();
}

void ViewerStream::releaseEvents() {
    for (const trace::Event& event : m_heldEvents) m_writer.event(event);
    m_heldEvents.clear();
}

void ViewerStream::hold(const trace::Frame& frame) {
    if (!m_held) {
        m_held = frame;
        return;
    }
    ++m_dropped;
    releaseEvents();  // they lie before the frame that replaces the held one
    std::map<trace::SeriesIndex, double> values(m_held->values.begin(), m_held->values.end());
    for (const auto& [series, value] : frame.values) values[series] = value;
    std::map<trace::SeriesIndex, trace::LatencySketch> sketches(m_held->sketches.begin(), m_held->sketches.end());
    for (const auto& [series, sketch] : frame.sketches) sketches[series].merge(sketch);
    *m_held = {frame.number, frame.time, {values.begin(), values.end()}, {sketches.begin(), sketches.end()}};
}

void ViewerStream::flush(bool wait) {
    while (!m_broken && m_written < m_bytes.size()) {
        pollfd descriptor{m_descriptor, POLLOUT, 0};
        const int ready = poll(&descriptor, 1, wait ? -1 : 0);
        if (ready == 0 || (ready < 0 && !wait)) break;
        const ssize_t count = ::write(m_descriptor, m_bytes.data() + m_written, std::min(chunkBytes, m_bytes.size() - m_written));
        if (count > 0)
            m_written += static_cast<std::size_t>(count);
        else if (errno != EINTR && errno != EAGAIN)
            m_broken = true;
    }
    if (m_broken || m_written == m_bytes.size()) {
        m_bytes.clear();
        m_written = 0;
    } else if (m_written > m_bytes.size() / 2) {
        m_bytes.erase(0, m_written);
        m_written = 0;
    }
}

}  // namespace headroom::stream
