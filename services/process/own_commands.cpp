#include "services/process/own_commands.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>
#include <vector>

namespace headroom::services {

namespace {

constexpr int lookEvery = 1000;  // milliseconds

sigset_t endings() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM}) sigaddset(&signals, signal);
    return signals;
}

std::vector<std::string> textsOf(const std::vector<Address>& addresses) {
    std::vector<std::string> texts;
    texts.reserve(addresses.size());
    for (const Address& address : addresses) texts.push_back(fmt::format("{}:{}", address.host, address.port));
    return texts;
}

}  // namespace

OwnCommands::OwnCommands(NameResolver resolver, Log& log) : m_resolver(std::move(resolver)), m_log(log) {
    const sigset_t signals = endings();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::array<int, 2> ends{-1, -1};
    m_signals = signalfd(-1, &signals, SFD_CLOEXEC);
    m_end = eventfd(0, EFD_CLOEXEC);
    if (m_signals < 0 || m_end < 0 || pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no descriptor left");
    m_read = ends[0];
    m_write = ends[1];
    m_signalThread = std::thread([this] { watchSignals(); });
    m_nameThread = std::thread([this] { watchNames(); });
}

OwnCommands::~OwnCommands() {
    m_isEnding = true;
    const std::uint64_t one = 1;
    (void)!write(m_end, &one, sizeof one);
    m_signalThread.join();
    m_nameThread.join();
    for (const int descriptor : {m_read, m_write, m_signals, m_end}) close(descriptor);
}

void OwnCommands::watchSignals() {
    while (true) {
        std::array<pollfd, 2> waiting{pollfd{m_signals, POLLIN, 0}, pollfd{m_end, POLLIN, 0}};
        if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
        if (waiting[1].revents != 0) return;
        signalfd_siginfo info{};
        if (waiting[0].revents == 0 || read(m_signals, &info, sizeof info) != sizeof info) continue;
        m_log.info("stopping", "a signal asks for the end", {{"signal", info.ssi_signo}});
        tell({{"command", "stop"}});
    }
}

void OwnCommands::watchNames() {
    pollfd waiting{m_end, POLLIN, 0};
    int ended = 0;
    do {
        if (m_resolver.refresh([this] { return !m_isEnding; })) tellEndpoints();
        ended = poll(&waiting, 1, lookEvery);
    } while (ended == 0 || (ended < 0 && errno == EINTR));
}

void OwnCommands::tellEndpoints() {
    nlohmann::json services = nlohmann::json::object();
    std::vector<std::string> unknown;
    for (const auto& [service, addresses] : m_resolver.table()) {
        services[service] = textsOf(addresses);
        if (addresses.empty()) unknown.push_back(service);
    }
    const std::string message =
        unknown.empty() ? "where services are" : fmt::format("nobody is found for {}", fmt::join(unknown, ", "));
    m_log.info("endpoints", message, {{"services", services}});
    tell({{"command", "endpoints"}, {"services", services}});
}

void OwnCommands::tell(const nlohmann::json& command) {
    const std::string line = command.dump() + '\n';
    const std::scoped_lock lock(m_mutex);
    for (std::size_t written = 0; written < line.size();) {
        const ssize_t count = write(m_write, line.data() + written, line.size() - written);
        if (count < 0 && errno != EINTR) return;
        written += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
}

}  // namespace headroom::services
