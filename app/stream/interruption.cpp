#include "app/stream/interruption.h"

#include <signal.h>

namespace headroom::stream {
namespace {

void interrupt(int) {
    interrupted = 1;
}

}  // namespace

volatile std::sig_atomic_t interrupted = 0;

void watchSignals() {
    struct sigaction action {};
    action.sa_handler = interrupt;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of the stream
    std::signal(SIGXFSZ, SIG_IGN);  // and a file that may not grow one of the recording
}

}  // namespace headroom::stream
