#include "app/desktop/views/run/recording_loader.h"

namespace headroom::views {

RecordingLoader::RecordingLoader(std::unique_ptr<trace::RecordingReader> reader, std::shared_ptr<TraceQueue> queue)
    : m_reader(std::move(reader)) {
    m_thread.reset(QThread::create([this, queue = std::move(queue)] {
        const auto error = m_reader->replay(*queue, [this] { return m_keepGoing.load(); });
        if (m_keepGoing) emit ended(error ? QString::fromStdString(error->message) : QString());
    }));
    m_thread->start();
}

RecordingLoader::~RecordingLoader() {
    m_keepGoing = false;
    m_thread->wait();
}

}  // namespace headroom::views
