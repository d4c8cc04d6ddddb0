#include "services/process/command_reader.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace headroom::services {

CommandReader::CommandReader(int descriptor, Listener listener)
    : m_descriptor(descriptor), m_wake(eventfd(0, EFD_CLOEXEC)), m_listener(std::move(listener)) {
    if (m_wake < 0) throw std::runtime_error("no descriptor left");
    m_thread = std::thread([this] { read(); });
}

CommandReader::~CommandReader() {
    const std::uint64_t one = 1;
    (void)!write(m_wake, &one, sizeof one);
    m_thread.join();
    close(m_wake);
}

void CommandReader::read() {
    std::string pending;
    while (true) {
        std::array<pollfd, 2> waiting{pollfd{m_descriptor, POLLIN, 0}, pollfd{m_wake, POLLIN, 0}};
        if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
        if (waiting[1].revents != 0) return;
        if (waiting[0].revents != 0 && !readMore(pending)) {
            m_listener.end();
            return;
        }
    }
}

/// False at the end.
bool CommandReader::readMore(std::string& pending) {
    std::array<char, 4096> buffer{};
    const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
    if (count < 0) return errno == EINTR || errno == EAGAIN;
    if (count == 0) return false;
    pending.append(buffer.data(), static_cast<std::size_t>(count));
    for (std::size_t end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
        takeLine(pending.substr(0, end));
        pending.erase(0, end + 1);
    }
    return true;
}

void CommandReader::takeLine(const std::string& line) {
    const nlohmann::json command = nlohmann::json::parse(line, nullptr, false);
    if (command.is_object() && command.contains("command") && command["command"].is_string())
        m_listener.take(command);
    else
        m_listener.refuse(line);
}

}  // namespace headroom::services
