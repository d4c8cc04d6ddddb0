#include "services/supervisor/signal_source.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace headroom::services {

namespace {

sigset_t endings() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    return signals;
}

}  // namespace

void SignalSource::block() {
    const sigset_t signals = endings();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

SignalSource::SignalSource(EventLoop& loop, std::function<void(int)> taken) : m_loop(loop), m_taken(std::move(taken)) {
    block();
    const sigset_t signals = endings();
    m_descriptor = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    if (m_descriptor < 0) throw std::system_error(errno, std::generic_category(), "signalfd");
    m_loop.watch(m_descriptor, POLLIN, [this](short) { read(); });
}

SignalSource::~SignalSource() {
    m_loop.forget(m_descriptor);
    close(m_descriptor);
}

void SignalSource::read() {
    signalfd_siginfo info{};
    if (::read(m_descriptor, &info, sizeof info) == sizeof info) m_taken(static_cast<int>(info.ssi_signo));
}

}  // namespace headroom::services
