#include "app/desktop/views/run/recording_loader.h"

namespace headroom::views {
namespace {

// Frames with their sketches unpacked are large.
constexpr std::size_t mostOnTheirWay = 64;

}  // namespace

RecordingLoader::RecordingLoader(std::unique_ptr<trace::RecordingReader> reader, std::shared_ptr<TraceQueue> queue)
    : m_reader(std::move(reader)), m_queue(std::move(queue)) {
    m_queue->limit(mostOnTheirWay);
}

void RecordingLoader::start() {
    m_thread = std::thread([this] {
        const auto error = m_reader->replay(*m_queue, [this] { return m_keepGoing.load(); });
        if (m_keepGoing)
            m_inbox.put(
                [this, message = error ? error->message : std::string()] { emit ended(QString::fromStdString(message)); });
    });
}

RecordingLoader::~RecordingLoader() {
    m_keepGoing = false;
    m_queue->close();
    if (m_thread.joinable()) m_thread.join();
}

}  // namespace headroom::views
