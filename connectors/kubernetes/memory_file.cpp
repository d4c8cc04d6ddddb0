#include "connectors/kubernetes/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace headroom::connectors::kubernetes {

Result<std::shared_ptr<const MemoryFile>> MemoryFile::create(const std::string& content) {
    const int descriptor = memfd_create("headroom", MFD_CLOEXEC);
    if (descriptor < 0)
        return Error{Error::Kind::Failed, "no file in memory can be made: " + std::generic_category().message(errno), true};
    std::shared_ptr<const MemoryFile> file(new MemoryFile(descriptor));
    std::size_t written = 0;
    while (written < content.size()) {
        const ssize_t more = write(descriptor, content.data() + written, content.size() - written);
        if (more < 0 && errno == EINTR) continue;
        if (more <= 0)
            return Error{Error::Kind::Failed, "a file in memory can't be written: " + std::generic_category().message(errno),
                         true};
        written += static_cast<std::size_t>(more);
    }
    return file;
}

MemoryFile::~MemoryFile() {
    close(m_descriptor);
}

std::string MemoryFile::path() const {
    return "/proc/self/fd/" + std::to_string(m_descriptor);
}

}  // namespace headroom::connectors::kubernetes
