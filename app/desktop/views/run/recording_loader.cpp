#include "app/desktop/views/run/recording_loader.h"

namespace headroom::views {
namespace {

// Frames with their sketches unpacked are large.
constexpr std::size_t mostOnTheirWay = 64;

}  // namespace

RecordingLoader::RecordingLoader(std::unique_ptr<trace::RecordingReader> reader, std::shared_ptr<TraceQueue> queue)
    : m_reader(std::move(reader)), m_queue(std::move(queue)) {
    m_queue->limit(mostOnTheirWay);
    m_thread.reset(QThread::create([this] {
        const auto error = m_reader->replay(*m_queue, [this] { return m_keepGoing.load(); });
        if (m_keepGoing) m_inbox.put([this, message = error ? error->message : std::string()] { emit ended(QString::fromStdString(message)); });
    }));
}

void RecordingLoader::start() {
    m_thread->start();
}

RecordingLoader::~RecordingLoader() {
    m_keepGoing = false;
    m_queue->close();
    m_thread->wait();
}

}  // namespace headroom::views
