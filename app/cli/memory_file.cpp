#include "app/cli/memory_file.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace headroom::cli {

MemoryFile::MemoryFile(const std::string& text) : m_descriptor(memfd_create("headroom", MFD_CLOEXEC)) {
    std::size_t written = 0;
    while (m_descriptor >= 0 && written < text.size()) {
        const ssize_t count = write(m_descriptor, text.data() + written, text.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        written += static_cast<std::size_t>(count);
    }
    if (m_descriptor >= 0) m_path = fmt::format("/proc/{}/fd/{}", getpid(), m_descriptor);
}

MemoryFile::~MemoryFile() {
    if (m_descriptor >= 0) close(m_descriptor);
}

}  // namespace headroom::cli
