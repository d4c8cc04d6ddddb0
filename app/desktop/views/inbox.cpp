#include "app/desktop/views/inbox.h"

#include <QMetaObject>
#include <QPointer>
#include <utility>

namespace headroom::views {

void Inbox::put(std::function<void()> errand) {
    {
        const std::lock_guard lock(m_mutex);
        m_errands.push_back(std::move(errand));
    }
    // By its name: a pointer to it would be another thing that Qt hands over.
    QMetaObject::invokeMethod(this, "empty", Qt::QueuedConnection);
}

void Inbox::empty() {
    std::vector<std::function<void()>> errands;
    {
        const std::lock_guard lock(m_mutex);
        errands.swap(m_errands);
    }
    // An errand may be the end of this.
    const QPointer<Inbox> self(this);
    for (std::size_t i = 0; i < errands.size() && self != nullptr; ++i) errands[i]();
}

}  // namespace headroom::views
