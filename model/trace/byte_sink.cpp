#include "model/trace/byte_sink.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace headroom::trace {
namespace {

Error writeError(int code) {
    const bool full = code == ENOSPC || code == EFBIG || code == EDQUOT;
    return {full ? Error::Kind::OutOfSpace : Error::Kind::WriteFailed,
            std::string("cannot write the trace: ") + std::strerror(code), false};
}

/// Waits until the descriptor takes more bytes; false when waiting fails.
bool waitWritable(int descriptor) {
    pollfd entry{descriptor, POLLOUT, 0};
    return ::poll(&entry, 1, -1) >= 0 || errno == EINTR;
}

}  // namespace

std::optional<Error> FileSink::write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), m_file) != bytes.size() || std::fflush(m_file) != 0) return writeError(errno);
    return std::nullopt;
}

std::optional<Error> DescriptorSink::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t taken = ::write(m_descriptor, bytes.data(), bytes.size());
        if (taken >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(taken));
        } else if (errno == EAGAIN) {
            if (!waitWritable(m_descriptor)) return writeError(errno);
        } else if (errno != EINTR) {
            return writeError(errno);
        }
    }
    return std::nullopt;
}

}  // namespace headroom::trace
