#pragma once
// What fake children have said, from the log of all processes.

#include <sys/types.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace headroom {

class ProcessLines {
public:
    explicit ProcessLines(std::string path) : m_path(std::move(path)) {}

    const std::string& path() const { return m_path; }
    /// Events of one kind, of one process or of all.
    std::vector<nlohmann::json> said(const std::string& event, const std::string& process = {}) const;
    /// Commands of one kind that a process was told, in order.
    std::vector<nlohmann::json> told(const std::string& process, const std::string& command) const;
    /// The children's numbers, by name; of several of one name the last.
    std::map<std::string, pid_t> processes() const;

private:
    std::string m_path;
};

/// Waits until the process is gone, whoever its parent is.
bool isGone(pid_t process);
/// What follows the option among the arguments a child was born with; empty when it isn't there.
std::string optionOf(const nlohmann::json& born, const std::string& name);

}  // namespace headroom
