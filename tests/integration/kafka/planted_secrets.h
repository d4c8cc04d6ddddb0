#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace headroom::integration {

/// Secrets that are looked for wherever they may not be: as they are, in base64 wherever they begin in it, as URLs and JSON write
/// them.
class PlantedSecrets {
public:
    /// Throws std::invalid_argument for what is too short to be known again.
    void plant(const std::string& name, const std::string& secret);

    /// The names of those that are in a text; in a file, in the names and contents of all files under a folder.
    std::set<std::string> in(std::string_view text) const;
    std::set<std::string> inFile(const std::filesystem::path& file) const;
    std::set<std::string> under(const std::filesystem::path& folder) const;
    /// In the command lines and environments of a process and of all it has started.
    std::set<std::string> inProcesses(pid_t root) const;

    /// What is looked for, for each secret.
    const std::map<std::string, std::set<std::string>>& forms() const { return m_forms; }

private:
    std::map<std::string, std::set<std::string>> m_forms;
};

/// A process and all it has started, as far as they live.
std::set<pid_t> processesFrom(pid_t root);

/// A whole file; nothing of one that is gone.
std::string contentOf(const std::filesystem::path& file);

}  // namespace headroom::integration
