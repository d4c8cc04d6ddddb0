#include "app/stream/command_source.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace headroom::stream {
namespace {

constexpr std::size_t maxLineBytes = 1U << 20U;

}  // namespace

std::optional<std::string> CommandSource::next(int waitMilliseconds) {
    if (auto line = take()) return line;
    if (m_atEnd) return std::nullopt;
    pollfd descriptor{m_descriptor, POLLIN, 0};
    if (poll(&descriptor, 1, waitMilliseconds) > 0) read();
    return take();
}

void CommandSource::read() {
    std::array<char, 4096> bytes{};
    const ssize_t count = ::read(m_descriptor, bytes.data(), bytes.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count <= 0) {
        m_atEnd = true;
        if (!m_pending.empty()) m_lines.push_back(std::move(m_pending));
        m_pending.clear();
        return;
    }
    for (const char byte : std::string(bytes.data(), static_cast<std::size_t>(count))) {
        if (byte != '\n') {
            // The rest of an overlong line is dropped; its beginning is refused as a command like any other nonsense.
            if (m_pending.size() < maxLineBytes) m_pending += byte;
            continue;
        }
        if (m_pending.find_first_not_of(" \t\r") != std::string::npos) m_lines.push_back(std::move(m_pending));
        m_pending.clear();
    }
}

std::optional<std::string> CommandSource::take() {
    if (m_lines.empty()) return std::nullopt;
    std::string line = std::move(m_lines.front());
    m_lines.pop_front();
    return line;
}

}  // namespace headroom::stream
