#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

namespace headroom::services {

/// A run's own folder, for this user only: databases, logs, and run.json, which tells others of the run. It goes with the run.
class RunFolder {
public:
    /// In $XDG_RUNTIME_DIR/headroom, else in a folder of this user's among the temporary ones; named by the process. What runs
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

    /// Where runs are told.
    static std::filesystem::path parent();

private:
    std::filesystem::path m_path;
    bool m_isKept = false;
};

}  // namespace headroom::services
