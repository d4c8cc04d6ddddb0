#include "app/desktop/views/background_job.h"

#include <stdexcept>
#include <utility>

namespace headroom::views {

BackgroundJob::~BackgroundJob() {
    if (m_thread.joinable()) m_thread.join();
}

void BackgroundJob::start(std::function<Delivery()> work) {
    if (m_isRunning) throw std::logic_error("a background job is running");
    if (m_thread.joinable()) m_thread.join();
    m_isRunning = true;
    m_thread = std::thread([this, work = std::move(work)] {
        Delivery delivery = work();
        m_inbox.put([this, delivery = std::move(delivery)] {
            m_isRunning = false;
            delivery();
        });
    });
}

}  // namespace headroom::views
