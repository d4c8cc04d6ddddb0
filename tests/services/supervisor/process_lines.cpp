#include "tests/services/supervisor/process_lines.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>

namespace headroom {
namespace {

constexpr int patience = 60'000;  // milliseconds

}  // namespace

std::vector<nlohmann::json> ProcessLines::said(const std::string& event, const std::string& process) const {
    std::vector<nlohmann::json> found;
    std::ifstream log(m_path);
    for (std::string line; std::getline(log, line);) {
        nlohmann::json said = nlohmann::json::parse(line, nullptr, false);
        if (!said.is_object() || !said.contains("event") || said["event"] != event) continue;
        if (process.empty() || said.value("process", "") == process) found.push_back(std::move(said));
    }
    return found;
}

std::vector<nlohmann::json> ProcessLines::told(const std::string& process, const std::string& command) const {
    std::vector<nlohmann::json> found;
    for (const nlohmann::json& line : said("told", process))
        if (line["command"]["command"] == command) found.push_back(line["command"]);
    return found;
}

std::map<std::string, pid_t> ProcessLines::processes() const {
    std::map<std::string, pid_t> all;
    for (const nlohmann::json& line : said("born")) all[line["process"]] = line["pid"];
    return all;
}

bool isGone(pid_t process) {
    const int handle = static_cast<int>(syscall(SYS_pidfd_open, process, 0));
    if (handle < 0) return true;
    pollfd waiting{handle, POLLIN, 0};
    const bool ended = poll(&waiting, 1, patience) == 1;
    close(handle);
    return ended;
}

std::string optionOf(const nlohmann::json& born, const std::string& name) {
    const nlohmann::json& arguments = born["arguments"];
    for (std::size_t i = 0; i + 1 < arguments.size(); ++i)
        if (arguments[i] == name) return arguments[i + 1];
    return {};
}

}  // namespace headroom
