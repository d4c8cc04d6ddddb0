#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace headroom::services {

/// A run's own folder, for this user only: databases, logs, and run.json, which tells others of the run. It goes with the run.
class RunFolder {
public:
    /// Where runs have their folders; named by the process. What runs
    /// left that were killed is taken away. Throws std::system_error.
    RunFolder();
    explicit RunFolder(const std::filesystem::path& parent);
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    /// Writes run.json: whoever reads finds a whole one, always. Throws std::system_error.
    void tell(const nlohmann::ordered_json& run) const;
    /// The folder stays, without run.json.
    void keep() { m_isKept = true; }

private:
    std::filesystem::path m_path;
    bool m_isKept = false;
};

}  // namespace headroom::services
