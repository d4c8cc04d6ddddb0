#include "services/supervisor/control_input.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace headroom::services {

namespace {

bool isPipe(int descriptor) {
    struct stat info {};
    return fstat(descriptor, &info) == 0 && (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode));
}

}  // namespace

ControlInput::ControlInput(EventLoop& loop, int descriptor, Listener listener)
    : m_loop(loop), m_descriptor(descriptor), m_listener(std::move(listener)) {
    if (isPipe(descriptor)) m_loop.watch(descriptor, POLLIN, [this](short) { read(); });
}

ControlInput::~ControlInput() {
    m_loop.forget(m_descriptor);
}

void ControlInput::read() {
    std::array<char, 4096> buffer{};
    const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count <= 0) {
        m_loop.forget(m_descriptor);
        return m_listener.end();
    }
    m_pending.append(buffer.data(), static_cast<std::size_t>(count));
    for (std::size_t end = m_pending.find('\n'); end != std::string::npos; end = m_pending.find('\n')) {
        const std::string line = m_pending.substr(0, end);
        m_pending.erase(0, end + 1);
        m_listener.line(line);
    }
}

}  // namespace headroom::services
