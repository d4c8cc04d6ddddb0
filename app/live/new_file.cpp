#include "app/live/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace headroom::live {
namespace {

constexpr mode_t readableByAll = 0644;

std::string reason(const std::string& path) {
    return path + " can't be written: " + std::generic_category().message(errno);
}

bool writeAll(int descriptor, const std::string& content) {
    std::size_t written = 0;
    while (written < content.size()) {
        const ssize_t count = write(descriptor, content.data() + written, content.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        written += static_cast<std::size_t>(count);
    }
    return fsync(descriptor) == 0;
}

}  // namespace

std::optional<std::string> writeNewFile(const std::string& path, const std::string& content, bool mayReplace) {
    // Beside its place, and put there at once: nobody ever sees half of it.
    const std::string draft = path + ".new-" + std::to_string(getpid());
    const int descriptor = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, readableByAll);
    if (descriptor < 0) return reason(path);
    std::optional<std::string> problem;
    if (!writeAll(descriptor, content)) problem = reason(path);
    close(descriptor);
    const auto put = [&] { return mayReplace ? rename(draft.c_str(), path.c_str()) : link(draft.c_str(), path.c_str()); };
    if (!problem && put() != 0) problem = errno == EEXIST ? path + " is there already; --force replaces it" : reason(path);
    if (problem || !mayReplace) unlink(draft.c_str());
    return problem;
}

}  // namespace headroom::live
