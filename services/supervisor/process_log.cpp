#include "services/supervisor/process_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

namespace headroom::services {

ProcessLog::ProcessLog(const std::filesystem::path& path, std::uint64_t limit) : m_path(path), m_limit(limit) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) throw std::system_error(errno, std::generic_category(), path.string());
    m_file.reset(fdopen(file, "w"));
    setvbuf(m_file.get(), nullptr, _IOLBF, BUFSIZ);
}

void ProcessLog::write(const std::string& line) {
    if (m_size + line.size() >= m_limit) {
        ++m_dropped;
        return;
    }
    m_size += line.size() + 1;
    std::fwrite(line.data(), 1, line.size(), m_file.get());
    std::fputc('\n', m_file.get());
}

void ProcessLog::writeText(const std::string& process, const std::string& text) {
    const nlohmann::ordered_json line{{"level", "error"}, {"process", process}, {"event", "text"}, {"message", text}};
    write(line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace headroom::services
